import ScriptSyntax
import Simulation

/// `unlink a -> b`: ends replication over links.
struct UnlinkCommand: Command {
  static let signature = Signature(
    "unlink", .topology, "Takes links away; what is in flight on them still arrives.",
    syntax: ["unlink NODES -> NODES", "unlink a <-> b"],
    parameters: [.positional("NODES", .nodes, "`->` one way, `<->` both ways")],
    example: "nodes a b\nlink a <-> b\nunlink a -> b\nshow links\n"
      + "put k 1 at a\nsettle\nexpect k at b absent",
    seeAlso: ["link", "topology", "partition"])

  private let chain: LinkChain
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    chain = try LinkChain(&arguments)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    var arcs: [Arc] = []
    for arc in try chain.arcs(in: session) where !arcs.contains(arc) { arcs.append(arc) }
    let standing = session.world.arcs()
    for arc in arcs where !standing.contains(arc) {
      throw session.refused(.noLink(arc), at: span)
    }
    for arc in arcs { try session.decide(.unlink(arc), at: span) }
    session.confirm("unlinked \(session.text(arcs))", into: &sink)
  }
}
