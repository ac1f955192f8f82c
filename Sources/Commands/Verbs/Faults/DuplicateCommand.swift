import ScriptSyntax
import Simulation

/// `duplicate a->b#2`: a message goes out twice.
struct DuplicateCommand: Command {
  static let signature = Signature(
    "duplicate", .faults, "Sends a message a second time.",
    syntax: ["duplicate A->B", "duplicate A->B#2"],
    parameters: [
      .positional("A->B#N", .message, "without `#N`: the oldest in flight on the link")
    ],
    details: [
      "The copy gets the next ordinal of the link and is due when the message is."
    ],
    example: """
      nodes a b
      link a -> b
      put title "B" at a
      duplicate a->b
      settle
      expect redundant at b = 1
      """,
    seeAlso: ["drop", "delay"])

  private let message: MessageMention

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    message = try arguments.message()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let message = try session.message(message)
    try session.decide(.duplicate(message), at: self.message.span)
    session.tell(into: &sink)
    session.confirm("duplicated \(session.text(message))", into: &sink)
  }
}
