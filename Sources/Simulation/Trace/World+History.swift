import Causality
import Consistency
import Replication

// The history of a run, kept only where somebody wants it. What notes it is mutating although it
// leaves the world as it is: a borrowing call out of a mutating one would copy the world's head.
extension World {
  /// Notes a write that has made its version.
  @inline(never)
  mutating func recordBegin(
    _ request: WriteRequest, _ version: UInt32, into events: inout EventBuffer
  ) -> Int {
    let record = store.versions.records[Int(version)]
    return events.recorder.begin(
      dot(of: version), request, following: causalContext(record.past, request.key.index),
      tick: now)
  }

  /// Notes a write that others are asked to take.
  mutating func recordBegin(
    _ request: WriteRequest, _ version: UInt32, _ operation: OperationID,
    into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    events.recorder.follow(operation, recordBegin(request, version, into: &events))
  }

  /// Notes a write that its node has made alone; one that others should have is of unknown outcome.
  mutating func recordWrite(
    _ request: WriteRequest, _ version: UInt32, isAcknowledged: Bool,
    into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    let number = recordBegin(request, version, into: &events)
    events.recorder.end(number, isAcknowledged ? .ok : .unknown, tick: now)
  }

  /// Notes a read that its node answers alone.
  mutating func recordRead(
    _ request: ReadRequest, returning versions: [Dot], into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    let number = events.recorder.begin(request, tick: now)
    let context = causalContext(of: request.key, at: request.node, events)
    events.recorder.endRead(number, returning: versions, context: context, tick: now)
  }

  /// Notes how a synchronous write ended.
  mutating func recordEnd(
    _ operation: OperationID, _ outcome: Outcome, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    switch outcome {
    case .ok: events.recorder.end(operation, .ok, tick: now)
    case .conflict: events.recorder.end(operation, .failed, tick: now)
    case .pending, .unavailable, .unknown: events.recorder.end(operation, .unknown, tick: now)
    }
  }

  /// Notes that a node has taken a version in.
  @inline(__always)
  mutating func recordStore(_ version: UInt32, at node: NodeID, into events: inout EventBuffer) {
    guard events.interest.contains(.history) else { return }
    storeInHistory(version, at: node, into: &events)
  }

  @inline(never)
  private mutating func storeInHistory(
    _ version: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    events.recorder.store(
      dot(of: version), store.versions.records[Int(version)].key, at: node, tick: now)
  }

  /// Notes that a node lets a version go for another that does not follow it.
  mutating func recordDrop(
    _ version: UInt32, for rival: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    events.recorder.drop(
      dot(of: version), store.versions.records[Int(version)].key, for: dot(of: rival), at: node,
      tick: now)
  }

  /// Notes that a node forgets a key with all it knew of it.
  mutating func recordPurge(
    _ key: Int, _ slot: Int, at node: NodeID, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    let past = store.slots.states[slot].past
    events.recorder.purge(key, at: node, knowing: causalContext(past, key))
  }

  // MARK: Without a leader

  /// Notes the end of a request of a leaderless store; a read that succeeded has ended already.
  mutating func recordHistoryEnd(_ slot: Int, into events: inout EventBuffer) {
    guard events.interest.contains(.history) else { return }
    let operation = operations.quorums.operations[slot]
    let id = OperationID(leaderless: operation.serial)
    switch operation.traits.outcome {
    case .ok: events.recorder.end(id, .ok, tick: now)
    case .unavailable:
      events.recorder.end(id, operation.traits.isRead ? .failed : .unknown, tick: now)
    case .pending, .unknown: events.recorder.end(id, .unknown, tick: now)
    }
  }

  /// Notes what a read of a leaderless store returned.
  mutating func recordAnswer(
    _ slot: Int, returning versions: [Dot], _ past: Past, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.history) else { return }
    let operation = operations.quorums.operations[slot]
    let key = KeyID(operation.key)
    var context = causalContext(past, key.index)
    let first = slot * operations.quorums.stride
    for place in 0..<Int(operation.tally.places) {
      let answer = operations.quorums.answers[first + place]
      guard answer.isCounted,
        let purged = events.recorder.purged(key, at: NodeID(answer.node))
      else { continue }
      context.merge(purged)
    }
    let number = events.recorder.number(of: OperationID(leaderless: operation.serial))
    events.recorder.endRead(number, returning: versions, context: context, tick: now)
  }

  /// Notes on which nodes the key of a request lives.
  mutating func recordPlaces(_ slot: Int, into events: inout EventBuffer) {
    guard events.interest.contains(.history) else { return }
    let operation = operations.quorums.operations[slot]
    let first = slot * operations.quorums.stride
    let homes = (0..<Int(operation.tally.places)).map { place in
      let answer = operations.quorums.answers[first + place]
      return NodeID(answer.home == 0 ? answer.node : answer.home - 1)
    }
    events.recorder.place(KeyID(operation.key), on: homes)
  }

  // MARK: Contexts

  private func dot(of version: UInt32) -> Dot {
    Dot(
      store.versions.stamps[Int(version)].replica, store.versions.records[Int(version)].counter)
  }

  /// The write that each of these versions is.
  func dots(of siblings: [Sibling]) -> [Dot] { siblings.map { dot(of: $0.version) } }

  /// A past without any loss: what stands apart stands apart.
  func causalContext(_ past: Past, _ key: Int) -> CausalContext {
    var closed = VersionVector()
    for lane in 0..<store.keys.laneCount(of: key) {
      let counter = past.counter(UInt16(lane), in: store.spills)
      if counter > 0 { closed.include(Dot(store.keys.replica(UInt16(lane), key: key), counter)) }
    }
    guard past.spill != 0 else { return CausalContext(closed) }
    let apart = store.spills.spills[Int(past.spill)].cloud.map { store.keys.dot($0, key: key) }
    return CausalContext(closed, apart: apart)
  }

  /// All that a node has seen of a key, before it purged it too.
  package func causalContext(
    of key: KeyID, at node: NodeID, _ events: borrowing EventBuffer
  ) -> CausalContext {
    var context = CausalContext()
    if let slot = find(key, node) {
      context = causalContext(store.slots.states[slot].past, key.index)
    }
    if let purged = events.recorder.purged(key, at: node) { context.merge(purged) }
    return context
  }
}
