import ScriptSyntax
import Simulation

/// `mend b`: a node takes writes again.
struct MendCommand: Command {
  static let signature = Signature(
    "mend", .faults, "Ends `fail NODES writes`.",
    syntax: ["mend NODES"],
    parameters: [.positional("NODES", .nodes, "of several, those that cannot are left alone")],
    details: ["Nothing that was refused is made up for."],
    example: """
      nodes a
      fail a writes
      expect error unavailable { put title "B" at a }
      mend a
      put title "B" at a
      get title at a
      """,
    seeAlso: ["fail"])

  private let nodes: NodeSelector

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodes()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .mend($0) }
    session.confirm("\(session.text(nodes)): takes writes", into: &sink)
  }
}
