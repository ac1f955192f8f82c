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
    try session.checkTop("undo", at: span)
    guard let position = session.journey.timeline.position(before: count) else {
      let units = session.journey.timeline.past.count(where: \.isUnit)
      throw session.refusal(
        .state,
        units == 0
          ? "there is nothing to undo" : "only \(units.counted("statement")) can be undone",
        at: span, remedy: units == 0 ? nil : "`history` lists them")
    }
    let statement = session.journey.timeline.steps[position].statement
    try session.travel(to: position, into: &sink)
    session.confirm(
      count == 1
        ? "undid `\(session.library.summary(of: statement))`"
        : "undid \(count.counted("statement"))", into: &sink)
  }
}
