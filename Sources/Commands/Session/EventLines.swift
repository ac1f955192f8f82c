import Causality
import Replication
import Simulation

extension Session {
  /// Tells what happened since it was last told: notes decisions and emits what people look for.
  ///
  /// Acknowledged writes are not told, nor what a local write replaced: both were asked for.
  package mutating func tell(into sink: inout some Sink) {
    guard !events.events.isEmpty else { return }
    var lines: [EventLine] = []
    for event in events.events {
      decisions.note(event)
      if event.isWorthTelling { lines.append(line(event)) }
    }
    events.removeAll()
    if !lines.isEmpty { sink.emit(.events(lines)) }
  }

  /// An event with the names that people gave.
  package func line(_ event: Event) -> EventLine {
    EventLine(
      what(event), tick: event.tick, node: text(event.node),
      key: names.keys.names.indices.contains(event.key.index) ? name(of: event.key) : "",
      conflict: event.ruling.conflict)
  }

  private func what(_ event: Event) -> EventLine.What {
    let clock = clock(of: event.strategy)
    let version = line(event.version, clock: clock)
    let other = line(event.other, clock: clock)
    switch event.kind {
    case .written: return .written(version)
    case .delivered: return .arrived(message(event), fate: .applied)
    case .redundant: return .arrived(message(event), fate: .redundant)
    case .ignored:
      return .arrived(message(event), fate: world.leadership == nil ? .ignored : .outdated)
    case .buffered: return .arrived(message(event), fate: .buffered)
    case .accepted: return .arrived(message(event), fate: .accepted)
    case .refused: return .arrived(message(event), fate: .refused)
    case .committed: return .arrived(message(event), fate: .committed)
    case .aborted: return .arrived(message(event), fate: .aborted)
    case .answered: return .arrived(message(event), fate: .answered)
    case .unbuffered: return .unbuffered(version)
    case .replaced: return .replaced(new: version, old: other)
    case .conflict: return .conflict(version, other)
    case .resolved: return .resolved(winner: version, loser: other, rule: rule(event))
    case .merged: return .merged(version.value, rule: rule(event))
    case .failed: return .failed(text(of: event.version.value), rule: rule(event))
    case .skipped: return .skipped(version, rule: rule(event))
    case .stopped:
      return .stopped(
        version, against: other, rule: rule(event), link: text(event.message.arc))
    case .dropped: return .dropped(message(event))
    case .handled: return .handled(rule: rule(event))
    case .asked: return .arrived(message(event), fate: .asked)
    case .hinted: return .arrived(message(event), fate: .hinted)
    case .counted: return .arrived(message(event), fate: .counted)
    case .late: return .arrived(message(event), fate: .late)
    case .repaired where event.message.ordinal == 0: return .repairedItself(version)
    case .repaired: return .arrived(message(event), fate: .repaired)
    case .handedOff: return .arrived(message(event), fate: .handedOff)
    case .synced: return .arrived(message(event), fate: .synced)
    case .compared:
      return .compared(
        with: text(event.message.arc.to), hashes: Int(event.request.hashes),
        sent: Int(event.request.carried))
    case .lost: return .lost(version)
    case .cutOff: return .cutOff(version)
    case .ended: return .written(version)
    case .struck, .mended: return .chaos(statement: statement(of: event))
    }
  }

  /// A stored or sent version as people see it.
  package func line(_ version: EventVersion, clock: ClockKind) -> VersionLine {
    VersionLine(
      value: world.values.value(version.value), dot: text(version.dot),
      stamp: StampLine(version.stamp, of: clock))
  }

  /// A text of the value table: a label, or what code says of its failure.
  func text(of id: ValueID) -> String {
    if case .string(let text)? = world.values.value(id) { text } else { "?" }
  }

  /// A write's name: `a:1`; after a lost disk, under the node's second identity, `a/2:1`.
  package func text(_ dot: Dot) -> String { "\(text(dot.replica)):\(dot.counter)" }

  /// Whose identity it is: the node, and from its second identity on which.
  package func text(_ replica: ReplicaID) -> String {
    guard let owner = world.owner(of: replica) else { return "?" }
    return text(owner.node) + (owner.epoch == 0 ? "" : "/\(owner.epoch + 1)")
  }

  /// A context as dots in order.
  package func text(_ context: VersionVector) -> [String] { context.entries.map { text($0) } }

  /// The clock that a strategy compares; the server's for no strategy.
  package func clock(of strategy: StrategyID) -> ClockKind {
    let strategies = world.strategies
    let position = Int(strategy.rawValue)
    return strategies.indices.contains(position) ? strategies[position].parameters.clock : .server
  }

  /// A strategy by its name and with its options.
  package func rule(
    _ strategy: StrategyID, _ reason: Reason, winner: Dot? = nil, loser: Dot? = nil
  ) -> RuleLine {
    let strategies = world.strategies
    let position = Int(strategy.rawValue)
    let rule = strategies.indices.contains(position) ? strategies[position] : nil
    let hasTie = rule?.definition.options.contains(.tie) == true
    return RuleLine(
      strategy: text(strategy), rule: rule?.description ?? "",
      tie: hasTie ? rule?.parameters.tie.rawValue : nil, reason: reason, winnerNode: origin(winner),
      loserNode: origin(loser))
  }

  private func rule(_ event: Event) -> RuleLine {
    rule(event.strategy, event.reason, winner: event.version.dot, loser: event.other.dot)
  }

  private func origin(_ dot: Dot?) -> String {
    guard let dot, dot.counter > 0, let owner = world.owner(of: dot.replica) else { return "" }
    return text(owner.node)
  }

  /// How many answers a request has, of how many it needs.
  private func progress(of operation: OperationID) -> MessageLine.Progress? {
    guard let request = decisions.requests[operation] else { return nil }
    let got = request.got(world.leaderless?.count ?? .nodes)
    return MessageLine.Progress(got: got, needed: request.needed)
  }

  /// For whom a node keeps the version of a request.
  private func home(_ event: Event) -> String? {
    let asked = decisions.requests[event.operation]?.asked.first {
      $0.node == event.node && $0.standsInFor != nil
    }
    return asked?.standsInFor.map { text($0) }
  }

  private func message(_ event: Event) -> MessageLine {
    let carries = event.version.dot.counter > 0
    var line = MessageLine(
      name: text(event.message), kind: event.messageKind.rawValue,
      version: carries ? line(event.version, clock: clock(of: event.strategy)) : nil)
    line.others = carries ? max(0, Int(event.request.carried) - 1) : 0
    if event.kind == .hinted { line.home = home(event) }
    if event.kind == .counted { line.progress = progress(of: event.operation) }
    return line
  }
}

extension Event {
  /// Whether people want to see it without asking.
  fileprivate var isWorthTelling: Bool {
    switch kind {
    case .written, .ended: false
    // A refusal says why a local write was stopped.
    case .replaced, .stopped: message.ordinal > 0
    default: true
    }
  }
}

extension StampLine {
  /// A reading of a clock of this kind.
  package init(_ stamp: HybridTimestamp, of clock: ClockKind) {
    switch clock {
    case .server, .client: self = .physical(stamp.wall)
    case .logical: self = .logical(stamp.wall)
    case .hybrid: self = .hybrid(stamp.wall, stamp.count)
    }
  }
}
