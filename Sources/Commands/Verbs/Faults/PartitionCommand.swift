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
      "first; `heal` ends them all.",
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

  private let groups: [NodeSelector]
  private let isOneWay: Bool

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    var groups = [try arguments.nodes()]
    isOneWay = arguments.symbol(.arrow)
    if isOneWay {
      groups.append(try arguments.nodes())
    } else {
      while arguments.symbol(.bar) { groups.append(try arguments.nodes()) }
    }
    guard groups.count > 1 else { throw arguments.missing("`|` or `->` and a second group") }
    self.groups = groups
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    var members: [[NodeID]] = []
    for group in groups {
      let nodes = try session.nodes(group)
      for node in nodes where members.contains(where: { $0.contains(node) }) {
        throw session.refusal(
          .state, "\(session.text(node)) stands on both sides", at: group.span,
          remedy: "`!\(session.text(node))` names all the others")
      }
      members.append(nodes)
    }
    try session.decide(.partition(arcs(between: members)), at: groups[0].span)
    let separator = isOneWay ? " -> " : " | "
    session.confirm(
      "cut: " + members.map { session.text($0) }.joined(separator: separator), into: &sink)
  }

  private func arcs(between groups: [[NodeID]]) -> [Arc] {
    var arcs: [Arc] = []
    for (index, group) in groups.enumerated() {
      for other in groups[(index + 1)...] {
        for one in group {
          for another in other {
            arcs.append(Arc(one, another))
            if !isOneWay { arcs.append(Arc(another, one)) }
          }
        }
      }
    }
    return arcs
  }
}
