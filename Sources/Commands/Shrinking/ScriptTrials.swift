import ScriptSyntax

/// Runs candidates of a script, each in a fresh session that nobody hears, and tells how they fail.
final class ScriptTrials {
  /// What a run came to.
  enum Outcome {
    /// It does not load.
    case mistakes([Complaint])
    /// It failed, in the top-level statement of this position.
    case failed(ScriptFailure, at: Int)
    /// It held, or ended by `quit`.
    case held
    /// The user stopped it, or it took much longer than the first.
    case stopped
  }

  /// How many scripts ran.
  private(set) var runs = 0
  private let name: String
  private var options: SessionOptions
  private let isStopping: () -> Bool
  /// How often a run may ask whether to stop before it takes too long; asked after at most 1,024
  /// events and before each statement.
  private var patience = Int.max
  /// What was tried before: looked up, never iterated.
  private var judged: [String: Bool] = [:]

  /// How many statements a script may run that is to be shrunk.
  private static let statementLimit = 1_000_000

  init(_ options: SessionOptions, name: String, isStopping: @escaping () -> Bool) {
    self.options = options
    self.options.isInteractive = false
    self.options.keepsGoing = false
    self.options.ask = nil
    self.options.statementLimit = min(options.statementLimit, Self.statementLimit)
    self.name = name
    self.isStopping = isStopping
  }

  /// Runs statements as a text of their own.
  private func run(_ statements: [Statement]) -> Outcome { run(ScriptPrinter.print(statements)) }

  /// Runs the first text and grants all that follow a few times of what it needed.
  func measure(_ statements: [Statement]) -> Outcome {
    let before = options.statementLimit
    let (outcome, asked, spent) = attempt(ScriptPrinter.print(statements))
    patience = 1_000 + 4 * asked
    if case .failed(let failure, _) = outcome, failure.kind != .budget {
      options.statementLimit = min(before, 1_000 + 4 * spent)
    }
    return outcome
  }

  /// Whether statements fail so; what was tried before is not run again.
  func fails(_ statements: [Statement], as failure: ScriptFailure) -> Bool {
    let text = ScriptPrinter.print(statements)
    let key = "\(failure.subject)\n\(text)"
    if let known = judged[key] { return known }
    var isSame = false
    if case .failed(let found, _) = run(text) { isSame = failure.recurs(in: found) }
    judged[key] = isSame
    return isSame
  }

  /// The failure of what is known to fail so, in its own words.
  func failure(of scenario: Scenario) -> ScriptFailure {
    if isStopping() { return scenario.failure }
    guard case .failed(let failure, _) = run(scenario.statements) else { return scenario.failure }
    return failure
  }

  private func run(_ text: String) -> Outcome { attempt(text).outcome }

  private func attempt(_ text: String) -> (outcome: Outcome, asked: Int, spent: Int) {
    var interpreter = Interpreter(options)
    let source = SourceText(name: name, bytes: Array(text.utf8))
    let program: Program
    switch interpreter.load(source) {
    case .program(let loaded): program = loaded
    case .complaints(let complaints): return (.mistakes(complaints), 0, 0)
    case .incomplete: return (.mistakes([]), 0, 0)
    }
    runs += 1
    var sink = TrialSink(patience, isStopping)
    var complaint: Complaint?
    let result = interpreter.run(program, into: &sink) { complaint = complaint ?? $0 }
    let spent = options.statementLimit - interpreter.session.allowance.statements
    let outcome: Outcome
    switch result {
    case .ok, .quit: outcome = .held
    case .interrupted: outcome = .stopped
    case .failed, .refused, .budget, .differed:
      let at = sink.begun - 1
      let failure =
        sink.verdict.map { ScriptFailure($0) }
        ?? complaint.map { ScriptFailure($0, of: statement(at: $0.place, in: program, source)) }
      outcome = failure.map { .failed($0, at: at) } ?? .held
    }
    return (outcome, sink.asked, spent)
  }

  /// The innermost statement that begins on the line of a place, or before it.
  private func statement(
    at place: Place, in program: Program, _ source: SourceText
  ) -> Statement? {
    guard place.file.hasSameBytes(as: name) else { return nil }
    var found: Statement?
    var statements = program.statements
    while let next = statements.last(where: {
      source.position(of: Int($0.span.start)).line <= place.line
    }) {
      found = next
      statements = next.items.flatMap { $0.block ?? [] }
    }
    return found
  }
}

/// Hears a run of which only the failure counts.
private struct TrialSink: Sink {
  /// How many top-level statements have begun.
  private(set) var begun = 0
  /// The judgement that did not hold.
  private(set) var verdict: VerdictReport?
  private let clock: Clock
  private let patience: Int
  private let isUnwanted: () -> Bool

  /// Counts how often a run asked whether to stop: a measure of its length that no machine changes.
  private final class Clock {
    var asked = 0
  }

  init(_ patience: Int, _ isUnwanted: @escaping () -> Bool) {
    self.patience = patience
    self.isUnwanted = isUnwanted
    clock = Clock()
  }

  var asked: Int { clock.asked }

  var isStopping: Bool {
    clock.asked += 1
    return clock.asked > patience || isUnwanted()
  }

  mutating func begin(_ text: String) { begun += 1 }

  mutating func emit(_ report: Report) {
    if case .verdict(let verdict) = report, !verdict.held { self.verdict = self.verdict ?? verdict }
  }
}
