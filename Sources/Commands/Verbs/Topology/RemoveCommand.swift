import ScriptSyntax
import Simulation

/// `remove d`: takes nodes away for good.
struct RemoveCommand: Command {
  static let signature = Signature(
    "remove", .topology, "Takes nodes away for good, with their links and messages.",
    syntax: ["remove NODES"], parameters: [.positional("NODES", .nodes)],
    details: [
      "What they held, and what was in flight from and to them, is lost. The names are free again:",
      "`nodes d` makes another, empty node.",
    ],
    example: "nodes a b c\ntopology mesh\nremove c\nput k 1 at a\nsettle\nexpect k at all = 1",
    seeAlso: ["nodes", "crash", "unlink"])

  private let nodes: NodeSelector
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    nodes = try arguments.nodes()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    for node in nodes {
      try session.decide(.remove(node), at: span)
      session.tell(into: &sink)
      session.names.nodes.remove(node)
    }
    session.confirm("removed \(session.text(nodes))", into: &sink)
  }
}
