import ScriptSyntax

/// A step as statements that lead where it has led: itself, or those that ran in it.
struct Unrolling {
  private let step: Timeline.Step
  /// What ran in it, where that is known.
  private let ran: [RanStatement]
  /// Whether a script ends with it, failing as it did.
  private let isFailure: Bool

  init(_ step: Timeline.Step, _ ran: [RanStatement], isFailure: Bool) {
    self.step = step
    self.ran = ran
    self.isFailure = isFailure
  }

  /// The statements; `text` is the step as it was written.
  ///
  /// Refused (`state`) where one of them cannot be written without its block.
  func texts(
    _ text: String, isExplicit: Bool, in session: borrowing Session, at span: SourceSpan
  ) throws(Halt) -> [String] {
    let choices = isExplicit ? ran.flatMap(\.choices) : []
    guard isExplicit && ran.contains(where: { $0.calmed != nil }) || hasInnerAnswers else {
      guard !choices.isEmpty else { return whole(text) }
      // What is stated of messages and nodes stays stated unless something rebuilds the world.
      guard ran.contains(where: \.rebuilds) else { return choices + whole(text) }
      return try unrolled(isExplicit: true, in: session, at: span)
    }
    return try unrolled(isExplicit: isExplicit, in: session, at: span)
  }

  private func whole(_ text: String) -> [String] {
    isFailure ? [text] : Self.texts(text, step.ending, step.answers.compactMap(\.statement))
  }

  /// Whether readers were asked by statements that stand in blocks.
  private var hasInnerAnswers: Bool {
    !ran.isEmpty && step.answers.contains { $0.statement != nil }
  }

  private func unrolled(
    isExplicit: Bool, in session: borrowing Session, at span: SourceSpan
  ) throws(Halt) -> [String] {
    var texts: [String] = []
    for statement in ran where statement.hasChanged || isFailure && statement.ending != .held {
      guard let written = statement.statement else {
        let words = session.library.excerpt(statement.span).inOneLine.shortened
        throw session.refusal(
          .state, "`\(words)` cannot be written without the block it stands in", at: span,
          remedy: "give the variables of the block other names, each its own")
      }
      if isExplicit { texts += statement.choices }
      let calmed = isExplicit ? statement.calmed : nil
      let text = Self.text(calmed ?? [written])
      texts +=
        isFailure && statement.ending != .held
        ? [text] : Self.texts(text, statement.ending, statement.answers)
    }
    return texts
  }

  private static func text(_ statements: [Statement]) -> String {
    statements.isEmpty ? "" : String(ScriptPrinter.print(statements).dropLast())
  }

  /// A statement and what it takes to let it end as it did, in a script that goes on.
  private static func texts(_ text: String, _ ending: Ending, _ answers: [String]) -> [String] {
    switch ending {
    case .held, .stopped: [text] + answers
    case .refused(let code): ["expect error \(code) {\n\(text)\n}"]
    case .failed: [denied(text) ?? text]
    }
  }

  /// `expect not (…)` for `expect …`: it looks at the same, reads the same and holds.
  private static func denied(_ text: String) -> String? {
    let source = SourceText(name: "<statement>", bytes: Array(text.utf8))
    guard var statement = Parser.parse(source).statements.first,
      statement.verb.hasSameBytes(as: ExpectCommand.signature.verb),
      !statement.items.contains(where: \.isBlock)
    else { return nil }
    if !statement.items.isEmpty { statement.items[0].glued = true }
    statement.items.insert(contentsOf: [Item(.word(.text("not"))), .symbol(.openParen)], at: 0)
    statement.items.append(.symbol(.closeParen, glued: true))
    return ScriptPrinter.print(statement)
  }
}

extension Timeline.Step {
  /// Whether readers were asked by statements inside of it, `written` being itself.
  func asksInside(_ written: Statement?) -> Bool {
    guard answers.contains(where: { $0.statement != nil }) else { return false }
    if case .call = statement.body { return true }
    return written?.holdsBlock ?? true
  }
}

extension RanStatement {
  fileprivate var rebuilds: Bool { statement?.rebuilds ?? true }
}

extension Statement {
  /// Whether it may make what was stated of messages and nodes before void, or impossible.
  fileprivate var rebuilds: Bool {
    guard let entry = CommandTable.entry(verb) else { return true }
    return entry.signature.group == .topology || verb == ResetCommand.signature.verb
      || items.contains { $0.block?.contains(where: \.rebuilds) == true }
  }
}
