import ScriptSyntax
import Simulation

/// `drop a->b#2`: a message is lost.
struct DropCommand: Command {
  static let signature = Signature(
    "drop", .faults, "Loses a message for good.",
    syntax: ["drop A->B", "drop A->B#2"],
    parameters: [
      .positional("A->B#N", .message, "without `#N`: the oldest in flight on the link")
    ],
    details: [
      "Anti-entropy, where it runs, repairs what was lost; nothing else does."
    ],
    example: """
      nodes a b
      link a -> b
      put title "B" at a
      drop a->b
      settle
      expect title at b absent
      """,
    seeAlso: ["duplicate", "delay", "deliver"])

  private let message: MessageMention

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    message = try arguments.message()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let message = try session.message(message)
    try session.decide(.drop(message), at: self.message.span)
    session.tell(into: &sink)
  }
}
