import ScriptSyntax

/// `history`: the statements that led here.
struct HistoryCommand: Command {
  static let signature = Signature(
    "history", .travel, "Lists the statements that led here, with their numbers.",
    syntax: ["history", "history COUNT"],
    parameters: [.positional("COUNT", .count, "the last so many (default: all)")],
    details: ["Those that were undone stand last, marked so; `goto` takes the numbers."],
    example: "nodes a b\nput k 1 at a\nundo\nhistory", seeAlso: ["goto", "undo"])

  private let count: Int?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    count = arguments.isAtEnd ? nil : try arguments.count()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    sink.emit(.table(session.tableOfHistory(count)))
  }
}

extension Session {
  fileprivate func tableOfHistory(_ count: Int?) -> TableReport {
    var table = TableReport(columns: ["N", "STATEMENT", ""], empty: "nothing was done yet")
    var number = 0
    for (index, step) in journey.timeline.steps.enumerated() where step.isUnit {
      number += 1
      let text = library.summary(of: step.statement)
      table.rows.append([String(number), text, index < journey.timeline.position ? "" : "undone"])
    }
    if let count { table.rows.removeFirst(max(0, table.rows.count - count)) }
    return table
  }
}
