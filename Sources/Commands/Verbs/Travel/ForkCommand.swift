import ScriptSyntax

/// `fork other`: a second future from here on.
struct ForkCommand: Command {
  static let signature = Signature(
    "fork", .travel, "Begins another future here, to `switch` to; alone: lists the futures.",
    syntax: ["fork NAME", "fork"], parameters: [.positional("NAME", .newName)],
    details: [
      "This future goes on; the first is called `main`. What happens in one is unknown in the",
      "others, texts and marks aside.",
    ],
    example: "nodes a b\nlink a <-> b\nfork safe\nput k 1 at a\nswitch safe\nput k 2 at a\nsettle\n"
      + "diff safe main", seeAlso: ["switch", "diff", "mark"])

  private let name: Mention?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    name = arguments.isAtEnd ? nil : try arguments.newName()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard let name else { return sink.emit(.table(session.tableOfFutures())) }
    guard !session.journey.futures.names.contains(name.name) else {
      throw session.refusal(
        .duplicateName, "there is a future `\(name.name.text)` already", at: name.span,
        remedy: "choose another name")
    }
    try session.checkTop("fork", at: name.span)
    session.fork(as: name.name)
    session.confirm(
      "\(name.name.text) begins here; this is still \(session.journey.futures.current.text)",
      into: &sink)
  }
}

extension Session {
  fileprivate func tableOfFutures() -> TableReport {
    var table = TableReport(columns: ["FUTURE", "TIME", ""], empty: "")
    for name in journey.futures.names {
      let isHere = name == journey.futures.current
      let now = isHere ? world.now : journey.futures[name]?.reopened().world.now ?? 0
      table.rows.append([name.text, Duration.text(now), isHere ? "here" : ""])
    }
    return table
  }
}
