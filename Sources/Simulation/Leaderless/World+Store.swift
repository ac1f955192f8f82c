import Causality
import Replication

// What a replica does when it is asked to store a version, or for what it holds.
extension World {
  /// A replica is asked to store a write, and answers.
  mutating func takeStore(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let isStored = keep(envelope, into: &events)
    dropCarrier(envelope.version)
    var answer = Envelope()
    answer.purpose = .stored
    answer.consents = isStored
    sendAnswer(answer, to: envelope)
  }

  /// A replica is asked for what it holds, and answers.
  mutating func takeReadRequest(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    record(.asked, envelope, into: &events)
    let key = Int(operations.quorums.operations[Int(envelope.operation)].key)
    let found = look(NodeID(envelope.node), key, home: envelope.home)
    var answer = Envelope()
    answer.purpose = .readReply
    answer.version = found.version
    answer.consents = true
    sendAnswer(answer, to: envelope, carrying: found.snapshot)
  }

  /// A version arrives because a reader, a comparison or a node that kept it found it missing.
  mutating func takeMissing(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let isStored = keep(envelope, into: &events)
    switch envelope.purpose {
    case .repair: answerRepair(envelope, isStored, into: &events)
    case .handOff: if isStored { answerHandOff(envelope) } else { recall(envelope) }
    default: break
    }
    dropCarrier(envelope.version)
  }

  /// Stores a version, for the node itself or for whom it stands in; whether it did.
  mutating func keep(_ envelope: Envelope, into events: inout EventBuffer) -> Bool {
    let node = Int(envelope.node)
    let mark = events.events.count
    guard !nodes.records[node].failsWrites else {
      recordTaken(.refused, envelope, mark, into: &events)
      return false
    }
    if envelope.home != 0, envelope.purpose == .store || envelope.purpose == .repair {
      keepHint(envelope, into: &events)
      return true
    }
    let key = Int(store.versions.records[Int(envelope.version)].key)
    let slot = store.slots.slot(key, node)
    let taken = absorb(envelope, key, slot, into: &events)
    guard taken != .stopped else {
      recordTaken(.refused, envelope, mark, into: &events)
      return false
    }
    if !envelope.isTimer { countTaken(envelope, taken, slot) }
    if settings.learnsClocks { learnClocks(envelope) }
    recordTaken(Self.kind(envelope.purpose, taken), envelope, mark, into: &events)
    if isGated {
      noteState(envelope.version, at: NodeID(envelope.node))
      releaseBuffer(NodeID(envelope.node), into: &events)
    }
    return true
  }

  private static func kind(_ purpose: Envelope.Purpose, _ taken: Taken) -> EventKind {
    if taken == .redundant, purpose != .handOff { return .redundant }
    return switch purpose {
    case .repair: .repaired
    case .handOff: .handedOff
    case .sync: .synced
    default: .delivered
    }
  }

  /// Reports a message before what it caused; what a node does at its own request came by none.
  @inline(__always)
  private mutating func recordTaken(
    _ kind: EventKind, _ envelope: Envelope, _ mark: Int, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.messages), !envelope.isTimer else { return }
    events.insert(arrival(kind, envelope), at: mark)
  }

  @inline(__always)
  private mutating func countTaken(_ envelope: Envelope, _ taken: Taken, _ slot: Int) {
    let node = Int(envelope.node)
    nodes.records[node].tally.delivered &+= 1
    nodes.records[node].tally.redundant &+= taken == .redundant ? 1 : 0
    nodes.records[node].tally.applied &+= taken == .applied ? 1 : 0
    guard settings.recordsStatistics else { return }
    statistics.count(slot) {
      $0.delivered += 1
      $0.redundant += taken == .redundant ? 1 : 0
      $0.applied += taken == .applied ? 1 : 0
    }
  }

  // MARK: Looking

  /// What a node holds of a key, or keeps of it for another: one version where that tells all,
  /// else a snapshot beside the first. Both are carried by who asked.
  mutating func look(
    _ node: NodeID, _ key: Int, home: Int32
  ) -> (version: UInt32, snapshot: UInt32) {
    if home != 0 { return lookAtHints(node, key, home: NodeID(home - 1)) }
    guard let slot = store.slots.find(key, node.index) else { return (0, 0) }
    let version = store.slots.states[slot].onlyVersion
    if version != 0,
      store.slots.states[slot].isAllSeen(
        by: store.versions.records[Int(version)].dot,
        after: store.versions.records[Int(version)].past)
    {
      store.versions.records[Int(version)].carriers &+= 1
      return (version, 0)
    }
    return lookClosely(slot)
  }

  @inline(never)
  private mutating func lookClosely(_ slot: Int) -> (version: UInt32, snapshot: UInt32) {
    let siblings = store.slots.states[slot].siblings(in: store.spills)
    let past = store.spills.copy(store.slots.states[slot].past)
    if siblings.isEmpty, past.isEmpty(in: store.spills) { return (0, 0) }
    return carry(Snapshot(past: past, siblings: siblings))
  }

  private mutating func lookAtHints(
    _ node: NodeID, _ key: Int, home: NodeID
  ) -> (version: UInt32, snapshot: UInt32) {
    var snapshot = Snapshot()
    for at in store.hints.kept(at: node, for: home, key: Int32(key)) {
      let version = store.hints.hints[at].version
      let record = store.versions.records[Int(version)]
      snapshot.siblings.append(Sibling(record.dot, version: version))
      snapshot.past.merge(record.past, in: &store.spills)
      snapshot.past.include(record.dot, in: &store.spills)
    }
    return snapshot.siblings.isEmpty ? (0, 0) : carry(snapshot)
  }

  /// Takes a snapshot on its way: the first version beside it, each carried once more.
  mutating func carry(_ snapshot: Snapshot) -> (version: UInt32, snapshot: UInt32) {
    for sibling in snapshot.siblings {
      store.versions.records[Int(sibling.version)].carriers += 1
    }
    let first = snapshot.siblings.first?.version ?? 0
    if first != 0 { store.versions.records[Int(first)].carriers += 1 }
    return (first, store.snapshots.add(snapshot))
  }

  @inline(never)
  mutating func dropSnapshot(_ number: UInt32) {
    let snapshot = store.snapshots[number]
    for sibling in snapshot.siblings { dropCarrier(sibling.version) }
    store.snapshots.takePast(number) { store.spills.release(&$0.spill) }
    store.snapshots.remove(number)
  }

  // MARK: Answering

  /// Answers who sent a message; an answer to a crashed node is lost, and so is its ordinal.
  @inline(__always)
  private mutating func sendAnswer(
    _ newAnswer: Envelope, to envelope: Envelope, carrying snapshot: UInt32 = 0
  ) {
    var answer = newAnswer
    let arc = network.links.records[Int(envelope.link)].arc
    let link = network.way(arc.to, arc.from)
    answer.operation = envelope.operation
    answer.tags = UInt64(envelope.place) << 32 | UInt64(snapshot)
    guard nodes.records[arc.from.index].health != .crashed,
      nodes.records[arc.from.index].health != .removed
    else {
      network.links.records[link].ordinal += 1
      dropFound(answer.version, snapshot)
      let slot = Int(envelope.operation)
      operations.quorums.operations[slot].tally.open &-= 1
      finishIfDone(slot)
      return
    }
    post(&answer, over: link, latency: nil)
  }

  /// A reader that waits for its repairs hears of one that was stored.
  private mutating func answerRepair(
    _ envelope: Envelope, _ isStored: Bool, into events: inout EventBuffer
  ) {
    let slot = Int(envelope.operation)
    operations.quorums.operations[slot].tally.repairs -= 1
    if envelope.consents, isStored {
      operations.quorums.operations[slot].tally.repairs += 1
      var answer = Envelope()
      answer.purpose = .repairAck
      answer.operation = envelope.operation
      answer.tags = UInt64(envelope.place) << 32
      let arc = network.links.records[Int(envelope.link)].arc
      let link = network.way(arc.to, arc.from)
      if isLost(to: arc.from, over: link) {
        operations.quorums.operations[slot].tally.repairs -= 1
      } else {
        send(answer, over: link, latency: nil)
      }
    }
    finishIfDone(slot)
  }

  /// Whether a message to a node is lost because it has crashed; its ordinal is used up.
  mutating func isLost(to node: NodeID, over link: Int) -> Bool {
    switch nodes.records[node.index].health {
    case .up, .paused: return false
    case .crashed, .removed:
      network.links.records[link].ordinal += 1
      return true
    }
  }
}
