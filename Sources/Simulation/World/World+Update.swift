import Causality
import Replication

// Typed values: an operation applies to all that its node holds of the key, and what comes out is
// the value of an ordinary version, which follows all of that. So a version's past never claims
// more than its state includes, and replicas need nothing but to join states.
extension World {
  /// Applies a client's operation to a typed value.
  mutating func update(
    _ request: WriteRequest, _ operation: MergeOperation, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkUp(request.node)
    guard store.keys.isTyped(request.key.index) else { throw .notTyped(request.key) }
    try submit(try typed(request, operation), into: &events)
  }

  /// A plain write of a typed value: `put` assigns, `delete` resets.
  mutating func typed(_ request: WriteRequest) throws(Refusal) -> WriteRequest {
    guard let value = values.value(request.value) else {
      return try typed(request, MergeOperation(.reset))
    }
    return try typed(request, .assign(value))
  }

  /// The request with the state that the operation makes of what its node holds.
  mutating func typed(
    _ request: WriteRequest, _ operation: MergeOperation
  ) throws(Refusal) -> WriteRequest {
    guard let merge = merge(of: store.keys.rules[request.key.index]) else {
      throw .notTyped(request.key)
    }
    try checkHolds(request)
    var result = request
    result.value = try value(of: operation, merge, request)
    let slot = store.slots.slot(request.key.index, request.node.index)
    if let setup = settings.leaderless,
      renewIfForgotten(request.node, request.key.index, slot, setup)
    {
      result.value = try value(of: operation, merge, request)
    }
    return result
  }

  /// The value that a write of this operation stores.
  private mutating func value(
    of operation: MergeOperation, _ merge: MergeDefinition, _ request: WriteRequest
  ) throws(Refusal) -> ValueID {
    let key = request.key.index
    let slot = store.slots.slot(key, request.node.index)
    let node = nodes.records[request.node.index]
    // A replica without a lane has written nothing; what may still be refused gives it none.
    var (counter, known): (UInt32, UInt32) = (1, 0)
    if let lane = store.keys.knownLane(of: node.replica, key: key) {
      counter = nextDot(request, lane: lane, slot: slot).counter
      known = store.slots.states[slot].past.counter(lane, in: store.spills)
    }
    let parameters = settings.strategies[Int(store.keys.rules[key].onWrite.rawValue)].parameters
    let stamps = stamps(of: request, replica: node.replica)
    let context = MergeContext(
      dot: Dot(node.replica, counter), stamp: stamps.reading(parameters.clock), rank: node.rank,
      observed: observed(by: request), followsOwn: known &+ 1 == counter, parameters: parameters)
    do throws(MergeError) {
      return values.intern(
        try merge.apply(state(ofSlot: slot, merge), operation, context), of: merge)
    } catch {
      throw .unfit(request.key, error)
    }
  }

  /// Refuses a coordinator that would not store the result: others cannot add to what it made up.
  private mutating func checkHolds(_ request: WriteRequest) throws(Refusal) {
    guard let setup = settings.leaderless else { return }
    guard !nodes.records[request.node.index].failsWrites else { throw .writesFail(request.node) }
    let at = store.placements.primaries(of: request.key.index, n: setup.n, nodes)
    for place in 0..<Int(store.placements.member(at))
    where store.placements.member(at + 1 + place) == request.node.rawValue
      && settings.reaches.allows(request.node, request.quorum.reach)
    { return }
    throw .notHeld(request.key, at: request.node)
  }

  /// The writes that the client has observed; nil: all that its node holds.
  private func observed(by request: WriteRequest) -> CausalContext? {
    // A log puts every write after all before it.
    if store.logs.isActive { return nil }
    switch request.context {
    case .node: return nil
    case .blind: return CausalContext()
    case .client(let client):
      return causalContext(clients.past(client, request.key.index), request.key.index)
    }
  }

  /// The type of the values that rules are about; nil: they are plain.
  func merge(of rules: KeyRules) -> MergeDefinition? {
    let id = Int(rules.onWrite.rawValue)
    return settings.strategies.indices.contains(id) ? settings.strategies[id].definition.merge : nil
  }

  /// The join of all that a slot holds; nil: nothing.
  func state(ofSlot slot: Int, _ merge: MergeDefinition) -> Value? {
    if let merged = store.slots.states[slot].merged(in: store.spills) {
      return values.value(merged)
    }
    let states = store.slots.states[slot].siblings(in: store.spills).compactMap {
      values.value(store.versions.records[Int($0.version)].value)
    }
    return states.first.map { states.dropFirst().reduce($0, merge.merge) }
  }

  /// The state that a node holds of a typed key, for people; nil: it holds none.
  package func portrait(
    of key: KeyID, at node: NodeID, naming name: (ReplicaID) -> String
  ) -> Value? {
    guard let slot = find(key, node), let merge = merge(of: store.keys.rules[key.index]) else {
      return nil
    }
    return state(ofSlot: slot, merge).map { merge.portray($0, name) }
  }

  /// What writes have left in a field of the map that a node holds; empty: no such field.
  package func traces(of key: KeyID, _ path: [String], at node: NodeID) -> [MergeTrace] {
    guard let slot = find(key, node), let merge = merge(of: store.keys.rules[key.index]),
      let traces = merge.traces, let state = state(ofSlot: slot, merge)
    else { return [] }
    return traces(state, path)
  }

  /// The type of a key's values; nil: they are plain.
  package func merge(of key: KeyID) -> MergeDefinition? { merge(of: store.keys.rules[key.index]) }

  // MARK: Binding

  /// Refuses rules that could not read what is stored of a key, or would read it as plain values.
  package func check(_ rules: KeyRules, for key: KeyID) throws(Refusal) {
    try checkLinks(of: rules, key)
    let new = merge(of: rules)
    guard new != nil || store.keys.isTyped(key.index) else { return }
    let parameters = settings.strategies[Int(rules.onWrite.rawValue)].parameters
    for version in 1..<max(1, store.versions.records.count) {
      let record = store.versions.records[version]
      guard record.key == key.rawValue, record.holders > 0 || record.carriers > 0,
        let value = values.value(record.value)
      else { continue }
      guard let new, values.reading(of: record.value) != nil, new.isState(value, parameters) else {
        throw .misbound(key)
      }
    }
  }

  func checkLinks(of rules: KeyRules, _ key: KeyID) throws(Refusal) {
    guard merge(of: rules) != nil, !rules.links.isEmpty else { return }
    throw .linkRules(key)
  }
}
