import Causality
import Replication
import Simulation

/// Why a node holds of a key what it holds, in lines.
struct Explanation {
  /// The first says what; those indented by two blanks say why.
  private(set) var lines: [String] = []
  private let key: KeyID
  private let node: NodeID
  /// What happened there, latest first.
  private let history: [Event]

  init(
    of key: KeyID, _ path: [String] = [], at node: NodeID, in session: borrowing Session
  ) {
    self.key = key
    self.node = node
    history = session.decisions.history(of: key, at: node)
    if path.isEmpty {
      explain(in: session)
    } else {
      explain(path, in: session)
    }
    for line in MissingWrites(of: key, at: node, history, in: session).lines { add(line) }
  }

  /// What is there of the whole key, and why.
  private mutating func explain(in session: borrowing Session) {
    let subject = "\(session.text(key)) at \(session.text(node))"
    lines.append("\(subject): \(session.shownValues(of: key, at: node))")
    let versions = session.world.versions(of: key, at: node)
    let live = versions.filter { $0.value != .tombstone }
    let values = session.world.values(of: key, at: node)
    if versions.isEmpty {
      explainNothing(in: session)
    } else if values.count > 1 {
      explainSiblings(live, in: session)
    } else if live.count > 1 || (live.count == 1 && values.first != live[0].value) {
      explainMerge(versions, in: session)
    } else {
      explainOne(live, versions, in: session)
    }
    explainLosses(in: session)
  }

  // MARK: - What is there

  /// What is left in a field, each with the update that left it.
  private mutating func explain(_ path: [String], in session: borrowing Session) {
    let shown = session.values(of: key, path, at: node).map(\.json).first ?? "(none)"
    lines.append("\(session.text(key, path)) at \(session.text(node)): \(shown)")
    let traces = session.world.traces(of: key, path, at: node)
    for trace in traces {
      let write = origin(of: trace.dot, in: session) ?? ""
      let more = trace.count > 1 ? " and \(trace.count - 1) before it" : ""
      add("\(trace.words) by {\(session.text(trace.dot))}\(more)\(write)")
    }
    if traces.isEmpty { add("no update of it is seen here: there was none, or it was removed") }
  }

  private mutating func explainOne(
    _ live: [VersionView], _ versions: [VersionView], in session: borrowing Session
  ) {
    for version in versions { explainOrigin(version, in: session) }
    if versions.count > 1, !live.isEmpty {
      add("the deletion is concurrent with it and stays beside it")
    }
    if !explainDecisions(in: session) { add("it never met a concurrent version here") }
  }

  private mutating func explainSiblings(
    _ live: [VersionView], in session: borrowing Session
  ) {
    for version in live { explainOrigin(version, in: session) }
    let rules = session.world.rules(of: key)
    let last = history.first { $0.kind.isDecision && $0.kind != .conflict }
    if let last, last.kind == .failed {
      add(session.explain(last))
    } else {
      add("\(session.text(rules.onWrite)) keeps all: none of them follows another")
    }
    if let onRead = rules.onRead { add("\(session.text(onRead)) decides when a reader asks") }
    if let handler = rules.delayed {
      let delay = Duration.text(handler.delay)
      add("\(session.text(handler.strategy)) decides in the background, after \(delay)")
    }
  }

  private mutating func explainMerge(
    _ versions: [VersionView], in session: borrowing Session
  ) {
    for version in versions { explainOrigin(version, in: session) }
    explainDecisions(in: session)
  }

  /// Where a stored version was written and how it came here.
  private mutating func explainOrigin(
    _ version: VersionView, in session: borrowing Session
  ) {
    let shown = session.dotted(
      EventVersion(value: version.value, dot: version.dot, stamp: version.stamp))
    if let origin = origin(of: version.dot, in: session) { add(shown + origin) }
  }

  /// `: written at a at 2ms, came by a->b#1 at 12ms`, as far as it is remembered.
  private func origin(of dot: Dot, in session: borrowing Session) -> String? {
    guard let origin = session.world.owner(of: dot.replica)?.node else { return nil }
    var line = ": written at \(session.text(origin))"
    // The event of a write that others have to answer is that of its acknowledgement.
    let written = session.invocation(of: dot, key) ?? session.writing(of: dot, key: key)?.tick
    if let written { line += " at \(Moment.text(written))" }
    if origin != node {
      let way = session.way(of: dot, key, from: origin, to: node)
      if !way.isEmpty { line += ", came by " + way.joined(separator: ", then ") }
    }
    return line
  }

  // MARK: - Nothing is there

  private mutating func explainNothing(in session: borrowing Session) {
    add("no version of it is stored here")
    if let view = session.world.node(node), session.world.owner(of: view.replica)?.epoch ?? 0 > 0 {
      add("\(session.text(node)) has lost its disk")
    }
    let holders = session.names.nodes.all.filter {
      !session.world.versions(of: key, at: $0).isEmpty
    }
    add(holders.isEmpty ? "no node holds one" : "stored at \(session.text(holders))")
    for event in history where event.kind == .skipped { add(session.explain(event)) }
  }

  // MARK: - Who decided

  /// Tells the decisions made here, oldest first, and returns whether concurrent versions met.
  @discardableResult
  private mutating func explainDecisions(in session: borrowing Session) -> Bool {
    let decisions = history.filter { $0.kind.isDecision && $0.kind != .conflict }
    if decisions.count > 8 { add("… \(decisions.count - 8) earlier decisions") }
    for event in decisions.prefix(8).reversed() { add(session.explain(event)) }
    return history.contains { $0.kind.isDecision && $0.kind != .replaced }
  }

  /// Names the writes that lost here and that no node holds or follows any more.
  private mutating func explainLosses(in session: borrowing Session) {
    var told: [Dot] = []
    for event in history where event.kind == .resolved {
      let dot = event.other.dot
      guard !told.contains(dot), session.isLost(dot, key) else { continue }
      told.append(dot)
      var line = "lost: \(session.dotted(event.other))"
      if let written = session.writing(of: dot, key: key) {
        line += ", acknowledged at \(session.text(written.node)) at \(Moment.text(written.tick))"
      }
      add(line + "; no node holds it any more")
    }
    for event in history.reversed() {
      let shown = session.dotted(event.version)
      let at = Moment.text(event.tick)
      switch event.kind {
      case .lost: add("lost: \(shown) had not come here when this node became the leader at \(at)")
      case .cutOff: add("at \(at) \(shown) was cut off: the leader's log does not have it")
      default: break
      }
    }
  }

  private mutating func add(_ line: String) { lines.append("  " + line) }
}

extension Event {
  /// ` (update-delete)`, where that says more than that there is a conflict.
  fileprivate var specialKind: String {
    guard let kind = ruling.conflict, kind.isSpecial else { return "" }
    return " (\(kind.rawValue))"
  }

  /// Whether a message brought this write.
  fileprivate func isIncoming(_ dot: Dot) -> Bool {
    guard version.dot == dot else { return false }
    switch kind {
    case .delivered, .unbuffered, .committed, .repaired, .handedOff, .synced: return true
    default: return false
    }
  }

  /// What brought a version that was not on its ordinary way.
  fileprivate var wayOfComing: String {
    switch kind {
    case .repaired: "repair "
    case .handedOff: "hand-off "
    case .synced: "sync "
    default: ""
    }
  }
}

extension Session {
  /// The messages by which a write came to a node, the first one first, as far as they are
  /// remembered.
  fileprivate func way(of dot: Dot, _ key: KeyID, from origin: NodeID, to node: NodeID) -> [String]
  {
    var hops: [String] = []
    var here = node
    while here != origin, hops.count < names.nodes.all.count {
      let arrival = decisions.history(of: key, at: here).first { event in
        event.isIncoming(dot) || here != node && event.kind == .hinted && event.version.dot == dot
      }
      guard let arrival else {
        return hops.isEmpty
          ? [] : ["ways to \(text(here)) that are not remembered"] + hops.reversed()
      }
      let message = arrival.message.ordinal > 0 ? text(arrival.message) : "of a read here"
      hops.append("\(arrival.wayOfComing)\(message) at \(Moment.text(arrival.tick))")
      guard arrival.message.ordinal > 0 else { break }
      here = arrival.message.arc.from
    }
    return hops.reversed()
  }

  /// The event of a write, as far as it is remembered.
  fileprivate func writing(of dot: Dot, key: KeyID) -> Event? {
    guard let origin = world.owner(of: dot.replica)?.node else { return nil }
    return decisions.history(of: key, at: origin).first {
      $0.kind == .written && $0.version.dot == dot
    }
  }

  /// Whether no node holds a write, none holds one that follows it, and none is under way.
  fileprivate func isLost(_ dot: Dot, _ key: KeyID) -> Bool {
    for node in names.nodes.all {
      for version in world.versions(of: key, at: node)
      where version.dot == dot || version.context.covers(dot) {
        return false
      }
    }
    return !world.inFlight().contains { $0.key == key && $0.dot == dot }
  }

  /// A decision in a line: when, who, between which versions, and why so.
  func explain(_ event: Event) -> String {
    let at = "at \(Moment.text(event.tick))"
    let rule = describe(event.strategy)
    return switch event.kind {
    case .replaced where isByStamps(event.strategy):
      "\(at) \(rule) kept \(stamped(event.version, event.strategy)), not "
        + "\(stamped(event.other, event.strategy)), which it follows"
    case .replaced:
      "\(at) \(dotted(event.version)) replaced \(dotted(event.other)), which it follows"
    case .resolved:
      "\(at) \(rule) kept \(stamped(event.version, event.strategy)), not "
        + "\(stamped(event.other, event.strategy)): \(reason(event))\(event.specialKind)"
    case .conflict:
      "\(at) \(dotted(event.version)) and \(dotted(event.other)) are concurrent, both are kept"
        + event.specialKind
    case .merged: "\(at) \(rule) joined what there was into \(shownValue(event.version))"
    case .failed:
      "\(at) \(rule) failed, \(text(of: event.version.value)); all there was is kept"
    case .skipped:
      "\(at) \(rule) left out \(dotted(event.version)): both sides stay as they are"
        + event.specialKind
    case .stopped:
      "\(at) \(rule) stopped \(text(event.message.arc)): "
        + "\(dotted(event.version)) against \(dotted(event.other))\(event.specialKind)"
    default: at
    }
  }

  /// A strategy with its options, and its name where that says more.
  private func describe(_ strategy: StrategyID) -> String {
    let position = Int(strategy.rawValue)
    let strategies = world.strategies
    guard strategies.indices.contains(position) else { return text(strategy) }
    let name = text(strategy)
    let isBuiltIn = strategies[position].definition.name.hasSameBytes(as: name)
    let rule = strategies[position].description
    return isBuiltIn ? rule : "\(name) (\(rule))"
  }

  /// Whether a strategy looks at stamps alone, and so decided although one version follows the
  /// other.
  private func isByStamps(_ strategy: StrategyID) -> Bool {
    let position = Int(strategy.rawValue)
    return world.strategies.indices.contains(position)
      && world.strategies[position].parameters.causality == .ignore
  }

  private func stamped(_ version: EventVersion, _ strategy: StrategyID) -> String {
    let stamp =
      switch StampLine(version.stamp, of: clock(of: strategy)) {
      case .physical(let time): Moment.text(time)
      case .logical(let count): "\(count)"
      case .hybrid(let time, let count): "\(Moment.text(time))+\(count)"
      }
    return "\(dotted(version)) stamped \(stamp)"
  }

  private func reason(_ event: Event) -> String {
    let nodes = [event.version, event.other].map { version in
      world.owner(of: version.dot.replica).map { text($0.node) } ?? "?"
    }
    return switch event.reason {
    case .tieHighestNode, .higherNode: "\(event.reason.words): \(nodes[0]) sorts after \(nodes[1])"
    case .tieLowestNode: "\(event.reason.words): \(nodes[0]) sorts before \(nodes[1])"
    default: event.reason.words
    }
  }
}

extension MergeTrace {
  /// What it leaves, and where: `"milk"`, `3`, `likes: 3`, `tags: "milk"`.
  fileprivate var words: String {
    let parts = [fields.isEmpty ? nil : fields.joined(separator: "/"), element?.json].compactMap(
      \.self)
    let left = content == .null ? [] : [content.json]
    let all = parts + left
    return all.isEmpty ? "it is there" : all.joined(separator: ": ")
  }
}
