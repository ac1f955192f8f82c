import ScriptSyntax
import Simulation

/// `restart b`: a crashed node starts.
struct RestartCommand: Command {
  static let signature = Signature(
    "restart", .faults, "Starts crashed nodes; what waited for them can be delivered.",
    syntax: ["restart NODES"],
    parameters: [.positional("NODES", .nodes, "of several, those that cannot are left alone")],
    details: [
      "They hold what was on disk: nothing after `lose=disk`, and writes are counted anew."
    ],
    example: """
      nodes a b
      link a -> b
      crash b
      put title "B" at a
      restart b
      settle
      expect title at b = "B"
      """,
    seeAlso: ["crash", "resume"])

  private let nodes: NodeSelector

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodes()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .restart($0) }
    session.confirm("\(session.text(nodes)): up", into: &sink)
  }
}
