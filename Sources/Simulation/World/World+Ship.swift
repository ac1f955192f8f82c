import Causality
import Replication

// Shipping of operations: between leaders a write of a typed value travels as what it has added to
// its writer's state. That is applied to what the receiver holds, once this includes all that the
// write follows; until then it waits. Whatever else brings a version (anti-entropy, quorums, a log,
// `sync=all`) brings the state.
extension World {
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
    guard network.causal.gatesOperations, effect(in: envelope) != nil else { return true }
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
    network.causal.buffers.joined().compactMap { envelope in
      let record = store.versions.records[Int(envelope.version)]
      guard record.key == key.rawValue, envelope.purpose == .replicate else { return nil }
      let known = find(key, NodeID(envelope.node)).map {
        vector(store.slots.states[$0].past, key.index)
      }
      let awaits = vector(record.past, key.index).entries.flatMap { dot in
        let first = (known?.counter(of: dot.replica) ?? 0) + 1
        return first <= dot.counter
          ? (first...dot.counter).prefix(8).map { Dot(dot.replica, $0) } : []
      }
      return WaitingView(
        name: MessageName(network.links.records[Int(envelope.link)].arc, envelope.ordinal),
        dot: store.keys.dot(record.dot, key: key.index), awaits: awaits)
    }
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
