import Causality
import Replication

/// A version at a replica's door.
struct Arrival {
  var version: UInt32
  var key: Int
  var node: NodeID
  var slot: Int
  /// Ordinal 0: a local write.
  var message: MessageName
  var kind: MessageKind
  var strategy: StrategyID
  var isLocal: Bool
  /// What it finds; nil: nothing concurrent, or nobody asks.
  var conflict: ConflictKind?
  /// What it adds to what is held; nil: it came with its state.
  var effect: ValueID?
}

/// What became of it.
enum Taken {
  case redundant, applied, skipped, stopped
}

extension World {
  /// Applies the rule of the key: what is dominated goes, the strategy judges what is concurrent.
  mutating func reconcile(_ arriving: Arrival, into events: inout EventBuffer) -> Taken {
    var arrival = arriving
    let own = contender(
      Sibling(store.versions.records[Int(arrival.version)].dot, version: arrival.version))
    var strategy = settings.strategies[Int(arrival.strategy.rawValue)]
    let causality = strategy.parameters.causality
    let stored = store.slots.states[arrival.slot].siblings(in: store.spills)
    if store.slots.states[arrival.slot].past.knows(own.sibling.dot, in: store.spills) {
      return takeAgain(arrival, stored, strategy, into: &events)
    }
    let standing = KeyRule.compare(
      own, with: stored.map { contender($0) }, causality,
      all: store.keys.hasVectors ? store.slots.states[arrival.slot].past : nil, in: store.spills)
    if let rule = classify(&arrival, own, standing, isRowThere: !stored.isEmpty, into: events) {
      arrival.strategy = rule
      strategy = settings.strategies[Int(rule.rawValue)]
    }
    for sibling in standing.met { meet(arrival, sibling, into: &events) }
    let ruling = rule(own.sibling, standing.rivals.map(\.sibling), arrival, strategy)
    tell(ruling, own.sibling, arrival, into: &events)
    switch ruling.fate {
    case .stopped: return .stopped
    case .skipped:
      if arrival.isLocal {
        remember(own.sibling.dot, at: arrival.slot)
        recordStore(arrival.version, at: arrival.node, into: &events)
      }
      if let rival = standing.rivals.last {
        recordDrop(arrival.version, for: rival.sibling.version, at: arrival.node, into: &events)
      }
      return .skipped
    case .taken: break
    }
    store.slots.states[arrival.slot].apply(ruling, to: own, causality, in: &store.spills)
    store.slots.touched(arrival.slot)
    recordStore(arrival.version, at: arrival.node, into: &events)
    recordDrops(ruling, at: arrival.node, into: &events)
    settleAccounts(standing, ruling, own.sibling, arrival, into: &events)
    scheduleHandler(arrival, live: ruling.stays.count)
    return .applied
  }

  /// Notes what a ruling lets go in favour of others.
  private mutating func recordDrops(
    _ ruling: KeyRule.Ruling, at node: NodeID, into events: inout EventBuffer
  ) {
    guard let winner = ruling.stays.last else { return }
    for loser in ruling.goes where loser.version != winner.version {
      recordDrop(loser.version, for: winner.version, at: node, into: &events)
    }
  }

  private func contender(_ sibling: Sibling) -> Contender {
    Contender(sibling, past: store.versions.records[Int(sibling.version)].past)
  }

  /// Asks the strategy, where there is anything to ask.
  private mutating func rule(
    _ own: Sibling, _ rivals: [Sibling], _ arrival: Arrival, _ strategy: Strategy
  ) -> KeyRule.Ruling {
    let all = rivals + [own]
    if let joined = joined(with: arrival, strategy) {
      let isOnly = rivals.isEmpty && joined == store.versions.records[Int(own.version)].value
      return KeyRule.ruling(isOnly ? .keepAll : .merge(joined, .joined), on: all)
    }
    if rivals.isEmpty, arrival.conflict?.isOfMissingRow == true {
      return ruleOnMissingRow(own, arrival, strategy)
    }
    if rivals.isEmpty || arrival.strategy == .siblings {
      return KeyRule.ruling(.keepAll, on: all)
    }
    let candidates = self.candidates(all, strategy, at: arrival.node, incoming: true)
    var question = Question(key: arrival.key, node: arrival.node, strategy: arrival.strategy)
    question.slot = arrival.slot
    return KeyRule.ruling(judge(candidates, of: all, question), on: all)
  }

  /// Counts who holds what after a ruling.
  private mutating func settleAccounts(
    _ standing: KeyRule.Standing, _ ruling: KeyRule.Ruling, _ own: Sibling,
    _ arrival: Arrival, into events: inout EventBuffer
  ) {
    if ruling.stays.contains(own) { store.versions.records[Int(own.version)].holders += 1 }
    for sibling in standing.dominated {
      if events.interest.contains(.versions) {
        recordReplacement(
          of: sibling.version, by: arrival.version, at: arrival.node, into: &events)
      }
      dropHolder(sibling.version, replaced: true)
    }
    for loser in ruling.goes {
      if loser == own {
        lose(arriving: own.version, to: ruling.stays)
      } else {
        lose(loser, to: ruling.stays)
      }
    }
  }

  /// Reports what a strategy decided.
  private mutating func tell(
    _ ruling: KeyRule.Ruling, _ own: Sibling, _ arrival: Arrival,
    into events: inout EventBuffer
  ) {
    switch ruling.fate {
    case .skipped:
      recordRefusal(.skipped, own, against: ruling.stays.dropLast(), arrival, into: &events)
    case .stopped:
      recordRefusal(.stopped, own, against: ruling.stays.dropLast(), arrival, into: &events)
    case .taken:
      if let joined = ruling.joined {
        recordMerge(joined, ruling.reason, arrival, into: &events)
      }
      if let failure = ruling.failure { recordFailure(failure, arrival, into: &events) }
      for loser in ruling.goes {
        tellLoss(of: loser, ruling, own, arrival, into: &events)
      }
    }
  }

  /// Reports that a strategy let a version go; what follows a version replaces it, whatever the
  /// strategy looked at.
  private mutating func tellLoss(
    of loser: Sibling, _ ruling: KeyRule.Ruling, _ own: Sibling, _ arrival: Arrival,
    into events: inout EventBuffer
  ) {
    // A copy of the winner that a strategy had joined twice goes silently.
    guard let winner = ruling.stays.last, winner != loser else { return }
    guard winner == own, precedes(loser.dot, own) else {
      recordResolution(winner, over: loser, ruling.reason, arrival, into: &events)
      return
    }
    if events.interest.contains(.versions) {
      recordReplacement(of: loser.version, by: own.version, at: arrival.node, into: &events)
    }
  }

  /// A stored version goes because the strategy preferred others, which may also follow it.
  private mutating func lose(_ loser: Sibling, to winners: [Sibling]) {
    let isReplaced = winners.contains { precedes(loser.dot, $0) }
    if !isReplaced, !winners.contains(loser) {
      store.versions.records[Int(loser.version)].marks.insert(.beaten)
    }
    dropHolder(loser.version, replaced: isReplaced)
  }

  /// A version that has just arrived is not stored because the strategy preferred others.
  private mutating func lose(arriving version: UInt32, to winners: [Sibling]) {
    noteReplaced(version, by: winners)
    let marks = store.versions.records[Int(version)].marks
    if marks.isWanted { store.versions.records[Int(version)].marks.insert(.beaten) }
  }

  /// Whether the write `dot` belongs to what a stored version follows.
  private func precedes(_ dot: LaneDot, _ sibling: Sibling) -> Bool {
    store.versions.records[Int(sibling.version)].past.knows(dot, in: store.spills)
  }

  private mutating func remember(_ dot: LaneDot, at slot: Int) {
    store.slots.touched(slot)
    store.slots.states[slot].past.include(dot, in: &store.spills)
  }

  /// A known version: nothing changes, unless a strategy that does not keep account joins it anew.
  private mutating func takeAgain(
    _ arrival: Arrival, _ stored: [Sibling], _ strategy: Strategy,
    into events: inout EventBuffer
  ) -> Taken {
    let dot = store.versions.records[Int(arrival.version)].dot
    guard !strategy.parameters.dedupe, stored.contains(where: { $0.dot == dot }) else {
      noteReplaced(arrival.version, by: stored)
      return .redundant
    }
    let again = Sibling(dot, version: arrival.version)
    let candidates = self.candidates(
      stored + [again], strategy, at: arrival.node, incoming: true)
    var question = Question(key: arrival.key, node: arrival.node, strategy: arrival.strategy)
    question.slot = arrival.slot
    guard case .merge(let value, let reason) = judge(candidates, of: stored + [again], question)
    else { return .redundant }
    store.slots.states[arrival.slot].store(stored + [again], in: &store.spills)
    store.slots.states[arrival.slot].join(value, in: &store.spills)
    store.versions.records[Int(arrival.version)].holders += 1
    store.slots.touched(arrival.slot)
    recordMerge(value, reason, arrival, into: &events)
    return .applied
  }

  /// A write that arrives where something follows it is replaced, unless it had lost before.
  mutating func noteReplaced(_ version: UInt32, by stored: [Sibling]) {
    guard store.versions.records[Int(version)].marks.isOnlyAcknowledged else { return }
    let record = store.versions.records[Int(version)]
    if stored.contains(where: { precedes(record.dot, $0) }) {
      store.versions.records[Int(version)].marks.insert(.replaced)
    }
  }

  /// Two versions that are concurrent were compared.
  private mutating func meet(
    _ arrival: Arrival, _ sibling: Sibling, into events: inout EventBuffer
  ) {
    if settings.recordsStatistics {
      statistics.meet(
        store.versions.records[Int(arrival.version)].serial,
        store.versions.records[Int(sibling.version)].serial, at: arrival.node,
        key: arrival.key)
    }
    guard events.interest.contains(.conflicts) else { return }
    var event = self.event(
      .conflict, at: arrival.node, version: arrival.version, strategy: arrival.strategy)
    event.other = eventVersion(sibling.version, arrival.strategy)
    event.message = arrival.message
    event.ruling.conflict = conflictKind(
      arrival.version, sibling.version, by: arrival.strategy)
    events.record(event)
  }

  /// What a strategy gets to see of stored versions; the last may be the one that just arrived.
  func candidates(
    _ siblings: [Sibling], _ strategy: Strategy, at node: NodeID, incoming: Bool = false
  ) -> [Candidate] {
    let parameters = strategy.parameters
    let needs = strategy.definition.needs
    var result: [Candidate] = []
    result.reserveCapacity(siblings.count)
    for (index, sibling) in siblings.enumerated() {
      let record = store.versions.records[Int(sibling.version)]
      let stamps = store.versions.stamps[Int(sibling.version)]
      result.append(
        Candidate(
          value: record.value, dot: Dot(stamps.replica, record.counter),
          rank: nodes.records[stamps.origin.index].rank,
          stamp: stamps.reading(parameters.clock),
          lot: lot(sibling.version, parameters.decided, at: node),
          isIncoming: incoming && index == siblings.count - 1))
      if needs.contains(.updates) {
        let before = record.past.count(in: store.spills)
        result[index].updates = before == .max ? .max : before + 1
      }
      if needs.contains(.base) { result[index].base = store.versions.base(sibling.version) }
    }
    return result
  }

  /// The number drawn for a version: shipped with it, or drawn by each node.
  private func lot(_ version: UInt32, _ rule: ChanceRule, at node: NodeID) -> UInt64 {
    let record = store.versions.records[Int(version)]
    let replica = store.versions.stamps[Int(version)].replica
    let name = UInt64(replica.rawValue) << 32 | UInt64(record.counter)
    let key = UInt64(UInt32(bitPattern: record.key))
    switch rule {
    case .once: return settings.chance.draw(.lot, name, key)
    case .each:
      let entity = Chance.mix(name) ^ UInt64(UInt32(bitPattern: node.rawValue))
      return settings.chance.draw(.lotAtNode, entity, key)
    }
  }

  // MARK: Background handlers

  private mutating func scheduleHandler(_ arrival: Arrival, live: Int) {
    guard let delay = handlerDelay(arrival, live: live) else { return }
    guard !store.slots.states[arrival.slot].awaitsHandler(in: store.spills) else { return }
    store.slots.states[arrival.slot].awaitHandler(true, in: &store.spills)
    var timer = Envelope()
    timer.purpose = .handler
    timer.node = arrival.node.rawValue
    timer.version = UInt32(arrival.key)
    timer.entry.due = adding(now, delay)
    network.queue.push(timer)
  }

  /// How long after an arrival something is to be done about it; nil: nothing is.
  private func handlerDelay(_ arrival: Arrival, live: Int) -> Tick? {
    if let handler = store.keys.rules[arrival.key].delayed { return live > 1 ? handler.delay : nil }
    return answer(of: arrival.node, arrival.key, arrival.slot) == nil ? nil : 0
  }

  /// Resolves what a key's background handler finds at a node.
  mutating func runHandler(_ envelope: Envelope, into events: inout EventBuffer) {
    let key = Int(envelope.version)
    let node = NodeID(envelope.node)
    guard let slot = store.slots.find(key, node.index) else { return }
    store.slots.touched(slot)
    store.slots.states[slot].awaitHandler(false, in: &store.spills)
    guard let handler = store.keys.rules[key].delayed else {
      return answer(at: node, key, slot, into: &events)
    }
    let siblings = store.slots.states[slot].siblings(in: store.spills)
    guard siblings.count > 1 else { return }
    let strategy = settings.strategies[Int(handler.strategy.rawValue)]
    let candidates = self.candidates(siblings, strategy, at: node)
    let arrival = Arrival(
      version: siblings[siblings.count - 1].version, key: key, node: node, slot: slot,
      message: MessageName(Arc(node, node), 0), kind: .replicate, strategy: handler.strategy,
      isLocal: true)
    if events.interest.contains(.conflicts) {
      events.record(
        event(.handled, at: node, version: arrival.version, strategy: handler.strategy))
    }
    let question = Question(key: key, node: node, strategy: handler.strategy)
    let ruling = KeyRule.ruling(judge(candidates, of: siblings, question), on: siblings)
    guard ruling.fate == .taken else { return }
    tell(ruling, siblings[siblings.count - 1], arrival, into: &events)
    store.slots.states[slot].store(ruling.stays, in: &store.spills)
    if let joined = ruling.joined {
      store.slots.states[slot].join(joined, in: &store.spills)
    }
    recordDrops(ruling, at: node, into: &events)
    for loser in ruling.goes { lose(loser, to: ruling.stays) }
  }
}
