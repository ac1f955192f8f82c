import ScriptSyntax

/// `quit`: ends the session.
struct QuitCommand: Command {
  static let signature = Signature(
    "quit", .session, "Ends the session, or the script where it stands.", syntax: ["quit"],
    example: "quit", seeAlso: ["exit"])

  var isUnit: Bool { false }

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {}

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) { throw .quit }
}
