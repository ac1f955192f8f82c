import ScriptSyntax

/// `digest`: the identity of the session's state.
struct DigestCommand: Command {
  static let signature = Signature(
    "digest", .session, "Prints 16 digits that stand for the whole state.", syntax: ["digest"],
    details: [
      "Two sessions with the same digest are, as far as 64 bits can tell, in the same state: what",
      "nodes hold, what is in flight, clocks, chance, counters, names, bindings, clients,",
      "variables and definitions. How they came there does not count: behind `undo` stands the",
      "digest from before. The same script has the same digests on any machine; another version",
      "of Parley may have others. `--json` writes one behind each statement.",
    ],
    example: "nodes a b\nput k 1 at a\ndigest\nundo\nredo\ndigest",
    seeAlso: ["save", "report", "undo"])

  /// It only looks.
  var isUnit: Bool { false }

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {}

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    sink.emit(.note(Digest.text(session.digest)))
  }
}
