import ScriptSyntax
import Simulation

/// `partition a | b c`, `partition a -> b,c`: cuts the ways between groups of nodes.
struct PartitionCommand: Command {
  static let signature = Signature(
    "partition", .faults, "Cuts the ways between groups of nodes; messages there wait for `heal`.",
    syntax: ["partition NODES | NODES", "partition NODES -> NODES"],
    parameters: [
      .positional("NODES | NODES", .nodes, "two groups or more: no way between them is open"),
      .positional("NODES -> NODES", .nodes, "one way only: back, messages get through"),
    ],
    details: [
      "Nodes that are not named keep all their links. A second partition adds its cuts to the",
      "first; `heal` ends them all, `heal NODES | NODES` some.",
    ],
    example: """
      nodes a b c
      topology mesh
      partition a | b c
      put title "B" at a
      settle
      expect title at b,c absent
      show in-flight
      """,
    seeAlso: ["heal", "hold", "crash"])

  private let groups: NodeGroups

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    groups = try NodeGroups(&arguments)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let members = try groups.members(in: session)
    try session.decide(.partition(groups.ways(between: members)), at: groups.span)
    let text = groups.text(members, in: session)
    session.confirm("cut: \(text)", into: &sink)
  }
}
