import ScriptSyntax
import Simulation

/// `gc grace=10d`: nodes forget deletions that are old.
struct GcCommand: Command {
  static let signature = Signature(
    "gc", .quorums, "Purges old deletions: nothing of their keys stays.",
    syntax: ["gc grace=10d [at NODES]"],
    parameters: [
      .option("grace", .duration, "how old a deletion must be by its stamp (default 10d)"),
      .clause("at", .nodes, "where (default: at every node that is up)"),
    ],
    details: [
      "A deletion is a write that leaves a tombstone, so that a replica that missed it can be told",
      "later. One that is away for longer than the grace brings the value back: nobody remembers",
      "that it was deleted.",
    ],
    example: """
      nodes a b
      link a <-> b
      put k 1 at a
      settle
      delete k at a
      settle
      run 11d
      gc grace=10d
      why k at a
      """,
    seeAlso: ["delete", "sync", "quorums"])

  private let grace: Tick
  private let nodes: NodeSelector?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    grace = try arguments.option("grace") ? try arguments.duration() : 864_000_000_000_000
    nodes = arguments.clause("at") ? try arguments.nodes() : nil
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let stated = try nodes.map { (nodes) throws(Halt) in try session.nodes(nodes) }
    let nodes = stated ?? session.names.nodes.all.filter { session.isUp($0) }
    try session.decide(.collect(before: session.world.now - grace, nodes), at: span)
    session.tell(into: &sink)
    session.confirm(
      "purged deletions older than \(Duration.text(grace)) at \(session.text(nodes))", into: &sink)
  }
}
