import ScriptSyntax
import Simulation

/// `hold a->b`, `hold a->b write-ack`: messages stay where they are.
struct HoldCommand: Command {
  static let signature = Signature(
    "hold", .faults, "Keeps the messages of a link back, those in flight and those to come.",
    syntax: ["hold A->B", "hold A->B KIND", "hold A->B,C"],
    parameters: HeldMessages.parameters,
    details: [
      "Held messages are blocked, not lost: `settle` does not wait for them, `release` frees them."
    ],
    example: HeldMessages.example,
    seeAlso: ["release", "deliver", "partition"])

  private let messages: HeldMessages

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    messages = try HeldMessages(&arguments)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let arcs = try session.arcs(messages.links)
    try session.decideEach(arcs, at: messages.links.span) { .hold($0, messages.kind) }
    session.confirm("holding \(session.text(arcs))", into: &sink)
  }
}
