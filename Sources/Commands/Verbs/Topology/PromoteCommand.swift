import ScriptSyntax
import Simulation

/// `promote b`: failover, by statement.
struct PromoteCommand: Command {
  static let signature = Signature(
    "promote", .topology, "Makes a follower the leader, with the log that it has.",
    syntax: ["promote NODE"],
    parameters: [.positional("NODE", .node, "who leads from now on; it must be up")],
    details: [
      "The new leader's log is the truth of the next term. Acknowledged writes that it has never",
      "received are lost, and are named here. What the old leader sent is ignored when it arrives.",
      "Every other node becomes a follower as soon as the new leader can reach it: what its log",
      "has beyond the leader's is cut off, and what it lacks is sent to it.",
    ],
    example: """
      nodes a b
      replication single-leader leader=a
      put x 1 at a
      settle
      put x 2 at a
      crash a
      promote b
      expect x at b = 1 and lost = 1
      """,
    seeAlso: ["replication", "leader", "crash", "sync"])

  private let node: Mention
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    node = try arguments.node()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let node = try session.node(node)
    try session.decide(.promote(node), at: span)
    let lost = session.events.events.count { $0.kind == .lost }
    if lost > 0 {
      sink.emit(
        .note("lost: \(lost.counted("write")) that \(session.text(node)) never received"))
    }
    session.tell(into: &sink)
    let term = session.world.leadership?.term ?? 0
    session.confirm("\(session.text(node)) leads, term \(term)", into: &sink)
  }
}
