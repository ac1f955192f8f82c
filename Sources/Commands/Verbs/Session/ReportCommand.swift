import ScriptSyntax

/// `report "bug.repl"`: what led to the last failure, or here, for a stranger to run.
struct ReportCommand: Command {
  static let signature = Signature(
    "report", .session, "Writes a small script that fails as the last statement did.",
    syntax: ["report \"FILE\" [overwrite=on] [small=off]"],
    parameters: [
      .positional("FILE", .file, "relative to the folder of the script; at the prompt, here"),
      .option("overwrite", .choice(["on", "off"]), "whether any file may give way (default off)"),
      .option(
        "small", .choice(["on", "off"]), "whether what is not needed is left out (default on)"),
    ],
    details: [
      "Where the last statement failed, or was refused, that one is reported, also at the prompt,",
      "where it left no trace; where none did since something changed, the state here is. As with",
      "`save`, the script needs no other file. Below each statement stands what it says (`#>`) and",
      "its digest (`#=`). Running the report says at the end whether it is reproduced, else the",
      "first statement whose digest differs: see `help reports`. Ctrl-C while it is made small",
      "writes the smallest so far.",
    ],
    example: "nodes a b\nput title \"B\" at a\nshow title\nreport \"bug.repl\"",
    seeAlso: ["save", "digest", "reports"])

  /// It changes a file, not the session.
  var isUnit: Bool { false }

  private let file: (path: String, span: SourceSpan)
  private let overwrites: Bool
  private let shrinks: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    file = try arguments.file()
    overwrites = try arguments.option("overwrite") ? try arguments.onOff() : false
    shrinks = try arguments.option("small") ? try arguments.onOff() : true
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.checkTop("report", at: span)
    let failure = session.journey.failure
    let steps = failure?.steps ?? Array(session.journey.timeline.past)
    let texts = try session.texts(
      of: steps, failingAtEnd: failure != nil, at: span, into: &sink)
    var report = ReportedScript(SavedScript(texts, named: file.path), session.options, sink)
    let isSame =
      failure.map { $0.ending == report.rehearsal.ending }
      ?? (report.rehearsal.digests.last == session.digest)
    if sink.isStopping { throw .interrupted }
    guard isSame, report.rehearsal.mistakes.isEmpty else {
      throw session.refusal(
        .state, "in a session of its own this does not come out alike: \(report.outcome)",
        at: span, remedy: "`save` writes the statements as they are")
    }
    let before = report.script.texts.count
    if shrinks { report.shrink(session.options, sink) }
    let name = try session.write(report.bytes, to: file, overwriting: overwrites)
    let said =
      "\(report.script.texts.count) of \(before) statements in \(name), which "
      + report.rehearsal.ending.text
    guard sink.isStopping else { return session.confirm(said, into: &sink) }
    sink.emit(.note("stopped while making it smaller: \(said)"))
    throw .interrupted
  }
}
