import Replication
import ScriptSyntax

/// `save "session.repl"`: the statements that led here, as a script.
struct SaveCommand: Command {
  static let signature = Signature(
    "save", .session, "Writes the statements that led here to a script.",
    syntax: ["save \"FILE\" [choices=explicit] [overwrite=on]"],
    parameters: [
      .positional("FILE", .file, "relative to the folder of the script; at the prompt, here"),
      .option(
        "choices", .choice(["drawn", "explicit"]),
        "whether what chance decided is stated instead of its rules (default drawn)"),
      .option("overwrite", .choice(["on", "off"]), "whether any file may give way (default off)"),
    ],
    details: [
      "What counts is what `history` lists, and what let time pass; nothing that was undone. The",
      "script begins with the seed, needs no other file (what was included stands in it, code in",
      "`<<END`), and leads to the same digest. What was refused on the way stands in",
      "`expect error`. A file that Parley has written gives way to the next; others only with",
      "`overwrite=on`.",
      "With `choices=explicit` no fault and no latency is drawn: what was is stated before the",
      "statement in which it was, as `loss a->b#7`, `latency a->b#7 3ms`, `chaos crash b at=2s`;",
      "loops are unrolled where it takes that. All that can be seen is alike; the digest differs,",
      "as the rules at random are gone. What strategies and `anti-entropy` draw has no such",
      "statement, and a note names it.",
    ],
    example: "nodes a b\nput title \"B\" at a\nsave \"session.repl\"\nhistory",
    seeAlso: ["report", "digest", "history", "include"])

  /// It changes a file, not the session.
  var isUnit: Bool { false }

  private let file: (path: String, span: SourceSpan)
  private let isExplicit: Bool
  private let overwrites: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    file = try arguments.file()
    isExplicit =
      try arguments.option("choices")
      ? try arguments.choice(["drawn", "explicit"]).hasSameText(as: "explicit") : false
    overwrites = try arguments.option("overwrite") ? try arguments.onOff() : false
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.checkTop("save", at: span)
    let texts = try session.texts(
      of: Array(session.journey.timeline.past), isExplicit: isExplicit, at: span, into: &sink)
    let script = SavedScript(texts, named: file.path)
    let rehearsal = Rehearsal(script.loadable, session.options, .ending, sink)
    let digest = isExplicit ? rehearsal.last.digest : session.digest
    let bytes = script.bytes(under: SavedHeader(.session, digest: digest))
    if sink.isStopping { throw .interrupted }
    let name = try session.write(bytes, to: file, overwriting: overwrites)
    session.confirm("\(script.texts.count) statements in \(name)", into: &sink)
    if let doubt = session.doubt(rehearsal, keepsGoing: bytes, isExplicit: isExplicit, sink) {
      sink.emit(.note("\(name) \(doubt)"))
    }
    let drawn = isExplicit ? script.drawn : []
    if !drawn.isEmpty {
      let list = drawn.map { "`\($0)`" }.listed
      sink.emit(.note("\(name) still draws by its seed what this decides: \(list)"))
    }
  }
}

extension Session {
  /// What is amiss with a saved script, in words behind its name; nil: it leads here.
  fileprivate mutating func doubt(
    _ rehearsal: Rehearsal, keepsGoing text: [UInt8], isExplicit: Bool, _ sink: some Sink
  ) -> String? {
    if let mistake = rehearsal.mistakes.first {
      return "does not load, at line \(mistake.place.line): \(mistake.message)"
    }
    let wanted = isExplicit ? calmDigest : digest
    func leadsHere(_ rehearsal: Rehearsal) -> Bool {
      (isExplicit ? rehearsal.last.calm : rehearsal.last.digest) == wanted
    }
    if rehearsal.ending == .held {
      return leadsHere(rehearsal) ? nil : "does not lead here"
    }
    let other = Rehearsal(text, options, .ending, keepsGoing: true, sink)
    return leadsHere(other)
      ? "leads here with `parley --keep-going` only: it \(rehearsal.ending.text)"
      : "does not lead here: it \(rehearsal.ending.text)"
  }
}

extension SavedScript {
  /// The statements by which something goes on to be drawn from the seed that no statement states:
  /// the pairs of `anti-entropy`, the lots of strategies.
  fileprivate var drawn: [String] {
    let statements = Parser.parse(source).statements
    return zip(statements, texts).filter { statement, _ in
      switch statement.verb {
      case AntiEntropyCommand.signature.verb: !statement.items.contains { $0.isWord("off") }
      case StrategyCommand.signature.verb: statement.items.dropFirst().first?.namesLottery == true
      case ResolveCommand.signature.verb:
        statement.items.drop { !$0.isWord("with") }.dropFirst().first?.namesLottery == true
      default: false
      }
    }.map { $1.inOneLine.shortened }
  }
}

extension Item {
  /// Whether it names a built-in that lets chance decide.
  fileprivate var namesLottery: Bool {
    guard let word = plainWord, let strategy = StrategyCatalogue.named(word) else { return false }
    return strategy.profile?.hazards.contains(.drawnApart) == true
  }
}
