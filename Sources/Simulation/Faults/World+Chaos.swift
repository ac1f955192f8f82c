import Replication

// Faults at random, each of which equals a statement, and their ends.
extension World {
  mutating func setChaos(
    _ plan: ChaosPlan?, into events: inout EventBuffer
  ) throws(Refusal) {
    guard let plan else {
      settings.occasions.calm()
      while settings.occasions.nextMend != nil { mendNext(into: &events) }
      return
    }
    for node in plan.nodes { try checkNode(node) }
    let clock = ChaosClock(plan, from: now, settings.chance)
    settings.occasions.chaos = clock.isOver ? nil : clock
  }

  /// States a fault in advance.
  mutating func state(_ stroke: Stroke) throws(Refusal) {
    switch stroke.victim {
    case .node(let node): try checkNode(node)
    case .message(let message): try checkArc(message.arc)
    }
    settings.occasions.state(stroke)
  }

  /// What chaos does, while it lasts.
  package var chaos: ChaosPlan? { settings.occasions.chaos?.plan }

  /// Whether faults come while time passes, drawn or stated.
  package var expectsFaults: Bool { !settings.occasions.isCalm }

  /// How many faults of chaos wait for being mended.
  package var chaosWounds: Int { settings.occasions.mends.count }

  /// The faults that were drawn since they were last asked for, in order: see `recordsChoices`.
  package mutating func takeDrawnStrokes() -> [DrawnStroke] {
    let drawn = settings.occasions.drawn ?? []
    if !drawn.isEmpty { settings.occasions.drawn = [] }
    return drawn
  }

  /// The next fault happens, unless there is nothing that it could befall.
  mutating func strike(into events: inout EventBuffer) {
    if let stroke = settings.occasions.takeStroke() {
      if canBefall(stroke) { befall(stroke, into: &events) }
      return
    }
    guard let clock = settings.occasions.chaos else { return }
    settings.occasions.chaos = clock.advanced(settings.chance)
    let stroke = drawStroke(clock)
    if settings.occasions.drawn != nil, let noted = stroke ?? idleStroke(clock) {
      settings.occasions.drawn?.append(DrawnStroke(stroke: noted, hasStruck: stroke != nil))
    }
    if let stroke { befall(stroke, into: &events) }
  }

  /// The next fault as chance has it; nil: there is nothing that it could befall.
  private func drawStroke(_ clock: ChaosClock) -> Stroke? {
    let fault = fault(of: clock)
    let draw = clock.draw(.victim, settings.chance)
    let victims = victims(of: fault, clock.plan)
    guard !victims.isEmpty else { return nil }
    let downtime = Chance.exponential(
      mean: clock.plan.downtime, clock.draw(.downtime, settings.chance))
    return Stroke(
      tick: clock.next, fault: fault, victim: victims[lot(victims.count, draw)],
      downtime: max(1, downtime))
  }

  private func fault(of clock: ChaosClock) -> ChaosFault {
    let faults = clock.plan.faults
    return faults[lot(faults.count, clock.draw(.fault, settings.chance))]
  }

  /// A fault that befalls nothing, in the place of one that found nothing to befall.
  private func idleStroke(_ clock: ChaosClock) -> Stroke? {
    let present = nodes.present()
    let plan = clock.plan
    guard let node = present.first(where: { plan.nodes.isEmpty || plan.nodes.contains($0) }) else {
      return nil
    }
    var stroke = Stroke(
      tick: clock.next, fault: fault(of: clock), victim: .node(node), downtime: 1)
    guard stroke.fault.isOfMessages else { return stroke }
    if let other = present.first(where: { $0 != node }) {
      stroke.victim = .message(MessageName(Arc(node, other), 1))
    } else {
      // Of a node that is alone nothing can be cut off.
      stroke.fault = .partition
    }
    return stroke
  }

  private func lot(_ count: Int, _ draw: UInt64) -> Int {
    Int(Chance.below(UInt64(count), draw))
  }

  /// Whom a fault can befall.
  private func victims(of fault: ChaosFault, _ plan: ChaosPlan) -> [Stroke.Victim] {
    guard fault.isOfMessages else { return candidates(for: fault, plan).map { .node($0) } }
    return inFlight().map(\.name).filter {
      plan.nodes.isEmpty || plan.nodes.contains($0.arc.from) || plan.nodes.contains($0.arc.to)
    }.map { .message($0) }
  }

  /// Whether there is what a fault was stated of, as it has to be.
  private func canBefall(_ stroke: Stroke) -> Bool {
    switch stroke.victim {
    case .message(let message): (try? find(message)) != nil
    case .node(let node):
      nodes.isPresent(node) && canBefall(stroke.fault, node, of: nodes.present().count)
    }
  }

  private mutating func befall(_ stroke: Stroke, into events: inout EventBuffer) {
    switch stroke.victim {
    case .message(let message):
      // A loss is told as such.
      let isLoss = stroke.fault == .drop
      if !isLoss { record(stroke.fault, .struck, message.arc.to, message, into: &events) }
      _ = try? step(isLoss ? .drop(message) : .duplicate(message), into: &events)
    case .node(let node):
      settings.occasions.add(
        Occasions.Mend(tick: adding(now, stroke.downtime), fault: stroke.fault, node: node))
      record(stroke.fault, .struck, node, into: &events)
      _ = try? step(beginning(of: stroke.fault, node), into: &events)
    }
  }

  /// Whom a fault can befall: those that run and that it has not befallen.
  private func candidates(for fault: ChaosFault, _ plan: ChaosPlan) -> [NodeID] {
    let present = nodes.present()
    return present.filter {
      (plan.nodes.isEmpty || plan.nodes.contains($0)) && canBefall(fault, $0, of: present.count)
    }
  }

  private func canBefall(_ fault: ChaosFault, _ node: NodeID, of count: Int) -> Bool {
    let record = nodes.records[node.index]
    return switch fault {
    case .crash, .pause: record.health == .up
    case .fail: record.health == .up && !record.failsWrites
    case .partition:
      count > 1 && !network.cuts.contains { $0.from == node || $0.to == node }
    case .drop, .duplicate: false
    }
  }

  private func beginning(of fault: ChaosFault, _ node: NodeID) -> Decision {
    switch fault {
    case .crash: .crash(node, losingDisk: false)
    case .pause: .pause(node)
    case .partition: .partition(ways(around: node))
    case .fail, .drop, .duplicate: .failWrites(node)
    }
  }

  /// Every way between a node and another.
  private func ways(around node: NodeID) -> [Arc] {
    nodes.present().filter { $0 != node }.flatMap { [Arc(node, $0), Arc($0, node)] }
  }

  // MARK: Ends

  /// The fault that is next to be mended ends, unless somebody has mended it.
  mutating func mendNext(into events: inout EventBuffer) {
    guard let mend = settings.occasions.takeMend(), let decision = end(of: mend) else { return }
    record(mend.fault, .mended, mend.node, into: &events)
    _ = try? step(decision, into: &events)
  }

  /// What ends a fault; nil: it has ended.
  private func end(of mend: Occasions.Mend) -> Decision? {
    let node = mend.node
    guard nodes.isPresent(node) else { return nil }
    let record = nodes.records[node.index]
    switch mend.fault {
    case .crash: return record.health == .crashed ? .restart(node) : nil
    case .pause: return record.health == .paused ? .resume(node) : nil
    case .fail: return record.failsWrites ? .mend(node) : nil
    case .partition:
      let ways = ways(around: node)
      return network.cuts.contains { ways.contains($0) } ? .healCuts(ways) : nil
    case .drop, .duplicate: return nil
    }
  }

  private func record(
    _ fault: ChaosFault, _ kind: EventKind, _ node: NodeID, _ message: MessageName? = nil,
    into events: inout EventBuffer
  ) {
    guard events.interest.contains(.messages) else { return }
    var event = Event(
      kind: kind, tick: now, node: node, message: message ?? MessageName(Arc(node, node), 0),
      messageKind: .sync, key: KeyID(-1), version: .none, other: .none,
      ruling: EventRuling(strategy: .none, reason: .keptAll))
    event.request.fault = fault
    events.record(event)
  }
}
