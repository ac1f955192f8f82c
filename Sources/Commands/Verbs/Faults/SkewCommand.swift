import ScriptSyntax
import Simulation

/// `skew n3 -3ms`: a node's clock is wrong.
struct SkewCommand: Command {
  static let signature = Signature(
    "skew", .faults, "Sets how far a node's clock is ahead; negative: behind.",
    syntax: ["skew NODE DURATION"],
    parameters: [
      .positional("NODE", .node), .positional("DURATION", .duration, "`3ms` ahead, `-3ms` behind"),
    ],
    details: ["Only stamps are affected: what the node writes from now on carries this reading."],
    example: """
      nodes a b
      link a <-> b
      resolve title with lww
      skew b -60ms
      put title "B" at a
      put title "C" at b
      settle
      expect title at all = "B"
      """,
    seeAlso: ["resolve", "latency"])

  private let node: Mention
  private let skew: Tick

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    node = try arguments.node()
    skew = try arguments.duration(allowsNegative: true)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let node = try session.node(node)
    try session.decide(.skew(node, skew), at: self.node.span)
    session.confirm("the clock of \(session.text(node)): \(Duration.text(skew))", into: &sink)
  }
}
