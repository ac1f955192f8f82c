import ScriptSyntax
import Simulation

/// `release a->b`, `release a->b write-ack`: ends `hold`.
struct ReleaseCommand: Command {
  static let signature = Signature(
    "release", .faults, "Lets go of the messages that `hold` keeps back.",
    syntax: ["release A->B", "release A->B KIND", "release A->B,C"],
    parameters: HeldMessages.parameters,
    details: ["Also starts a link again that a strategy (`error`) has stopped."],
    example: HeldMessages.example,
    seeAlso: ["hold", "deliver", "partition"])

  private let messages: HeldMessages

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    messages = try HeldMessages(&arguments)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let arcs = try session.arcs(messages.links)
    try session.decideEach(arcs, at: messages.links.span) { .release($0, messages.kind) }
    session.confirm("released \(session.text(arcs))", into: &sink)
  }
}
