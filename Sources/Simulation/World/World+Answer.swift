import Replication

// What a type has a node do by itself when it has learned a state: a write of its own.
extension World {
  /// The operation that a node adds to what it holds of a key; nil: none.
  ///
  /// Only where nodes write on their own: elsewhere nobody could tell its client how it ended.
  func answer(of node: NodeID, _ key: Int, _ slot: Int) -> MergeOperation? {
    guard store.keys.isTyped(key), let merge = merge(of: store.keys.rules[key]),
      let answer = merge.answer, !settings.isSynchronous, settings.leaderless == nil,
      !store.logs.isActive, let state = state(ofSlot: slot, merge)
    else { return nil }
    return answer(state, nodes.records[node.index].replica)
  }

  /// Writes that operation, unless the node cannot.
  mutating func answer(
    at node: NodeID, _ key: Int, _ slot: Int, into events: inout EventBuffer
  ) {
    let record = nodes.records[node.index]
    guard record.health == .up, !record.failsWrites, hasRoom,
      let operation = answer(of: node, key, slot)
    else { return }
    let request = WriteRequest(key: KeyID(Int32(key)), value: .tombstone, node: node)
    guard let write = try? typed(request, operation) else { return }
    _ = try? writeHere(write, isAcknowledged: true, into: &events)
  }
}
