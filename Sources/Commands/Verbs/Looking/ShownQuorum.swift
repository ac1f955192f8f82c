import Replication
import Simulation

// Quorums, hints and hash trees, as tables.
extension Session {
  /// What nodes keep for others.
  func tableOfHints() -> TableReport {
    var table = TableReport(
      columns: ["AT", "FOR", "KEY", "VALUE"], empty: "no node keeps anything for another")
    for hint in world.hints() {
      let version = EventVersion(
        value: hint.version.value, dot: hint.version.dot, stamp: hint.version.stamp)
      table.rows.append([
        text(hint.holder), text(hint.home), text(hint.key), dotted(version),
      ])
    }
    return table
  }

  /// What the last request about a key was, and how it ended.
  func headline(of request: RequestLog.Request) -> String {
    let verb = request.isWrite ? "write" : "read"
    let needed = "\(request.isWrite ? "w" : "r")=\(request.needed)"
    let begun = Moment.text(request.start.tick)
    var line =
      "\(verb) of \(text(request.key)) at \(text(request.start.node)), \(needed), begun \(begun): "
    guard let end = request.end else {
      let got = request.got(world.leaderless?.count ?? .nodes)
      return line + "\(got) of \(request.needed) so far"
    }
    switch end.outcome {
    case .ok: line += "ok"
    case .unavailable: line += "unavailable"
    case .unknown: line += "outcome unknown"
    case .pending: line += "not ended"
    }
    return line + ", ended \(Moment.text(end.tick))"
  }

  /// Who was asked, who answered what when, and what it counted for.
  func table(of request: RequestLog.Request) -> TableReport {
    var table = TableReport(
      columns: ["REPLICA", "FOR", "ANSWER", "WHEN", "COUNTS", "REPAIRED"],
      empty: "nobody was asked")
    var silent = request.asked
    for answer in request.answers {
      let place = silent.firstIndex { $0.node == answer.node }
      let asked = place.map { silent.remove(at: $0) }
      let home = asked?.standsInFor.map { text($0) } ?? ""
      table.rows.append([
        text(answer.node), home, shown(answer, request), Moment.text(answer.tick),
        answer.standing.words, repair(of: answer.node, request),
      ])
    }
    let isAsked = request.isWrite || request.end.map { $0.tick > request.start.tick } ?? true
    for asked in silent {
      let home = asked.standsInFor.map { text($0) } ?? ""
      table.rows.append([
        text(asked.node), home, "", "", isAsked ? "still out" : "not asked",
        repair(of: asked.node, request),
      ])
    }
    return table
  }

  private func shown(_ answer: RequestLog.Answer, _ request: RequestLog.Request) -> String {
    if answer.standing == .refused { return "no" }
    if request.isWrite { return "yes" }
    guard answer.version.dot.counter > 0 else { return "(none)" }
    let others = answer.carried > 1 ? " and \(answer.carried - 1) more" : ""
    return dotted(answer.version) + others
  }

  private func repair(of node: NodeID, _ request: RequestLog.Request) -> String {
    request.repairs.filter { $0.node == node }.map { dotted($0.version) }
      .joined(separator: ", ")
  }
}

extension RequestLog.Answer.Standing {
  fileprivate var words: String {
    switch self {
    case .counted: "counted"
    case .late: "late"
    case .refused: "refused"
    case .lost: "lost"
    }
  }
}
