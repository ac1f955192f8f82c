import Causality
import Replication

// Who leads: how a store gets its one leader, and another one.
extension World {
  /// How a store with one leader stands; nil: it is none.
  package var leadership: LeadershipView? {
    guard store.logs.isActive else { return nil }
    return LeadershipView(
      leader: store.logs.leader, term: Int(store.logs.term), waiting: store.logs.waiting,
      synchronous: synchronousFollowers(), positions: store.logs.logs.map(\.count))
  }

  /// Sets up one leader, or whom its writes wait for. Its data become the beginning of the log.
  mutating func establish(_ setup: LeaderSetup) throws(Refusal) {
    try checkNode(setup.leader)
    if case .nodes(let stated) = setup.waiting {
      for node in stated { try checkNode(node) }
    }
    if store.logs.isActive {
      guard let leader = store.logs.leader else { throw .noLeader }
      guard leader == setup.leader else { throw .leads(leader) }
      store.logs.waiting = setup.waiting
      return
    }
    try checkIdle()
    let waiting = network.causal.buffers.reduce(0) { $0 + $1.count }
    guard waiting == 0 else { throw .waiting(waiting) }
    try checkSingle(setup.leader)
    settings.isSynchronous = false
    settings.leaderless = nil
    store.logs.term = 1
    store.logs.leader = setup.leader
    store.logs.waiting = setup.waiting
    store.logs.logs[setup.leader.index].term = 1
    fillLog(of: setup.leader)
    let first = store.logs.logs[setup.leader.index]
    for node in followers() {
      if holdsSame(node, setup.leader) {
        for entry in first.entries { extendLog(of: node, by: entry.version, term: 1) }
        store.logs.logs[node.index].term = 1
        store.logs.sent[node.index] = first.count
      } else {
        for key in 0..<store.keys.count where store.slots.find(key, node.index) != nil {
          show(nil, of: key, at: node)
        }
      }
    }
  }

  /// Refuses a leader that holds more than one version of a key: a log has an order.
  private func checkSingle(_ leader: NodeID) throws(Refusal) {
    for key in 0..<store.keys.count {
      guard let slot = store.slots.find(key, leader.index) else { continue }
      let state = store.slots.states[slot]
      guard state.count(in: store.spills) < 2, state.merged(in: store.spills) == nil else {
        throw .siblings(KeyID(Int32(key)), at: leader)
      }
    }
  }

  /// Makes what a node holds the beginning of its log, key by key.
  private mutating func fillLog(of node: NodeID) {
    for key in 0..<store.keys.count {
      if let version = onlyVersion(of: key, at: node) { extendLog(of: node, by: version, term: 1) }
    }
  }

  private func onlyVersion(of key: Int, at node: NodeID) -> UInt32? {
    store.slots.find(key, node.index).flatMap {
      store.slots.states[$0].siblings(in: store.spills).first?.version
    }
  }

  private func holdsSame(_ node: NodeID, _ leader: NodeID) -> Bool {
    for key in 0..<store.keys.count {
      let slots = [node, leader].map { store.slots.find(key, $0.index) }
      let held = slots.map { slot in
        slot.map { store.slots.states[$0].siblings(in: store.spills) } ?? []
      }
      let merged = slots[0].flatMap { store.slots.states[$0].merged(in: store.spills) }
      guard held[0] == held[1], merged == nil else { return false }
    }
    return true
  }

  /// Ends the rule of one leader; every node keeps what it shows.
  mutating func dissolveLogs() {
    guard store.logs.isActive else { return }
    for index in 0..<nodes.count {
      let node = NodeID(Int32(index))
      discardWaiting(at: node)
      for entry in store.logs.logs[index].cut(after: 0) {
        let key = Int(store.versions.records[Int(entry.version)].key)
        dropHolder(entry.version, replaced: onlyVersion(of: key, at: node) != entry.version)
      }
      store.logs.logs[index].term = 0
      store.logs.sent[index] = 0
    }
    store.logs.term = 0
    store.logs.leader = nil
    store.logs.waiting = .none
  }

  /// A node loses its log; a leader without one leads no more.
  mutating func dropLog(of node: NodeID) {
    for entry in store.logs.logs[node.index].cut(after: 0) {
      dropHolder(entry.version, replaced: false)
    }
    store.logs.logs[node.index].term = 0
    store.logs.sent[node.index] = 0
    if store.logs.leader == node { store.logs.leader = nil }
  }

  // MARK: Failover

  /// Makes a node the leader of the next term, with the log that it has.
  mutating func promote(_ node: NodeID, into events: inout EventBuffer) throws(Refusal) {
    guard store.logs.isActive else { throw .noLog }
    try checkUp(node)
    guard store.logs.leader != node else { throw .leads(node) }
    guard hasRoom else { throw .full }
    let known = staleVersions()
    if let old = store.logs.leader { abandon(at: old, into: &events) }
    discardWaiting(at: node)
    store.logs.leader = node
    store.logs.term += 1
    store.logs.logs[node.index].term = store.logs.term
    recordLosses(except: known, at: node, into: &events)
    followLeader(into: &events)
    settings.hasBegun = true
  }

  /// Reports the acknowledged writes that a new leader does not have.
  private mutating func recordLosses(
    except known: [UInt32], at node: NodeID, into events: inout EventBuffer
  ) {
    guard !events.interest.isDisjoint(with: [.versions, .history]) else { return }
    let lost = Set(staleVersions() + orphanedVersions()).subtracting(known)
    for version in lost.sorted(by: { serial($0) < serial($1) }) {
      let key = Int(store.versions.records[Int(version)].key)
      if events.interest.contains(.versions) {
        events.record(event(.lost, at: node, version: version, strategy: strategy(of: key)))
      }
      recordLoss(of: version, to: node, into: &events)
    }
  }

  /// Notes that what a log has which does not follow the leader counts no more.
  private mutating func recordLoss(
    of version: UInt32, to leader: NodeID, into events: inout EventBuffer
  ) {
    let key = Int(store.versions.records[Int(version)].key)
    let rival = onlyVersion(of: key, at: leader) ?? 0
    for node in nodes.present() where !store.logs.follows(node) {
      guard store.logs.logs[node.index].entries.contains(where: { $0.version == version })
      else { continue }
      recordDrop(version, for: rival, at: node, into: &events)
    }
  }

  private func serial(_ version: UInt32) -> UInt32 { store.versions.records[Int(version)].serial }

  /// The acknowledged writes that only logs have which do not follow the leader, without order:
  /// they are lost unless one of these nodes becomes the leader.
  func staleVersions() -> [UInt32] {
    guard let leading = store.logs.leading else { return [] }
    var found: Set<UInt32> = []
    for node in nodes.present() where !store.logs.follows(node) {
      let log = store.logs.logs[node.index]
      for entry in log.entries[log.agreement(with: leading)...]
      where store.versions.records[Int(entry.version)].marks.isWanted {
        found.insert(entry.version)
      }
    }
    return found.sorted()
  }

  /// The acknowledged writes that only messages still carry, which nobody will take in.
  private func orphanedVersions() -> [UInt32] {
    var found: [UInt32] = []
    for version in 1..<max(1, store.versions.records.count) {
      let record = store.versions.records[version]
      if record.holders == 0, record.carriers > 0, record.marks.isWanted {
        found.append(UInt32(version))
      }
    }
    return found
  }

  // MARK: Identity

  /// The logs and who leads; `isFresh`: computed from the writes.
  func hashOfLogs(isFresh: Bool) -> UInt64 {
    guard store.logs.isActive else { return 0 }
    var hash = StateHash(UInt64(store.logs.term) << 8 | 9)
    hash.add(UInt64(UInt32(bitPattern: store.logs.leader?.rawValue ?? -1)))
    switch store.logs.waiting {
    case .none: hash.add(0)
    case .all: hash.add(1)
    case .nodes(let nodes): for node in nodes { hash.add(2, UInt64(node.index)) }
    }
    for index in 0..<nodes.count {
      let log = store.logs.logs[index]
      var digest = log.entries.last?.digest ?? 0
      if isFresh {
        digest = log.entries.reduce(0) { self.digest($1.version, $1.term, after: $0) }
      }
      hash.add(digest, UInt64(log.term), UInt64(store.logs.sent[index]))
    }
    return hash.value
  }
}
