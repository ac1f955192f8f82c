import Causality
import Replication

// Read repair: a reader sends what counts among all answers to each replica that lacks it.
// - Source: voldemort's ReadRepairer; the causal maxima among all answers, never an obsolete one.
extension World {
  /// Mends among all answers of a read, the last word about it.
  mutating func mend(_ slot: Int, into events: inout EventBuffer) {
    operations.quorums.operations[slot].traits.awaitsRepair = false
    operations.quorums.unlist(UInt32(slot))
    _ = push(slot, counted: false, awaited: false, into: &events)
  }

  /// Mends among the answers that decided a read; whether there is anything to wait for.
  mutating func mendDecided(_ slot: Int, into events: inout EventBuffer) -> Bool {
    let count = push(slot, counted: true, awaited: true, into: &events)
    operations.quorums.operations[slot].tally.lacking.x = Int32(count)
    return count > 0
  }

  /// Pushes what counts to who lacks it; returns how many messages were sent.
  private mutating func push(
    _ slot: Int, counted: Bool, awaited: Bool, into events: inout EventBuffer
  ) -> Int {
    if let newest = newest(slot, counted: counted) {
      return newest == 0
        ? 0 : push(newest, slot, counted: counted, awaited: awaited, into: &events)
    }
    return pushSeveral(slot, counted: counted, awaited: awaited, into: &events)
  }

  @inline(never)
  private mutating func pushSeveral(
    _ slot: Int, counted: Bool, awaited: Bool, into events: inout EventBuffer
  ) -> Int {
    let key = Int(operations.quorums.operations[slot].key)
    var sent = 0
    for sibling in ruling(on: found(slot, counted: counted), key, slot).stays {
      sent += push(sibling.version, slot, counted: counted, awaited: awaited, into: &events)
    }
    return sent
  }

  /// The one version that all answers hold or are followed by, 0 if they hold none; nil: it takes
  /// a closer look.
  @inline(__always)
  func newest(_ slot: Int, counted: Bool) -> UInt32? {
    let operation = operations.quorums.operations[slot]
    guard store.keys.course(of: Int(operation.key)) == .plain else { return nil }
    let first = slot &* operations.quorums.stride
    var newest: UInt32 = 0
    for place in 0..<Int(operation.tally.places) {
      let answer = operations.quorums.answers[first &+ place]
      guard answer.status == .yes, answer.isCounted || !counted else { continue }
      if answer.snapshot != 0 { return nil }
      if answer.version == newest || answer.version == 0 { continue }
      if newest == 0 || follows(answer.version, newest) {
        newest = answer.version
      } else if !follows(newest, answer.version) {
        return nil
      }
    }
    return newest
  }

  @inline(__always)
  private func follows(_ version: UInt32, _ other: UInt32) -> Bool {
    store.versions.records[Int(version)].past.knows(
      store.versions.records[Int(other)].dot, in: store.spills)
  }

  /// Pushes a version to every answering place that lacks it.
  @inline(__always)
  private mutating func push(
    _ version: UInt32, _ slot: Int, counted: Bool, awaited: Bool, into events: inout EventBuffer
  ) -> Int {
    let first = slot &* operations.quorums.stride
    var sent = 0
    for place in 0..<Int(operations.quorums.operations[slot].tally.places) {
      let answer = operations.quorums.answers[first &+ place]
      guard answer.status == .yes, answer.isCounted || !counted, lacks(answer, version),
        counted || !(answer.isMended && wasMended(version, slot))
      else { continue }
      if send(version, slot, place, answer, awaited: awaited, into: &events) { sent &+= 1 }
    }
    return sent
  }

  /// Whether a place neither holds a version nor has seen it.
  @inline(__always)
  private func lacks(_ answer: QuorumAnswer, _ version: UInt32) -> Bool {
    let dot = store.versions.records[Int(version)].dot
    if answer.snapshot != 0 {
      return !store.snapshots[answer.snapshot].past.knows(dot, in: store.spills)
    }
    return answer.version != version
      && (answer.version == 0 || !follows(answer.version, version))
  }

  /// Whether the repair before the client was told has pushed a version already.
  private func wasMended(_ version: UInt32, _ slot: Int) -> Bool {
    let first = slot * operations.quorums.stride
    for place in 0..<Int(operations.quorums.operations[slot].tally.places) {
      let answer = operations.quorums.answers[first + place]
      if answer.isCounted, !lacks(answer, version) { return true }
    }
    return false
  }

  /// Sends a repair, or makes it where the coordinator is the place; whether it is on its way.
  private mutating func send(
    _ version: UInt32, _ slot: Int, _ place: Int, _ answer: QuorumAnswer, awaited: Bool,
    into events: inout EventBuffer
  ) -> Bool {
    let operation = operations.quorums.operations[slot]
    var envelope = Envelope()
    envelope.purpose = .repair
    envelope.version = version
    envelope.operation = Int32(slot)
    envelope.tags = Envelope.tags(place: place, home: answer.home)
    envelope.consents = awaited
    if awaited {
      let at = slot * operations.quorums.stride + place
      operations.quorums.answers[at].isMended = true
    }
    if answer.node == operation.node {
      countRepair(version, at: answer.node)
      envelope.node = answer.node
      mendOwn(envelope, into: &events)
      return false
    }
    // The way may have been taken away since the replica was asked.
    guard network.hasWay(NodeID(operation.node), NodeID(answer.node)) else { return false }
    countRepair(version, at: answer.node)
    let link = network.way(NodeID(operation.node), NodeID(answer.node))
    if !network.queue.hasRoom(for: 1) || isLost(to: NodeID(answer.node), over: link) {
      return false
    }
    operations.quorums.operations[slot].tally.repairs &+= 1
    send(envelope, over: link, latency: nil)
    return true
  }

  /// A reader takes in what it lacks itself, by no message.
  private mutating func mendOwn(_ envelope: Envelope, into events: inout EventBuffer) {
    let mark = events.events.count
    guard keep(envelope, into: &events), events.interest.contains(.messages) else { return }
    let key = Int(store.versions.records[Int(envelope.version)].key)
    var event = event(
      .repaired, at: NodeID(envelope.node), version: envelope.version,
      strategy: strategy(of: key))
    event.messageKind = .repair
    let serial = operations.quorums.operations[Int(envelope.operation)].serial
    event.request.operation = OperationID(leaderless: serial)
    events.insert(event, at: mark)
  }

  @inline(__always)
  private mutating func countRepair(_ version: UInt32, at node: Int32) {
    nodes.records[Int(node)].tally.repaired &+= 1
    guard settings.recordsStatistics else { return }
    let key = Int(store.versions.records[Int(version)].key)
    statistics.count(store.slots.slot(key, Int(node))) { $0.repaired += 1 }
  }

  // MARK: What counts

  /// The versions among the answers of a read, each once, in order of their dots.
  func found(_ slot: Int, counted: Bool) -> [Sibling] {
    let operation = operations.quorums.operations[slot]
    let first = slot * operations.quorums.stride
    var found: [Sibling] = []
    for place in 0..<Int(operation.tally.places) {
      let answer = operations.quorums.answers[first + place]
      guard answer.status == .yes, answer.isCounted || !counted else { continue }
      if answer.snapshot != 0 {
        found += store.snapshots[answer.snapshot].siblings
      } else if answer.version != 0 {
        let dot = store.versions.records[Int(answer.version)].dot
        found.append(Sibling(dot, version: answer.version))
      }
    }
    var distinct: [(dot: Dot, sibling: Sibling)] = []
    for sibling in found where !distinct.contains(where: { $0.sibling.version == sibling.version })
    {
      distinct.append((store.keys.dot(sibling.dot, key: Int(operation.key)), sibling))
    }
    distinct.sort { ($0.dot, $0.sibling.version) < ($1.dot, $1.sibling.version) }
    return distinct.map(\.sibling)
  }

  /// Those that no other follows; where stamps alone decide, all of them.
  func maxima(_ siblings: [Sibling], _ key: Int, _ slot: Int) -> [Sibling] {
    let strategy = settings.strategies[Int(store.keys.rules[key].onWrite.rawValue)]
    if strategy.parameters.causality == .ignore { return siblings }
    if settings.leaderless?.hasVectors == true { return unreplaced(siblings, slot) }
    return siblings.filter { sibling in
      !siblings.contains { $0.version != sibling.version && follows($0.version, sibling.version) }
    }
  }

  /// Under one vector a key: those that each replica either holds or has not seen.
  private func unreplaced(_ siblings: [Sibling], _ slot: Int) -> [Sibling] {
    let first = slot * operations.quorums.stride
    return siblings.filter { sibling in
      for place in 0..<Int(operations.quorums.operations[slot].tally.places) {
        let answer = operations.quorums.answers[first + place]
        guard answer.status == .yes, answer.version != sibling.version else { continue }
        let holds =
          answer.snapshot != 0
          && store.snapshots[answer.snapshot].siblings.contains {
            $0.version == sibling.version
          }
        if !holds, !lacks(answer, sibling.version) { return false }
      }
      return true
    }
  }

  /// What the key's strategy on write makes of versions from several replicas.
  mutating func ruling(on siblings: [Sibling], _ key: Int, _ slot: Int) -> KeyRule.Ruling {
    let maxima = maxima(siblings, key, slot)
    let rules = store.keys.rules[key]
    guard maxima.count > 1, rules.onWrite != .siblings else {
      return KeyRule.ruling(.keepAll, on: maxima)
    }
    let strategy = settings.strategies[Int(rules.onWrite.rawValue)]
    let node = NodeID(operations.quorums.operations[slot].node)
    let candidates = self.candidates(maxima, strategy, at: node)
    let question = Question(key: key, node: node, strategy: rules.onWrite)
    return KeyRule.ruling(judge(candidates, of: maxima, question), on: maxima)
  }
}
