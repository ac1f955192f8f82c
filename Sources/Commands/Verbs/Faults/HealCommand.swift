import ScriptSyntax
import Simulation

/// `heal`, `heal a | b`: ends partitions.
struct HealCommand: Command {
  static let signature = Signature(
    "heal", .faults, "Ends partitions; what waited can be delivered.",
    syntax: ["heal", "heal NODES | NODES", "heal NODES -> NODES"],
    parameters: [
      .positional("NODES | NODES", .nodes, "only between these groups (default: everywhere)"),
      .positional("NODES -> NODES", .nodes, "only this way"),
    ],
    details: ["Holds and stopped links are not partitions: `release` ends them."],
    example: """
      nodes a b
      link a <-> b
      partition a | b
      put title "B" at a
      settle
      heal
      settle
      expect converged
      """,
    seeAlso: ["partition", "release"])

  /// nil: everywhere.
  private let groups: NodeGroups?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    groups = arguments.isAtEnd ? nil : try NodeGroups(&arguments)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard let groups else {
      try session.decide(.heal, at: span)
      return session.confirm("healed", into: &sink)
    }
    let members = try groups.members(in: session)
    try session.decide(.healCuts(groups.ways(between: members)), at: groups.span)
    let text = groups.text(members, in: session)
    session.confirm("healed: \(text)", into: &sink)
  }
}
