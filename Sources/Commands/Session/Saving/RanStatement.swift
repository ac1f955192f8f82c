import ScriptSyntax
import Simulation

/// A statement that ran, out of the loops and calls around it, with all that let it run so.
struct RanStatement: Sendable {
  /// As it was written, with what variables of blocks held; nil: that does not fit.
  let statement: Statement?
  /// Where it was written.
  let span: SourceSpan
  /// How it ended.
  let ending: Ending
  /// The statements that wrote back what readers chose on its way.
  let answers: [String]
  /// Whether anything is different behind it.
  let hasChanged: Bool
  /// The statements that state ahead what chance decided on its way.
  let choices: [String]
  /// The statement in its place that leaves nothing to chance; nil: it made no rule at random.
  let calmed: [Statement]?
}

/// What runs, statement by statement, as long as somebody asks for it.
struct RunRecord: Sendable {
  /// The texts that statements stand in.
  fileprivate var quotation: Quotation
  /// What has run inside of each statement that runs, the first list being of the top level.
  private var frames: [[RanStatement]] = [[]]
  /// How many answers belong to statements that have ended.
  fileprivate var claimed = 0

  init(_ library: SourceLibrary) { quotation = Quotation(library) }

  /// Whether what runs is part of a statement that is recorded as a whole.
  fileprivate var isInside: Bool { frames.count > 1 }

  fileprivate mutating func begin() { frames.append([]) }

  /// What ran inside of the statement that ends.
  fileprivate mutating func end() -> [RanStatement] { frames.removeLast() }

  fileprivate mutating func add(_ statement: RanStatement) {
    frames[frames.count - 1].append(statement)
  }

  /// What has run at the top level, which is forgotten by that.
  mutating func take() -> [RanStatement] {
    defer {
      frames = [[]]
      claimed = 0
    }
    return frames[0]
  }
}

extension Session {
  /// Runs a statement and records it, unless it is no more than the statements that it runs.
  mutating func runRecorded(
    _ statement: BoundStatement, into sink: inout some Sink
  ) throws(Halt) {
    guard let record = journey.record, !isTransparent(statement) else {
      return try perform(statement, into: &sink)
    }
    if !record.isInside { listenToChance() }
    let before = standing
    let source = found(statement)
    let whole = source.flatMap { written($0) }
    let hollow = whole ?? source.flatMap { written($0.hollow) }
    let isUnit = isUnit(statement) && !isLocal(statement)
    journey.record?.begin()
    var halt: Halt?
    do throws(Halt) {
      try perform(statement, into: &sink)
    } catch {
      halt = error
    }
    let inside = journey.record?.end() ?? []
    let ending = ending(of: halt, since: before)
    let text = whole ?? (inside.isEmpty ? nil : hollow?.holding(inside))
    let calmed = text.flatMap { calm($0, inside, ending) }
    let isUnfit = calmed == nil && inside.contains { $0.calmed != nil }
    let ran = RanStatement(
      statement: isUnfit ? nil : text.flatMap { $0.answering(inside) }, span: statement.span,
      ending: ending, answers: claimAnswers(), hasChanged: isUnit || hasMoved(since: before),
      choices: record.isInside ? [] : takeChoices(ending), calmed: calmed)
    journey.record?.add(ran)
    if let halt { throw halt }
  }

  /// Whether a statement is no more than the statements that it runs.
  private func isTransparent(_ statement: BoundStatement) -> Bool {
    switch statement.body {
    case .command(let command): return command.isTransparent
    case .call: return true
    case .deferred(let deferred):
      guard let body = try? bind(deferred) else { return false }
      guard case .command(let command) = body else { return true }
      return command.isTransparent
    }
  }

  /// Whether it names a value that ends with a block: what follows is recorded with the value.
  private func isLocal(_ statement: BoundStatement) -> Bool {
    guard !environment.isOutsideOfBlocks else { return false }
    switch statement.body {
    case .command(let command): return command is LetCommand
    case .call: return false
    case .deferred(let deferred):
      return deferred.entry.signature.verb.hasSameBytes(as: LetCommand.signature.verb)
    }
  }

  /// A statement as it stands in its text, needing no file.
  private mutating func found(_ statement: BoundStatement) -> Statement? {
    guard let found = journey.record?.quotation.statement(at: statement.span) else { return nil }
    let alone = library.standalone([found.unanswered])
    return alone.count == 1 ? alone[0] : nil
  }

  /// The statement with what variables of blocks hold in their place; nil: that does not fit.
  private func written(_ statement: Statement) -> Statement? {
    let rules = Self.verbsOfChance.contains(statement.verb)
    var result = [statement]
    for variable in environment.locals.reversed() + (rules ? environment.globals : [])
    where result[0].uses(variable.name) {
      let replacement = Replacement(variable.name.text, variable.value.items)
      guard let replaced = replacement.applied(to: result) else { return nil }
      result = replaced
    }
    return result[0]
  }

  /// The statements of the answers that were given since the last statement ended.
  private mutating func claimAnswers() -> [String] {
    let given = journey.replies.given
    let claimed = journey.record?.claimed ?? 0
    journey.record?.claimed = given.count
    return given.dropFirst(claimed).compactMap(\.statement)
  }

  // MARK: - Chance

  /// What leaves nothing to chance in the place of a statement, or of those in its block; nil: it
  /// leaves nothing to chance.
  private func calm(
    _ written: Statement, _ inside: [RanStatement], _ ending: Ending
  ) -> [Statement]? {
    if inside.contains(where: { $0.calmed != nil }) {
      return written.holding(inside) { $0.calmed ?? $0.statement.map { [$0] } }.map { [$0] }
    }
    return ending == .held ? withoutChance(written) : nil
  }

  private mutating func listenToChance() {
    if !world.recordsChoices { world.recordsChoices = true }
    _ = world.takeChoices()
    _ = world.takeDrawnStrokes()
  }

  /// What chance decided, as statements; faults that befell nothing count where a statement gave
  /// up: there the clock shows them.
  private mutating func takeChoices(_ ending: Ending) -> [String] {
    let strokes = world.takeDrawnStrokes().filter { $0.hasStruck || ending != .held }
    return statements(for: world.takeChoices()) + strokes.map { statement(of: $0.stroke) }
  }
}

extension Statement {
  /// The same with no statements in its blocks.
  fileprivate var hollow: Statement {
    var statement = self
    for index in items.indices where items[index].block != nil {
      statement.items[index].kind = .block([])
    }
    return statement
  }

  /// The same with the answers among the statements of its block, where readers were asked there.
  fileprivate func answering(_ inside: [RanStatement]) -> Statement? {
    guard inside.contains(where: { !$0.answers.isEmpty }) else { return self }
    return holding(inside)
  }

  /// The same with what ran in its block as the block, and the answers that were given there; nil:
  /// some of it cannot be written.
  fileprivate func holding(
    _ inside: [RanStatement],
    _ text: (RanStatement) -> [Statement]? = { $0.statement.map { [$0] } }
  ) -> Statement? {
    guard let block = items.firstIndex(where: { $0.block != nil }) else { return self }
    var statements: [Statement] = []
    for ran in inside {
      guard let written = text(ran) else { return nil }
      statements += written + ran.answers.flatMap(Self.parsed)
    }
    var statement = self
    statement.items[block].kind = .block(statements)
    return statement
  }

  private static func parsed(_ text: String) -> [Statement] {
    Parser.parse(SourceText(name: "<answer>", bytes: Array(text.utf8))).statements
  }

  /// Whether a variable stands in it, or in its blocks.
  fileprivate func uses(_ name: Name) -> Bool {
    var found = false
    for item in items {
      item.forEachVariable { found = found || $0.hasSameBytes(as: name.text) }
      if let block = item.block { found = found || block.contains { $0.uses(name) } }
    }
    return found
  }
}
