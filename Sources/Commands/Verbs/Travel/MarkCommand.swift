import ScriptSyntax

/// `mark before`: a name for this point.
struct MarkCommand: Command {
  static let signature = Signature(
    "mark", .travel, "Names this point, to come back to with `goto`; alone: lists the marks.",
    syntax: ["mark NAME", "mark"], parameters: [.positional("NAME", .newName)],
    details: [
      "A mark stays where it was made, whatever is undone or forked later; the same name again",
      "moves it here.",
    ],
    example: "nodes a b\nput k 1 at a\nmark before\nput k 2 at a\nmark\ngoto before\nget k at a",
    seeAlso: ["goto", "diff", "fork"])

  private let name: Name?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    name = arguments.isAtEnd ? nil : try arguments.newName().name
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard let name else { return sink.emit(.table(session.tableOfMarks())) }
    session.journey.timeline.mark(name, Checkpoint(session))
    session.confirm("\(name.text) is here", into: &sink)
  }
}

extension Session {
  /// The marks in the order of their names' first use.
  fileprivate func tableOfMarks() -> TableReport {
    var table = TableReport(columns: ["MARK", "AFTER", "TIME"], empty: "there are no marks")
    for mark in journey.timeline.marks {
      let last = mark.steps.last { $0.isUnit }
      table.rows.append([
        mark.name.text,
        last.map { library.summary(of: $0.statement) } ?? "(the beginning)",
        mark.session.reopened().momentText,
      ])
    }
    return table
  }

  /// What the clock reads.
  private var momentText: String { Duration.text(world.now) }
}
