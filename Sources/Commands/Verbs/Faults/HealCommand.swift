import ScriptSyntax
import Simulation

/// `heal`: ends all partitions.
struct HealCommand: Command {
  static let signature = Signature(
    "heal", .faults, "Ends all partitions; what waited can be delivered.", syntax: ["heal"],
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

  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) { span = arguments.span }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.decide(.heal, at: span)
    session.confirm("healed", into: &sink)
  }
}
