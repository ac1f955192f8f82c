import ScriptSyntax

/// `expect title at a = "B"`, `expect error down { … }`: judges, and fails the script where it is
/// not so.
struct ExpectCommand: Command {
  static let signature = Signature(
    "expect", .checking, "Judges a predicate; the script fails if it does not hold.",
    syntax: [
      "expect KEY at NODES = VALUE", "expect PREDICATE", "expect error CODE { … }",
    ],
    parameters: [
      .positional("PREDICATE", .predicate, "see `help predicates`; without `at`: every node"),
      .positional("{ … }", .block, "after `error CODE`: must be refused with this code"),
    ],
    details: [
      "Looking is not reading: no message is sent and the clock stands still; only",
      "`expect get KEY at NODE = VALUE` performs a read. A refused block keeps what it changed",
      "before it was refused.",
    ],
    example: """
      nodes a b
      put title "B" at a
      show title
      expect title at a = "B" and title at b absent
      crash b
      expect error down { put title "C" at b }
      """,
    seeAlso: ["predicates", "errors", "show"])

  private enum Form {
    case predicate(Predicate)
    case error(ErrorCode, Block)
  }

  private let form: Form
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if arguments.isErrorForm {
      _ = arguments.take()
      form = .error(try arguments.choice(of: ErrorCode.self), try arguments.block())
    } else {
      form = .predicate(try Predicate(&arguments))
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch form {
    case .predicate(let predicate):
      let holds = try predicate.holds(in: &session)
      session.tell(into: &sink)
      if holds { return session.confirm("holds", into: &sink) }
      try session.fail(
        session.library.excerpt(predicate.span), predicate.findings(in: &session),
        found: predicate.found(in: &session), at: predicate.span, into: &sink)
    case .error(let code, let block):
      try expect(code, of: block, in: &session, into: &sink)
    }
  }

  private func expect(
    _ code: ErrorCode, of block: Block, in session: inout Session, into sink: inout some Sink
  ) throws(Halt) {
    try session.checkTimePasses(at: span)
    var findings = ["nothing was refused"]
    var refusal: String?
    do throws(Halt) {
      try session.run(block, into: &sink)
    } catch {
      guard case .refused(let complaint) = error else { throw error }
      session.tell(into: &sink)
      if complaint.code == code.rawValue {
        return session.confirm("refused as expected: \(complaint.message)", into: &sink)
      }
      let place = complaint.place
      refusal = complaint.code
      findings = [
        "refused with `\(complaint.code)`: \(complaint.message), at \(place.file):\(place.line)"
      ]
    }
    try session.fail(
      "error \(code.rawValue)", findings, refusal: refusal, at: span, into: &sink)
  }
}

extension ArgumentReader {
  /// Whether this is `error CODE { … }`, not a judgement about a key called `error`.
  fileprivate var isErrorForm: Bool {
    guard let word = nextWord, word.hasSameText(as: "error") else { return false }
    guard items.count > 1 else { return true }
    switch items[1].kind {
    case .word: return !items[1].isWord("at") && !items[1].isWord("absent")
    case .symbol: return false
    case .literal, .block, .heredoc: return true
    }
  }
}

extension Session {
  /// Fails the script; where it goes on after failures, tells the verdict and counts it.
  package mutating func fail(
    _ predicate: String, _ findings: [String], found: FoundState = [], refusal: String? = nil,
    at span: SourceSpan, into sink: inout some Sink
  ) throws(Halt) {
    var verdict = VerdictReport(
      held: false, predicate: predicate, findings: findings, place: place(of: span))
    verdict.found = found
    verdict.refusal = refusal
    guard options.keepsGoing else { throw .failed(verdict) }
    allowance.failures += 1
    allowance.lastFailure = predicate
    sink.emit(.verdict(verdict))
  }
}
