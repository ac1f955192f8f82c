import Causality
import Replication

// A follower takes entries in the order of the log, whatever the order of their arrival.
extension World {
  /// An entry of the leader's log reaches a follower.
  mutating func takeEntry(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let node = NodeID(envelope.node)
    guard envelope.term == store.logs.term, store.logs.follows(node) else {
      record(.ignored, envelope, into: &events)
      return dropCarrier(envelope.version)
    }
    nodes.records[node.index].tally.delivered += 1
    count(envelope) { $0.delivered += 1 }
    guard envelope.position <= store.logs.logs[node.index].count + 1 else {
      record(.buffered, envelope, into: &events)
      return network.causal.buffer(envelope)
    }
    let key = Int(store.versions.records[Int(envelope.version)].key)
    var isAsked = envelope.consents
    accept(envelope, as: .delivered, into: &events)
    while let next = nextWaiting(at: node) {
      isAsked = isAsked || next.consents
      accept(next, as: .unbuffered, into: &events)
    }
    if isAsked { confirm(node, key) }
  }

  /// Takes out of what waits at a node the first entry whose turn it is; nil: there is none.
  private mutating func nextWaiting(at node: NodeID) -> Envelope? {
    let due = store.logs.logs[node.index].count + 1
    for (index, envelope) in network.causal.buffers[node.index].enumerated()
    where envelope.position <= due {
      network.causal.unbuffer(index, at: node)
      return envelope
    }
    return nil
  }

  /// Appends an entry whose turn it is, unless the log has it already.
  private mutating func accept(
    _ envelope: Envelope, as kind: EventKind, into events: inout EventBuffer
  ) {
    let node = NodeID(envelope.node)
    let isNew = envelope.position > store.logs.logs[node.index].count
    func tally(_ tally: inout Tally) {
      tally.applied += isNew ? 1 : 0
      tally.redundant += isNew ? 0 : 1
    }
    tally(&nodes.records[node.index].tally)
    count(envelope, tally)
    record(isNew ? kind : .redundant, envelope, into: &events)
    if isNew {
      if settings.learnsClocks { learnClocks(envelope) }
      append(
        envelope.version, term: UInt32(bitPattern: envelope.operation), at: node, into: &events)
    }
    dropCarrier(envelope.version)
  }

  /// Appends a write to a node's log; its key shows it from now on.
  mutating func append(
    _ version: UInt32, term: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    let key = Int(store.versions.records[Int(version)].key)
    let slot = store.slots.slot(key, node.index)
    let old = store.slots.states[slot].siblings(in: store.spills).first
    if let old, events.interest.contains(.versions) {
      recordReplacement(of: old.version, by: version, at: node, into: &events)
    }
    extendLog(of: node, by: version, term: term)
    show(version, of: key, at: node)
    recordStore(version, at: node, into: &events)
  }

  /// Puts a write at the end of a node's log, which holds it from now on.
  mutating func extendLog(of node: NodeID, by version: UInt32, term: UInt32) {
    store.versions.records[Int(version)].holders += 1
    let before = store.logs.logs[node.index].entries.last?.digest ?? 0
    store.logs.logs[node.index].append(
      LogEntry(version: version, term: term, digest: digest(version, term, after: before)))
  }

  /// The identity of a log that one write makes longer.
  func digest(_ version: UInt32, _ term: UInt32, after before: UInt64) -> UInt64 {
    var hash = StateHash(before)
    hash.add(UInt64(term), self.hash(ofVersion: version))
    return hash.value
  }

  /// Makes a node show one write of a key and know what that follows; nil: nothing.
  ///
  /// What the node has counted itself it never counts again, not even when that was cut off.
  mutating func show(_ version: UInt32?, of key: Int, at node: NodeID) {
    let slot = store.slots.slot(key, node.index)
    let issued = lastIssued(slot, key, by: nodes.records[node.index].replica)
    let old = store.slots.states[slot].siblings(in: store.spills)
    store.spills.release(&store.slots.states[slot].past.spill)
    store.slots.clear(slot)
    if let version {
      let record = store.versions.records[Int(version)]
      var past = store.spills.copy(record.past)
      past.include(record.dot, in: &store.spills)
      store.slots.states[slot].past = past
      store.slots.states[slot].store(
        [Sibling(record.dot, version: version)], in: &store.spills)
      store.versions.records[Int(version)].holders += 1
    }
    if issued.counter > 0 { store.slots.states[slot].lastIssued = issued }
    for sibling in old { dropHolder(sibling.version, replaced: false) }
  }

  /// The last write of a key that a replica knows to be its own; counter 0: none.
  private func lastIssued(_ slot: Int, _ key: Int, by replica: ReplicaID) -> LaneDot {
    let issued = store.slots.states[slot].lastIssued
    for lane in 0..<UInt16(store.keys.laneCount(of: key))
    where store.keys.replica(lane, key: key) == replica {
      let known = store.slots.states[slot].past.counter(lane, in: store.spills)
      return LaneDot(lane, issued.lane == lane ? max(known, issued.counter) : known)
    }
    return LaneDot(0, 0)
  }

  // MARK: Confirmation

  /// A follower tells the leader how far its log goes.
  private mutating func confirm(_ node: NodeID, _ key: Int) {
    guard let leader = store.logs.leader else { return }
    let link = network.way(node, leader)
    if nodes.records[leader.index].health == .crashed {
      // An answer to a crashed node is lost, and so is its ordinal.
      network.links.records[link].ordinal += 1
      return
    }
    var envelope = Envelope()
    envelope.purpose = .entryAck
    envelope.operation = Int32(key)
    envelope.place(in: store.logs.term, at: store.logs.logs[node.index].count)
    send(envelope, over: link, latency: nil)
  }

  /// The leader hears how far a follower has come.
  mutating func takeEntryAck(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    guard envelope.term == store.logs.term, let leader = store.logs.leader else {
      return record(.ignored, envelope, into: &events)
    }
    record(.answered, envelope, into: &events)
    let follower = network.links.records[Int(envelope.link)].from
    for id in operations.live where operations[id].waiting.contains(follower) {
      let version = operations[id].version
      let at = store.logs.logs[leader.index].entries.lastIndex { $0.version == version }
      guard let at, at < envelope.position else { continue }
      operations[id].waiting.removeAll { $0 == follower }
      if operations[id].waiting.isEmpty { end(id, .ok, into: &events) }
    }
  }

  // MARK: Cutting off

  /// Takes back what a node's log has after a position; its keys show what is left.
  mutating func cutLog(
    of node: NodeID, after position: Int, into events: inout EventBuffer
  ) {
    let cut = store.logs.logs[node.index].cut(after: position)
    guard !cut.isEmpty else { return }
    var keys: [Int] = []
    for entry in cut {
      let key = Int(store.versions.records[Int(entry.version)].key)
      if !keys.contains(key) { keys.append(key) }
      guard events.interest.contains(.conflicts) else { continue }
      events.record(
        event(.cutOff, at: node, version: entry.version, strategy: strategy(of: key)))
    }
    for key in keys { show(lastEntry(of: key, at: node), of: key, at: node) }
    for entry in cut { recordCut(entry.version, at: node, into: &events) }
    for entry in cut { dropHolder(entry.version, replaced: false) }
  }

  /// Notes that a node lets a write go for what its log says of the key instead.
  private mutating func recordCut(
    _ version: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    let key = Int(store.versions.records[Int(version)].key)
    recordDrop(version, for: lastEntry(of: key, at: node) ?? 0, at: node, into: &events)
  }

  private func lastEntry(of key: Int, at node: NodeID) -> UInt32? {
    store.logs.logs[node.index].entries.last {
      Int(store.versions.records[Int($0.version)].key) == key
    }?.version
  }

  /// Forgets the entries that wait at a node for those before them.
  mutating func discardWaiting(at node: NodeID) {
    for envelope in network.causal.takeBuffer(at: node) { dropCarrier(envelope.version) }
  }
}
