import ScriptSyntax

/// `repeat 10 { … }`: runs a block several times; `$i` is the turn.
struct RepeatCommand: Command {
  static let signature = Signature(
    "repeat", .session, "Runs a block several times.", syntax: ["repeat COUNT { … }"],
    parameters: [
      .positional("COUNT", .count, "0 … 1000000000"),
      .positional("{ … }", .block, "`$i` is the turn, from 1"),
    ],
    details: ["All turns of all loops count against the 100,000,000 statements a program may run."],
    example: "nodes a\nrepeat 3 { put k$i $i at a }\nshow",
    seeAlso: ["for", "let"])

  var isTransparent: Bool { true }

  private static let variable = Name("i")
  private let count: Int
  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    count = Int(clamping: try arguments.integer(in: 0...1_000_000_000))
    block = try arguments.block(declaring: [Self.variable])
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard count > 0 else { return }
    for turn in 1...count {
      try session.run(
        block, with: Self.variable, as: .integer(turn), step: .turn(turn, span), into: &sink)
    }
  }
}
