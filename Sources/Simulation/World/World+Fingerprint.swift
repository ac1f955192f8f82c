import Causality
import Replication

// The identity of a state: sums of hashes, so that neither the order of equal histories nor the
// numbering of slots, lanes and versions can be seen. Slots are hashed anew only when they have
// changed since the last reading; what is in flight is small and read whole.
extension World {
  /// The identity of the state. The clock and due times enter under `.timed` only; what is counted
  /// but decides nothing (statistics) never does.
  package mutating func fingerprint(_ relation: Relation = .timed) -> UInt64 {
    for index in 0..<store.slots.dirty.count {
      let slot = Int(store.slots.dirty[index])
      store.slots.settle(slot, hash: hash(ofSlot: slot))
    }
    store.slots.settled()
    return store.slots.sum &+ operations.endedHash &+ hashOfRest(relation)
      &+ hashOfLogs(isFresh: false)
  }

  /// The same identity, computed from nothing.
  package func recomputedFingerprint(_ relation: Relation = .timed) -> UInt64 {
    var sum: UInt64 = 0
    for slot in 0..<store.slots.states.count { sum = sum &+ hash(ofSlot: slot) }
    for (index, operation) in operations.operations.enumerated() where operation.phase == .ended {
      sum = sum &+ operation.endedHash(index)
    }
    return sum &+ hashOfRest(relation) &+ hashOfLogs(isFresh: true)
  }

  private func hashOfRest(_ relation: Relation) -> UInt64 {
    var sum: UInt64 = 0
    let requests = hashesOfRequests(relation)
    for slot in network.queue.slots() {
      sum = sum &+ hash(network.queue.pool[Int(slot)], relation, requests)
    }
    for request in requests { sum = sum &+ request }
    for index in 0..<nodes.count { sum = sum &+ hash(ofNode: index, relation) }
    for link in 0..<network.links.records.count { sum = sum &+ hash(ofLink: link, relation) }
    for index in clients.clients.indices { sum = sum &+ hash(ofClient: index) }
    var hash = StateHash(settings.chance.seed)
    hash.add(settings.isSynchronous ? 1 : 0)
    hash.add(UInt64(network.delivery.fingerprint))
    network.addRules(to: &hash)
    network.conditions.add(to: &hash, relation)
    settings.occasions.add(to: &hash, relation)
    if relation == .timed { hash.add(UInt64(bitPattern: now)) }
    addLeaderless(to: &hash, relation)
    if store.histories.isActive { hash.add(store.histories.hash) }
    return sum &+ hash.value &+ hashOfOperations(relation) &+ hashOfHints()
  }

  /// The synchronous writes on their way, and who has promised to wait for them.
  private func hashOfOperations(_ relation: Relation) -> UInt64 {
    var sum: UInt64 = 0
    for promise in operations.promises {
      var hash = StateHash(UInt64(promise.operation.rawValue))
      hash.add(UInt64(promise.node.index), UInt64(promise.key))
      sum = sum &+ hash.value
    }
    for id in operations.live {
      let operation = operations[id]
      var hash = StateHash(UInt64(id.rawValue) << 8 | (operation.phase == .asking ? 1 : 2))
      hash.add(self.hash(ofVersion: operation.version), UInt64(bitPattern: operation.issued))
      for node in operation.waiting { hash.add(UInt64(node.index)) }
      if relation == .timed { hash.add(UInt64(bitPattern: operation.deadline)) }
      sum = sum &+ hash.value
    }
    return sum
  }

  private func hash(ofSlot slot: Int) -> UInt64 {
    let (node, key) = store.slots.owner(of: slot)
    guard key.index < store.keys.count else { return 0 }
    let state = store.slots.states[slot]
    let seen = hash(of: state.past, key: key.index)
    let siblings = state.siblings(in: store.spills)
    let issued = hashOfIssued(state, key, node)
    guard seen != 0 || !siblings.isEmpty || issued != 0 else { return 0 }
    var hash = StateHash(UInt64(node.index) << 32 | UInt64(key.index))
    hash.add(seen &+ issued)
    for sibling in siblings { hash.add(self.hash(ofVersion: sibling.version)) }
    if let merged = state.merged(in: store.spills) { hash.add(values.contentHash(merged)) }
    hash.add(state.awaitsHandler(in: store.spills) ? 1 : 0)
    return hash.value
  }

  /// What a node has issued beyond what it knows; or that it has forgotten what it once issued.
  private func hashOfIssued(_ state: KeyState, _ key: KeyID, _ node: NodeID) -> UInt64 {
    let issued = state.lastIssued
    if issued.counter > state.past.counter(issued.lane, in: store.spills) {
      return hash(of: store.keys.dot(issued, key: key.index), salt: 3)
    }
    let isForgotten =
      state.isBlank(in: store.spills)
      && store.keys.hasIssued(nodes.records[node.index].replica, key: key.index)
    return isForgotten ? StateHash(4).value : 0
  }

  /// The dots of a past by replica, in no order.
  func hash(of past: Past, key: Int) -> UInt64 {
    var sum: UInt64 = 0
    for lane in 0..<store.keys.laneCount(of: key) {
      let counter = past.counter(UInt16(lane), in: store.spills)
      if counter > 0 {
        sum = sum &+ hash(of: Dot(store.keys.replica(UInt16(lane), key: key), counter), salt: 1)
      }
    }
    if past.spill != 0 {
      for dot in store.spills.spills[Int(past.spill)].cloud {
        sum = sum &+ hash(of: store.keys.dot(dot, key: key), salt: 2)
      }
    }
    return sum
  }

  func hash(of dot: Dot, salt: UInt64) -> UInt64 {
    var hash = StateHash(salt)
    hash.add(UInt64(dot.replica.rawValue) << 32 | UInt64(dot.counter))
    return hash.value
  }

  func hash(ofVersion version: UInt32) -> UInt64 {
    let record = store.versions.records[Int(version)]
    let stamps = store.versions.stamps[Int(version)]
    var hash = StateHash(UInt64(UInt32(bitPattern: record.key)))
    hash.add(UInt64(stamps.replica.rawValue) << 32 | UInt64(record.counter))
    hash.add(values.contentHash(record.value), self.hash(of: record.past, key: Int(record.key)))
    hash.add(UInt64(bitPattern: stamps.server), UInt64(bitPattern: stamps.client))
    hash.add(UInt64(bitPattern: stamps.logical), UInt64(bitPattern: stamps.hybrid.wall))
    hash.add(UInt64(stamps.hybrid.count) << 32 | UInt64(stamps.sequence))
    if stamps.sequence > 0 { hash.add(store.versions.dependencies[Int(version)]) }
    if let base = store.versions.base(version) { hash.add(values.contentHash(base)) }
    if let effect = store.versions.effect(version) { hash.add(values.contentHash(effect)) }
    return hash.value
  }

  private func hash(
    _ envelope: Envelope, _ relation: Relation, _ requests: [UInt64] = []
  ) -> UInt64 {
    var hash = StateHash(UInt64(envelope.purpose.rawValue))
    hash.add(UInt64(UInt32(bitPattern: envelope.node)))
    if envelope.isTimer {
      hash.add(UInt64(envelope.version))
    } else {
      let arc = network.links.records[Int(envelope.link)].arc
      hash.add(UInt64(arc.from.index) << 32 | UInt64(arc.to.index), UInt64(envelope.ordinal))
      if envelope.version != 0 { hash.add(self.hash(ofVersion: envelope.version)) }
      if envelope.purpose == .replicate { network.crowds.add(envelope.tags, to: &hash) }
      if envelope.isOfLog { hash.add(envelope.tags) }
    }
    hash.add(
      (envelope.consents ? 1 : 0) | (envelope.isDoomed ? 2 : 0),
      self.hash(ofRequest: envelope, requests))
    if relation == .timed { hash.add(UInt64(bitPattern: envelope.entry.due)) }
    return hash.value
  }

  private func hash(ofNode index: Int, _ relation: Relation) -> UInt64 {
    let record = nodes.records[index]
    var hash = StateHash(UInt64(index))
    hash.add(UInt64(record.health.rawValue), record.failsWrites ? 1 : 0)
    hash.add(record.relays ? 1 : 0, UInt64(UInt32(bitPattern: record.rank)))
    hash.add(UInt64(record.replica.rawValue))
    record.clock.add(to: &hash, relation)
    hash.add(UInt64(bitPattern: record.logical), UInt64(bitPattern: record.hybrid.wall))
    hash.add(UInt64(record.hybrid.count))
    for envelope in network.causal.buffers[index] { hash.add(self.hash(envelope, relation)) }
    hash.add(network.causal.applied[index])
    return hash.value
  }

  private func hash(ofLink link: Int, _ relation: Relation) -> UInt64 {
    let record = network.links.records[link]
    var hash = StateHash(UInt64(record.from.index) << 32 | UInt64(record.to.index))
    hash.add(UInt64(record.held), UInt64(record.blocks.subtracting(.concerned).rawValue))
    hash.add(record.replicates ? 1 : 0, UInt64(record.ordinal))
    // What is sent on an ordered link now falls due no earlier.
    if relation == .timed, network.delivery == .fifo, record.lastDue > now {
      hash.add(UInt64(bitPattern: record.lastDue))
    }
    if relation == .timed, let latency = record.latency {
      network.conditions.latencies.add(latency, to: &hash)
    }
    return hash.value
  }

  private func hash(ofClient index: Int) -> UInt64 {
    let client = clients.clients[index]
    var hash = StateHash(UInt64(index))
    for home in client.setup.homes { hash.add(UInt64(home.index)) }
    hash.add(UInt64(bitPattern: client.setup.skew))
    hash.add(client.seen)
    for (key, past) in zip(client.keys, client.pasts) {
      hash.add(UInt64(UInt32(bitPattern: key)), self.hash(of: past, key: Int(key)))
    }
    return hash.value
  }
}

/// A chain of SplitMix64 finalisers: the same bits in every process and on every machine.
struct StateHash {
  private(set) var value: UInt64

  init(_ salt: UInt64) { value = Chance.mix(salt) }

  mutating func add(_ words: UInt64...) {
    for word in words { value = Chance.mix(value ^ word) }
  }

  mutating func add(_ past: VersionVector) {
    for dot in past.entries { add(UInt64(dot.replica.rawValue) << 32 | UInt64(dot.counter)) }
  }
}

extension Network {
  /// What decides where messages go: tags, cuts and who ignores whom.
  fileprivate func addRules(to hash: inout StateHash) {
    hash.add(tags.fingerprint, redundant == .forward ? 1 : 0)
    for (salt, arcs) in [cuts, ignores].enumerated() {
      for arc in arcs {
        hash.add(UInt64(salt), UInt64(arc.from.index) << 32 | UInt64(arc.to.index))
      }
    }
  }
}

extension ForwardingTags {
  fileprivate var fingerprint: UInt64 {
    switch self {
    case .path: 0
    case .announced: 1
    case .origin: 2
    case .none: 3
    }
  }
}

extension Operation {
  /// What remains of an operation that has ended: its outcome.
  func endedHash(_ index: Int) -> UInt64 {
    var hash = StateHash(UInt64(index))
    switch outcome {
    case .pending: hash.add(0)
    case .ok: hash.add(1)
    case .unavailable(let needed, let got): hash.add(2, UInt64(needed), UInt64(got))
    case .conflict: hash.add(3)
    case .unknown: hash.add(4)
    }
    return hash.value
  }
}

extension DeliveryMode {
  fileprivate var fingerprint: UInt8 {
    switch self {
    case .fifo: 0
    case .any: 1
    case .causal: 2
    }
  }
}
