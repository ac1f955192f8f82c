import ScriptSyntax
import Simulation

/// `crash b`, `crash b lose=disk`: a node stops.
struct CrashCommand: Command {
  static let signature = Signature(
    "crash", .faults, "Stops nodes; messages to them wait for `restart`.",
    syntax: ["crash NODES", "crash NODES lose=disk"],
    parameters: [
      .positional("NODES", .nodes, "of several, those that are down already are left alone"),
      .option("lose", .choice(["memory", "disk"]), "what is gone (default memory)"),
    ],
    details: [
      "What a node stored lies on disk and is there after `restart`, unless the disk is lost too.",
      "Requests and answers on their way to it are lost; replicated writes wait.",
    ],
    example: """
      nodes a b
      crash b
      expect error down { put title "B" at b }
      show nodes
      restart b
      put title "B" at b
      """,
    seeAlso: ["restart", "pause", "partition"])

  private let nodes: NodeSelector
  private let losesDisk: Bool

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    nodes = try arguments.nodes()
    losesDisk =
      try arguments.option("lose")
      ? try arguments.choice(["memory", "disk"]).hasSameText(as: "disk") : false
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let nodes = try session.nodes(nodes)
    try session.decideEach(nodes, at: self.nodes.span) { .crash($0, losingDisk: losesDisk) }
    session.confirm("\(session.text(nodes)): down", into: &sink)
  }
}
