import Replication
import ScriptSyntax
import Simulation

extension Predicate {
  /// What there is instead of what was expected, a line each: for the parts that did not hold.
  package func findings(in session: inout Session) -> [String] {
    var lines: [String] = []
    root.collect(into: &lines, in: &session)
    return lines
  }

  /// What kinds of values there are where others were expected, and whether more could come.
  func found(in session: inout Session) -> FoundState { root.found(in: &session) }
}

extension Judgement {
  /// Lines about every part that kept the whole from holding.
  fileprivate func collect(into lines: inout [String], in session: inout Session) {
    switch self {
    case .not(let inner): inner.collect(into: &lines, in: &session)
    case .all(let parts), .any(let parts):
      let before = lines.count
      for part in parts { part.collectIfAmiss(into: &lines, in: &session) }
      guard lines.count == before else { return }
      for part in parts { part.collect(into: &lines, in: &session) }
    default: lines += (try? session.findings(self)) ?? []
    }
  }

  /// The kinds of values of every part that is about what nodes store.
  fileprivate func found(in session: inout Session) -> FoundState {
    switch self {
    case .not(let inner): return inner.found(in: &session)
    case .all(let parts), .any(let parts):
      var kinds = FoundState()
      for part in parts { kinds.formUnion(part.found(in: &session)) }
      return kinds
    case .value(let subject, _, _), .absent(let subject), .siblings(let subject, _, _):
      return ((try? session.found(subject)) ?? .nothing).union(session.stillness)
    case .converged, .conflict, .local: return session.stillness
    case .read:
      return session.decisions.requests.answer.map { FoundState(count: session.values($0).count) }
        ?? .nothing
    default: return []
    }
  }

  private func collectIfAmiss(into lines: inout [String], in session: inout Session) {
    // A read was performed once; performing it again could change what is being explained.
    if !performsReads, (try? holds(in: &session)) == true { return }
    collect(into: &lines, in: &session)
  }
}

extension Session {
  /// What a single judgement found.
  fileprivate func findings(_ judgement: Judgement) throws(Halt) -> [String] {
    switch judgement {
    case .value(let subject, _, _), .absent(let subject), .siblings(let subject, _, _):
      return findings(try knownKey(subject.key), at: try nodes(of: subject))
    case .conflict(let mention): return findings(try knownKey(mention), at: names.nodes.all)
    case .converged(let mention, _):
      if let mention { return findings(try knownKey(mention), at: names.nodes.all) }
      return findingsOfDiverged()
    case .counter(let subject, _, _):
      return ["\(subject.counter.rawValue) = \(try count(subject))"]
    case .quiet: return findingsInFlight()
    case .up(let selector):
      return try nodes(selector).map { node in
        "\(text(node)) is \(world.node(node).map { "\($0.health)" } ?? "removed")"
      }
    case .read(let subject, _, _):
      guard let reply = decisions.requests.answer else { return ["nothing was read"] }
      let answer = shown(values(reply))
      return ["get \(subject.key.name.text) at \(subject.node.name.text): \(answer)"]
    case .preference(let key, _, _):
      return ["preference \(key.name.text) = [\(try preference(of: key).joined(separator: ", "))]"]
    case .history(let subject): return try findings(subject)
    case .local(let subject): return try findings(subject)
    case .not, .all, .any: return []
    }
  }

  fileprivate var stillness: FoundState { world.isQuiet ? .quiet : [] }

  /// The kinds of values at the nodes of a subject.
  fileprivate func found(_ subject: Subject) throws(Halt) -> FoundState {
    let key = try knownKey(subject.key)
    var kinds = FoundState()
    for node in try nodes(of: subject) {
      kinds.formUnion(FoundState(count: values(of: key, at: node).count))
    }
    return kinds
  }

  private func findings(_ key: KeyID, at nodes: [NodeID]) -> [String] {
    var lines: [String] = []
    for node in nodes {
      lines.append("\(text(key)) at \(text(node)): \(shown(values(of: key, at: node)))")
      if let decision = decisions.decision(about: key, at: node) {
        lines.append("  decided there: \(explain(decision))")
      }
    }
    return lines
  }

  private func findingsOfDiverged() -> [String] {
    var lines: [String] = []
    for position in 0..<names.keys.count {
      let key = KeyID(Int32(position))
      guard !world.isConverged(key) else { continue }
      guard lines.count < 20 else { return lines + ["…"] }
      lines += findings(key, at: names.nodes.all)
    }
    return lines.isEmpty ? ["all nodes show equal values of every key"] : lines
  }

  private func findingsInFlight() -> [String] {
    let messages = world.inFlight()
    var lines = messages.prefix(8).map { message in
      "\(text(message.name)) \(message.kind.rawValue) \(text(message.key)), due at "
        + Moment.text(message.due)
    }
    if messages.count > 8 { lines.append("… \(messages.count) messages in flight") }
    if lines.isEmpty {
      lines.append(world.isQuiet ? "nothing is in flight" : describeUnderWay())
    }
    return lines
  }

  func shown(_ values: [Value]) -> String {
    switch values.count {
    case 0: "(none)"
    case 1: values[0].json
    default: "siblings " + values.map(\.json).joined(separator: ", ")
    }
  }
}
