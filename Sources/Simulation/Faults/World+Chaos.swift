import Replication

// Faults at random, each of which equals a statement, and their ends.
extension World {
  mutating func setChaos(
    _ plan: ChaosPlan?, into events: inout EventBuffer
  ) throws(Refusal) {
    guard let plan else {
      settings.occasions.chaos = nil
      while settings.occasions.nextMend != nil { mendNext(into: &events) }
      return
    }
    for node in plan.nodes { try checkNode(node) }
    let clock = ChaosClock(plan, from: now, settings.chance)
    settings.occasions.chaos = clock.isOver ? nil : clock
  }

  /// What chaos does, while it lasts.
  package var chaos: ChaosPlan? { settings.occasions.chaos?.plan }

  /// How many faults of chaos wait for being mended.
  package var chaosWounds: Int { settings.occasions.mends.count }

  /// The next fault happens, unless there is nothing that it could befall.
  mutating func strike(into events: inout EventBuffer) {
    guard let clock = settings.occasions.chaos else { return }
    settings.occasions.chaos = clock.advanced(settings.chance)
    let faults = clock.plan.faults
    let fault = faults[lot(faults.count, clock.draw(.fault, settings.chance))]
    let draw = clock.draw(.victim, settings.chance)
    switch fault {
    case .drop, .duplicate: strikeMessage(fault, clock.plan, draw, into: &events)
    case .crash, .pause, .partition, .fail:
      let candidates = candidates(for: fault, clock.plan)
      guard !candidates.isEmpty else { return }
      let node = candidates[lot(candidates.count, draw)]
      let downtime = Chance.exponential(
        mean: clock.plan.downtime, clock.draw(.downtime, settings.chance))
      settings.occasions.add(
        Occasions.Mend(tick: adding(now, max(1, downtime)), fault: fault, node: node))
      record(fault, .struck, node, into: &events)
      _ = try? step(beginning(of: fault, node), into: &events)
    }
  }

  private func lot(_ count: Int, _ draw: UInt64) -> Int {
    Int(Chance.below(UInt64(count), draw))
  }

  private mutating func strikeMessage(
    _ fault: ChaosFault, _ plan: ChaosPlan, _ draw: UInt64, into events: inout EventBuffer
  ) {
    let messages = inFlight().map(\.name).filter {
      plan.nodes.isEmpty || plan.nodes.contains($0.arc.from) || plan.nodes.contains($0.arc.to)
    }
    guard !messages.isEmpty else { return }
    let message = messages[lot(messages.count, draw)]
    if fault == .drop {
      _ = try? step(.drop(message), into: &events)
    } else {
      record(fault, .struck, message.arc.to, message, into: &events)
      _ = try? step(.duplicate(message), into: &events)
    }
  }

  /// Whom a fault can befall: those that run and that it has not befallen.
  private func candidates(for fault: ChaosFault, _ plan: ChaosPlan) -> [NodeID] {
    let present = nodes.present()
    return present.filter { node in
      guard plan.nodes.isEmpty || plan.nodes.contains(node) else { return false }
      let record = nodes.records[node.index]
      switch fault {
      case .crash, .pause: return record.health == .up
      case .fail: return record.health == .up && !record.failsWrites
      case .partition:
        return present.count > 1 && !network.cuts.contains { $0.from == node || $0.to == node }
      case .drop, .duplicate: return false
      }
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
