import ScriptSyntax

/// `demo`: a first conflict, without any set-up.
struct DemoCommand: Command {
  static let signature = Signature(
    "demo", .session, "Plays a first conflict, statement by statement, in an empty world.",
    syntax: ["demo"],
    details: [
      "What it runs is shown behind `>`; the world stays, to go on from. A world that is not empty",
      "is left alone: refused with `state`, and `reset` empties it.",
    ],
    example: "demo\nexpect conflicts = 1", seeAlso: ["nodes", "put", "settle", "why", "reset"])

  private static let script = #"""
    print "Two editors rename one page, each at the data centre nearest to them."
    nodes eu us
    link eu <-> us latency=40ms
    put title "B" at eu
    put title "C" at us
    print "Both were told yes. Now time passes, and the two writes meet."
    settle
    get title at us
    print "Nothing said which of the two wins, so both are kept. What to try next:"
    print "  why title at us                  what was compared, and who decided"
    print "  put title \"D\" at eu; settle      a write that has seen both replaces both"
    print "  reset; resolve title with lww    the last writer wins: play it again by hand"
    print "  help                             all there is"

    """#

  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    block = try arguments.place(Self.script, named: "<demo>")
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard session.isUntouched else {
      throw session.refusal(
        .state, "the demo needs an empty world", at: span,
        remedy: "`reset` empties this one: what it holds is lost")
    }
    for statement in block.statements {
      if !statement.isPrinting { sink.emit(.note("> \(session.library.excerpt(statement.span))")) }
      try session.run(statement, into: &sink)
      session.tell(into: &sink)
    }
  }
}

extension BoundStatement {
  /// Whether it only says something.
  fileprivate var isPrinting: Bool {
    if case .command(let command) = body { command is PrintCommand } else { false }
  }
}

extension Session {
  /// Whether nothing was made, bound or done in the world yet.
  fileprivate var isUntouched: Bool {
    names.nodes.all.isEmpty && names.keys.count == 0 && names.clients.count == 0
      && names.bindings.rules.isEmpty && !world.hasBegun
  }
}
