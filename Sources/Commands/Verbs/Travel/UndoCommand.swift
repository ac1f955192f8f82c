import ScriptSyntax

/// `undo`, `undo 3`: takes statements back.
struct UndoCommand: Command {
  static let signature = Signature(
    "undo", .travel, "Takes back the last statements that changed something.",
    syntax: ["undo", "undo COUNT"],
    parameters: [.positional("COUNT", .count, "how many (default 1)")],
    details: [
      "Everything is as before: nodes, messages in flight, clocks, variables, definitions, what",
      "clients have seen. A block is one statement. What only looks (`show`, `expect`, a `get`",
      "without a client) is none. `redo` brings back what was undone, until you do something else.",
    ],
    example: "nodes a b\nput k 1 at a\nput k 2 at a\nundo\nget k at a",
    seeAlso: ["redo", "goto", "mark", "history"])

  private let count: Int
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    count = arguments.isAtEnd ? 1 : try arguments.count()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let timeline = session.journey.timeline
    let position = timeline.position(before: count)
    try session.travel(
      to: position, overUnitsOf: timeline.past, ("undo", "undone", "`history` lists them"),
      at: span, into: &sink)
    guard let position else { return }
    let statement = timeline.steps[position].statement
    session.confirm(
      count == 1
        ? "undid `\(session.library.summary(of: statement))`"
        : "undid \(count.counted("statement"))", into: &sink)
  }
}
