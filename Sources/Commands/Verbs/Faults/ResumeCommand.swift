import ScriptSyntax
import Simulation

/// `resume b`: a paused node goes on.
struct ResumeCommand: Command {
  static let signature = Signature(
    "resume", .faults, "Lets paused nodes go on; what waited for them can be delivered.",
    syntax: ["resume NODES"],
    parameters: [.positional("NODES", .nodes, "of several, those that cannot are left alone")],
    details: ["It ends `pause`; a crashed node needs `restart`."],
    example: """
      nodes a b
      link a -> b
      pause b
      put title "B" at a
      resume b
      settle
      """,
    seeAlso: ["pause", "restart"])

  private let nodes: NodeSelector

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodes()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .resume($0) }
    session.confirm("\(session.text(nodes)): up", into: &sink)
  }
}
