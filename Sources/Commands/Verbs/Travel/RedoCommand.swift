import ScriptSyntax

/// `redo`, `redo 3`: runs again what was undone.
struct RedoCommand: Command {
  static let signature = Signature(
    "redo", .travel, "Runs again what was undone last.", syntax: ["redo", "redo COUNT"],
    parameters: [.positional("COUNT", .count, "how many statements (default 1)")],
    details: [
      "Looking leaves what can be redone alone; a new statement that changes something ends it."
    ],
    example: "nodes a b\nput k 1 at a\nundo\nredo\nget k at a",
    seeAlso: ["undo", "history"])

  private let count: Int
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    count = arguments.isAtEnd ? 1 : try arguments.count()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let timeline = session.journey.timeline
    let position = timeline.position(after: count)
    try session.travel(
      to: position, overUnitsOf: timeline.future, ("redo", "redone", nil), at: span, into: &sink)
    guard let position else { return }
    let statement = timeline.steps[position - 1].statement
    session.confirm(
      count == 1
        ? "did again `\(session.library.summary(of: statement))`"
        : "did \(count.counted("statement")) again", into: &sink)
  }
}
