import Causality
import Consistency
import Replication
import ScriptSyntax
import Simulation

// Judgements about what clients saw and nodes took in so far.
extension Session {
  /// What has happened so far.
  private var history: History { events.recorder.history }

  /// Whether the history is in order. Refused (`budget`): that cannot be told.
  func judge(_ subject: HistorySubject) throws(Halt) -> Bool {
    switch try verdict(subject) {
    case .holds: return true
    case .violated: return false
    case .undecided(.budget):
      throw refusal(
        .budget, "`\(subject.checker.name)` is undecided: too many orders are possible",
        at: subject.span, remedy: "judge one key, or earlier")
    case .undecided(.history):
      throw refusal(
        .budget,
        "`\(subject.checker.name)` is undecided: of the first \(history.limit) operations all is "
          + "in order, and more is not kept", at: subject.span, remedy: "judge earlier")
    }
  }

  private func verdict(_ subject: HistorySubject) throws(Halt) -> Verdict {
    let key = try subject.key.map { (mention) throws(Halt) in try knownKey(mention) }
    let client = try subject.client.map { (mention) throws(Halt) in try knownClient(mention) }
    return subject.checker.judge(
      history, Checker.Question(session: client?.rawValue, key: key?.rawValue))
  }

  private func knownClient(_ mention: Mention) throws(Halt) -> ClientID {
    guard let position = names.clients[mention.name] else {
      throw refusal(
        .state, "\(mention.name.text) has not asked for anything", at: mention.span,
        remedy: "`as \(mention.name.text)` in a request makes it hers")
    }
    return ClientID(Int32(position))
  }

  /// The operations that show a violation, in order, and what is missing.
  func findings(_ subject: HistorySubject) throws(Halt) -> [String] {
    guard case .violated(let witness) = try verdict(subject) else {
      return ["\(subject.checker.name): nothing in the history is against it"]
    }
    var lines = witness.operations.map { describe($0) }
    if let missing = witness.missing {
      let place = witness.node.map { " at \(text(NodeID($0)))" } ?? ""
      lines.append("missing\(place): \(text(KeyID(missing.key))) \(text(missing.dot))")
    }
    return lines
  }

  /// `3ms ann: get title at f → (none)`.
  private func describe(_ number: Int) -> String {
    let operation = history.operations[number]
    let isOver = operation.returned != .max
    let end =
      isOver && operation.returned == operation.invoked
      ? "" : "–" + (isOver ? Moment.text(operation.returned) : "")
    let who = operation.session < 0 ? "" : " \(text(ClientID(operation.session)))"
    let what = "\(verb(number)) at \(text(NodeID(operation.node)))"
    return "\(Moment.text(operation.invoked))\(end)\(who): \(what)\(result(number))"
  }

  private func verb(_ number: Int) -> String {
    let operation = history.operations[number]
    let key = text(KeyID(operation.key))
    switch operation.kind {
    case .read: return "get \(key)"
    case .deletion: return "delete \(key)"
    case .write: return "put \(key) \(value(of: number))"
    }
  }

  private func value(of write: Int) -> String {
    world.values.value(events.recorder.value(of: write))?.json ?? "(none)"
  }

  private func result(_ number: Int) -> String {
    let operation = history.operations[number]
    guard operation.kind == .read else {
      let end = operation.outcome == .ok ? "" : ", \(operation.outcome)"
      return "  \(text(operation.dot))\(end)"
    }
    guard operation.outcome == .ok else { return "  \(operation.outcome)" }
    let found = history.versions(of: operation).map { shown($0, of: operation.key) }
    return " → " + (found.isEmpty ? "(none)" : found.joined(separator: ", "))
  }

  /// A version that a read returned: its value, if anybody is known to have written it, and name.
  private func shown(_ dot: Dot, of key: Int32) -> String {
    let write = history.operations.lastIndex {
      $0.isWrite && $0.key == key && $0.dot == dot
    }
    guard let write else { return text(dot) }
    return "\(value(of: write))  \(text(dot))"
  }
}
