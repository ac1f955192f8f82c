import ScriptSyntax

/// `save "session.repl"`: the statements that led here, as a script.
struct SaveCommand: Command {
  static let signature = Signature(
    "save", .session, "Writes the statements that led here to a script.",
    syntax: ["save \"FILE\" [overwrite=on]"],
    parameters: [
      .positional("FILE", .file, "relative to the folder of the script; at the prompt, here"),
      .option("overwrite", .choice(["on", "off"]), "whether any file may give way (default off)"),
    ],
    details: [
      "What counts is what `history` lists, and what let time pass; nothing that was undone. The",
      "script begins with the seed, needs no other file (what was included stands in it, code in",
      "`<<END`), and leads to the same digest. What was refused on the way stands in",
      "`expect error`. A file that Parley has written gives way to the next; others only with",
      "`overwrite=on`.",
    ],
    example: "nodes a b\nput title \"B\" at a\nsave \"session.repl\"\nhistory",
    seeAlso: ["report", "digest", "history", "include"])

  /// It changes a file, not the session.
  var isUnit: Bool { false }

  private let file: (path: String, span: SourceSpan)
  private let overwrites: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    file = try arguments.file()
    overwrites = try arguments.option("overwrite") ? try arguments.onOff() : false
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.checkTop("save", at: span)
    let texts = try session.texts(of: Array(session.journey.timeline.past), at: span)
    let script = SavedScript(texts, named: file.path)
    let bytes = script.bytes(under: SavedHeader(.session, digest: session.digest))
    let rehearsal = Rehearsal(bytes, session.options, sink)
    if sink.isStopping { throw .interrupted }
    let name = try session.write(bytes, to: file, overwriting: overwrites)
    let count = script.texts.count
    session.confirm("\(count) statements in \(name)", into: &sink)
    if let doubt = session.doubt(rehearsal, keepsGoing: bytes, sink) {
      sink.emit(.note("\(name) \(doubt)"))
    }
  }
}

extension Session {
  /// What is amiss with a saved script, in words behind its name; nil: it leads here.
  fileprivate mutating func doubt(
    _ rehearsal: Rehearsal, keepsGoing text: [UInt8], _ sink: some Sink
  ) -> String? {
    if let mistake = rehearsal.mistakes.first {
      return "does not load, at line \(mistake.place.line): \(mistake.message)"
    }
    if rehearsal.ending == .held {
      return rehearsal.digests.last ?? digest == digest ? nil : "does not lead here"
    }
    let other = Rehearsal(text, options, keepsGoing: true, sink)
    return other.digests.last == digest
      ? "leads here with `parley --keep-going` only: it \(rehearsal.ending.text)"
      : "does not lead here: it \(rehearsal.ending.text)"
  }
}
