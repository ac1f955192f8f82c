import ScriptSyntax
import Simulation

/// `hold a->b`, `hold a->b write-ack`: messages stay where they are.
struct HoldCommand: Command {
  static let signature = Signature(
    "hold", .faults, "Keeps the messages of a link back, those in flight and those to come.",
    syntax: ["hold A->B", "hold A->B KIND", "hold A->B,C"],
    parameters: [
      .positional("A->B", .link, "several with commas and selectors: `a->b,c`, `all->c`"),
      .positional("KIND", .messageKind, "only this kind of message (default: every kind)"),
    ],
    details: [
      "Held messages are blocked, not lost: `settle` does not wait for them, `release` frees them."
    ],
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
    seeAlso: ["release", "deliver", "partition"])

  private let links: LinkSelector
  private let kind: MessageKind?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    links = try arguments.links()
    kind = arguments.isAtEnd ? nil : try arguments.messageKind()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let arcs = try session.arcs(links)
    try session.decideEach(arcs, at: links.span) { .hold($0, kind) }
    session.confirm("holding \(session.text(arcs))", into: &sink)
  }
}
