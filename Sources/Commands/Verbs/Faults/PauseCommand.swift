import ScriptSyntax
import Simulation

/// `pause b`: a node stops and forgets nothing.
struct PauseCommand: Command {
  static let signature = Signature(
    "pause", .faults, "Stops nodes that keep everything, as a long garbage collection does.",
    syntax: ["pause NODES"],
    parameters: [.positional("NODES", .nodes, "of several, those that cannot are left alone")],
    details: ["A request to a paused node gets no answer; messages to it wait for `resume`."],
    example: """
      nodes a b
      link a -> b
      pause b
      put title "B" at a
      settle
      expect title at b absent and not up b
      show nodes
      """,
    seeAlso: ["resume", "crash"])

  private let nodes: NodeSelector

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodes()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .pause($0) }
    session.confirm("\(session.text(nodes)): paused", into: &sink)
  }
}
