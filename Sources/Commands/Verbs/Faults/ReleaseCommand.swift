import ScriptSyntax
import Simulation

/// `release a->b`, `release a->b write-ack`: ends `hold`.
struct ReleaseCommand: Command {
  static let signature = Signature(
    "release", .faults, "Lets go of the messages that `hold` keeps back.",
    syntax: ["release A->B", "release A->B KIND", "release A->B,C"],
    parameters: [
      .positional("A->B", .link, "several with commas and selectors: `a->b,c`, `all->c`"),
      .positional("KIND", .messageKind, "only this kind of message (default: every kind)"),
    ],
    details: ["Also starts a link again that a strategy (`error`) has stopped."],
    example: """
      nodes a b
      link a -> b
      hold a->b
      put title "B" at a
      settle
      expect title at b absent
      release a->b
      settle
      expect title at b = "B"
      """,
    seeAlso: ["hold", "deliver", "partition"])

  private let links: LinkSelector
  private let kind: MessageKind?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    links = try arguments.links()
    kind = arguments.isAtEnd ? nil : try arguments.messageKind()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let arcs = try session.arcs(links)
    try session.decideEach(arcs, at: links.span) { .release($0, kind) }
    session.confirm("released \(session.text(arcs))", into: &sink)
  }
}
