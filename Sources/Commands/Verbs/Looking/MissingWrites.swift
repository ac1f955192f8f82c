import Causality
import Consistency
import Replication
import Simulation

/// The writes of a key that a node has not heard of, each with the reason as far as it is known.
struct MissingWrites {
  /// A line each, latest write first.
  private(set) var lines: [String] = []
  private let key: KeyID
  private let node: NodeID
  /// What happened there, latest first.
  private let history: [Event]
  /// The messages of the key that wait for what comes before them.
  private let waiting: [WaitingView]

  /// How many writes are looked at, the latest; more are counted.
  private static let limit = 64
  /// How many are told.
  private static let told = 8

  init(
    of key: KeyID, at node: NodeID, _ history: [Event], in session: borrowing Session
  ) {
    self.key = key
    self.node = node
    self.history = history
    waiting = session.world.waiting(key)
    let versions = session.world.versions(of: key, at: node)
    var count = 0
    for write in session.latestWrites(of: key, limit: Self.limit) {
      let dot = write.operation.dot
      let isKnown = versions.contains { $0.dot == dot || $0.context.covers(dot) }
      guard !isKnown, !isExplained(dot) else { continue }
      count += 1
      if count <= Self.told { lines.append(line(write, in: session)) }
    }
    if count > Self.told { lines.append("… \(count - Self.told) more are not here") }
  }

  /// Whether a decision made here tells of it.
  private func isExplained(_ dot: Dot) -> Bool {
    history.contains { event in
      guard event.version.dot == dot || event.other.dot == dot else { return false }
      return event.kind.isDecision || event.kind == .lost || event.kind == .cutOff
    }
  }

  private func line(_ write: RecordedWrite, in session: borrowing Session) -> String {
    let operation = write.operation
    let shown = session.dotted(
      EventVersion(
        value: session.world.values.shown(write.value), dot: operation.dot, stamp: .zero))
    let place = session.text(NodeID(operation.node))
    let told =
      operation.outcome == .ok
      ? "acknowledged at \(place) at \(Moment.text(operation.returned))"
      : "asked of \(place) at \(Moment.text(operation.invoked)), not acknowledged"
    return "not here: \(shown), \(told): \(reason(write, in: session))"
  }

  private func reason(_ write: RecordedWrite, in session: borrowing Session) -> String {
    let dot = write.operation.dot
    return underWay(dot, in: session) ?? kept(dot, in: session) ?? arrived(dot, in: session)
      ?? letGo(dot, write.operation.key, in: session) ?? elsewhere(dot, in: session)
      ?? stuck(dot, in: session)
      ?? unreachable(from: NodeID(write.operation.node), in: session)
      ?? "why it did not come is unknown, and no message brings it now"
  }

  /// A message to this node carries it.
  private func underWay(_ dot: Dot, in session: borrowing Session) -> String? {
    let message = session.carriers(of: dot, key).first { $0.name.arc.to == node }
    guard let message else { return nil }
    let wait = message.obstacle.map { session.text($0, on: message.name.arc) }
    let due = wait ?? "due at \(Moment.text(message.due))"
    return "\(session.text(message.name)) brings it, \(due)"
  }

  /// Another node keeps it until this one can be reached.
  private func kept(_ dot: Dot, in session: borrowing Session) -> String? {
    let hint = session.world.hints().first {
      $0.home == node && $0.key == key && $0.version.dot == dot
    }
    return hint.map { "\(session.text($0.holder)) keeps it for \(session.text(node)), as a hint" }
  }

  /// It came, and was not taken in; or its message was lost.
  private func arrived(_ dot: Dot, in session: borrowing Session) -> String? {
    for event in history where event.version.dot == dot {
      let message = session.text(event.message)
      let at = Moment.text(event.tick)
      switch event.kind {
      case .buffered:
        let waits = waiting.first { $0.dot == dot && $0.name.arc.to == node }
        let what = waits.map { "waits " + awaited($0, in: session) }
        return "it came by \(message) at \(at) and "
          + (what ?? "waited for what came before it, and is gone with what waited")
      case .ignored: return "it came by \(message) at \(at) and was not taken"
      case .dropped: return "\(message) carried it and was lost at \(at)"
      default: continue
      }
    }
    return nil
  }

  /// `for {a:2}: b->c#2 carried it and was lost`: what a message waits for, and where that is.
  private func awaited(_ waiting: WaitingView, in session: borrowing Session) -> String {
    guard !waiting.awaits.isEmpty else { return "for what came before it" }
    let firsts = waiting.awaits.map { Dot($0.replica, $0.counters.lowerBound) }
    var reasons: [String] = []
    for dot in firsts.prefix(Self.told) {
      let reason =
        underWay(dot, in: session) ?? arrived(dot, in: session) ?? bySync(dot, waiting, in: session)
      if let reason { reasons.append(reason) }
    }
    return ([session.words(waiting.awaits)] + reasons).joined(separator: "; ")
  }

  /// Another node has it, and sends it to nobody by itself any more.
  private func bySync(
    _ dot: Dot, _ waiting: WaitingView, in session: borrowing Session
  ) -> String? {
    let receiver = waiting.name.arc.to
    let holder = session.names.nodes.all.first { other in
      other != receiver
        && session.world.versions(of: key, at: other).contains {
          $0.dot == dot || $0.context.covers(dot)
        }
    }
    guard let holder else { return nil }
    return "`sync \(session.text(holder)) \(session.text(receiver))` brings it"
  }

  /// It waits at a node on the way for what comes before it.
  private func stuck(_ dot: Dot, in session: borrowing Session) -> String? {
    waiting.first { $0.dot == dot }.map { waiting in
      let receiver = session.text(waiting.name.arc.to)
      let wanted = awaited(waiting, in: session)
      return "\(session.text(waiting.name)) brought it to \(receiver), where it waits \(wanted)"
    }
  }

  /// A rule let it go at another node, before it could be sent on.
  private func letGo(
    _ dot: Dot, _ key: Int32, in session: borrowing Session
  ) -> String? {
    let step = session.events.recorder.history.steps.last {
      $0.kind == .dropped && $0.key == key && $0.dot == dot
    }
    guard let step else { return nil }
    let rival = step.rival.counter > 0 ? " for {\(session.text(step.rival))}" : ""
    return "\(session.text(NodeID(step.node))) let it go\(rival) at \(Moment.text(step.tick))"
  }

  /// A message to another node carries it.
  private func elsewhere(_ dot: Dot, in session: borrowing Session) -> String? {
    guard let message = session.carriers(of: dot, key).first else { return nil }
    return
      "\(session.text(message.name)) is under way with it, to \(session.text(message.name.arc.to))"
  }

  /// No link leads here, or the key has other homes.
  private func unreachable(from origin: NodeID, in session: borrowing Session) -> String? {
    if session.world.leaderless != nil {
      let homes = session.world.preference(of: key).map(\.node)
      return homes.contains(node) ? nil : "\(session.text(node)) is no home of this key"
    }
    guard session.world.leadership == nil else { return nil }
    return session.isReachable(node, from: origin)
      ? nil : "no way of links leads from \(session.text(origin)) to \(session.text(node))"
  }
}

/// A write of the history with what it wrote.
struct RecordedWrite {
  let operation: Consistency.Operation
  let value: ValueID
}

extension Session {
  /// When a write was asked for, as far as the history goes.
  func invocation(of dot: Dot, _ key: KeyID) -> Tick? {
    events.recorder.history.operations.last {
      $0.isWrite && $0.key == key.rawValue && $0.dot == dot
    }?.invoked
  }

  /// The latest writes of a key that may have taken place and that no other of them follows,
  /// latest first.
  fileprivate func latestWrites(of key: KeyID, limit: Int) -> [RecordedWrite] {
    let history = events.recorder.history
    var found: [RecordedWrite] = []
    var followed: [CausalContext] = []
    for number in history.operations.indices.reversed() {
      let operation = history.operations[number]
      guard operation.isWrite, operation.key == key.rawValue, operation.dot.counter > 0,
        operation.outcome != .failed
      else { continue }
      if !followed.contains(where: { $0.covers(operation.dot) }) {
        found.append(RecordedWrite(operation: operation, value: events.recorder.value(of: number)))
      }
      followed.append(history.context(of: operation))
      if followed.count == limit { break }
    }
    return found
  }

  /// The messages in flight that bring a write to where it is stored.
  fileprivate func carriers(of dot: Dot, _ key: KeyID) -> [MessageView] {
    world.inFlight().filter { $0.key == key && $0.dot == dot && $0.kind.bringsVersion }
  }

  /// Whether links lead from one node to another, over others too.
  fileprivate func isReachable(_ node: NodeID, from origin: NodeID) -> Bool {
    let arcs = world.arcs()
    var reached = [origin]
    var next = 0
    while next < reached.count {
      for arc in arcs where arc.from == reached[next] && !reached.contains(arc.to) {
        reached.append(arc.to)
      }
      next += 1
    }
    return reached.contains(node)
  }
}

extension MessageKind {
  /// Whether what it carries is to be stored where it arrives.
  fileprivate var bringsVersion: Bool {
    switch self {
    case .replicate, .writeRequest, .commit, .repair, .handOff, .sync: true
    case .writeAck, .commitAck, .readRequest, .readReply, .repairAck, .handOffAck: false
    }
  }
}

extension Session {
  /// `for {a:2, b:1-4}`.
  fileprivate func words(_ awaited: [WaitingView.Awaited]) -> String {
    let parts = awaited.prefix(8).map { range in
      let first = text(Dot(range.replica, range.counters.lowerBound))
      return range.counters.count == 1 ? first : "\(first)-\(range.counters.upperBound)"
    }
    return "for {\(parts.joined(separator: ", "))\(awaited.count > 8 ? ", …" : "")}"
  }
}
