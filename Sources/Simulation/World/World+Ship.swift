import Causality
import Replication

// Shipping of operations: between leaders a write of a typed value travels as what it has added to
// its writer's state. That is applied to what the receiver holds, once this includes all that the
// write follows; until then it waits. Whatever else brings a version (anti-entropy, quorums, a log,
// `sync=all`) brings the state.
extension World {
  /// Whether messages may have to wait for what comes before them.
  @inline(__always)
  var isGated: Bool { network.delivery == .causal || store.keys.shipsOperations }

  /// What a new version adds to what its node has held so far; nil: it travels as a state.
  mutating func effect(of version: UInt32, _ slot: Int) -> ValueID? {
    let record = store.versions.records[Int(version)]
    let rules = store.keys.rules[Int(record.key)]
    guard let merge = merge(of: rules), shipsOperations(rules), settings.leaderless == nil,
      !store.logs.isActive, let state = values.value(record.value)
    else { return nil }
    return values.intern(merge.effects.difference(self.state(ofSlot: slot, merge), state))
  }

  /// Whether writes under these rules travel as operations.
  func shipsOperations(_ rules: KeyRules) -> Bool {
    let id = Int(rules.onWrite.rawValue)
    return settings.strategies.indices.contains(id)
      && settings.strategies[id].parameters.merging.shipping == .operations
  }

  /// The effect that a message carries; nil: none.
  func effect(in envelope: Envelope) -> ValueID? {
    envelope.purpose == .replicate ? store.versions.effect(envelope.version) : nil
  }

  /// Whether what an operation follows is all there, or the operation itself.
  func mayApply(_ envelope: Envelope) -> Bool {
    guard store.keys.shipsOperations, effect(in: envelope) != nil else { return true }
    let record = store.versions.records[Int(envelope.version)]
    guard let slot = store.slots.find(Int(record.key), Int(envelope.node)) else {
      return record.past.isEmpty(in: store.spills)
    }
    let past = store.slots.states[slot].past
    return past.knows(record.dot, in: store.spills) || past.covers(record.past, in: store.spills)
  }

  /// What a node holds together with an operation that arrives; nil: a state arrives.
  mutating func joined(with arrival: Arrival, _ strategy: Strategy) -> ValueID? {
    guard let merge = strategy.definition.merge,
      let effect = arrival.effect.flatMap({ values.value($0) })
    else { return nil }
    let before = state(ofSlot: arrival.slot, merge)
    return values.intern(merge.effects.apply(before, effect), of: merge)
  }
}

// MARK: What waits

extension World {
  /// The messages about a key that wait at their receivers for what comes before them.
  package func waiting(_ key: KeyID) -> [WaitingView] {
    network.causal.buffers.enumerated().flatMap { index, buffer -> [WaitingView] in
      let waiting = buffer.filter { envelope in
        envelope.purpose == .replicate
          && store.versions.records[Int(envelope.version)].key == key.rawValue
      }
      guard !waiting.isEmpty else { return [] }
      var known = CausalContext()
      if let slot = find(key, NodeID(Int32(index))) {
        known = causalContext(store.slots.states[slot].past, key.index)
      }
      for envelope in waiting { known.include(dot(of: envelope.version)) }
      return waiting.map { waitingView($0, beyond: known) }
    }
  }

  private func waitingView(_ envelope: Envelope, beyond known: CausalContext) -> WaitingView {
    let record = store.versions.records[Int(envelope.version)]
    let past = vector(record.past, Int(record.key))
    return WaitingView(
      name: MessageName(network.links.records[Int(envelope.link)].arc, envelope.ordinal),
      dot: dot(of: envelope.version),
      awaits: past.entries.flatMap { last in
        known.missing(1...last.counter, of: last.replica).map {
          WaitingView.Awaited(replica: last.replica, counters: $0)
        }
      })
  }

  private func dot(of version: UInt32) -> Dot {
    let record = store.versions.records[Int(version)]
    return store.keys.dot(record.dot, key: Int(record.key))
  }
}

// MARK: What messages weigh

extension World {
  /// Counts the bytes of the value that a message brought.
  mutating func weigh(_ envelope: Envelope) {
    guard envelope.version != 0, envelope.purpose.carriesWrite else { return }
    let carried =
      effect(in: envelope) ?? store.versions.records[Int(envelope.version)].value
    let key = Int(store.versions.records[Int(envelope.version)].key)
    statistics.carry(values.size(carried), to: store.slots.slot(key, Int(envelope.node)))
  }
}
