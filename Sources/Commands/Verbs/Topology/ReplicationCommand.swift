import Replication
import ScriptSyntax
import Simulation

/// `replication single-leader leader=a`: who takes writes, and whom a request waits for.
struct ReplicationCommand: Command {
  static let signature = Signature(
    "replication", .topology, "Says who takes writes, and whom a request waits for.",
    syntax: [
      "replication multi-leader [sync=none|all]",
      "replication single-leader leader=NODE [sync=none|all|NODES]",
      "replication leaderless [n=3] [w=2] [r=2]",
      "replication leaderless sloppy=on handoff=on|off", "replication leaderless read-repair=sync",
    ],
    parameters: [
      .positional(
        "MODE", .choice(modes),
        "every node takes writes (the default), or one does, or each asks n replicas"),
      .option("leader", .node, "who takes all writes (default none: `single-leader` needs it)"),
      .option(
        "sync", .nodes,
        "whom a write waits for: `none` (default), `all`, or these followers of the one leader"),
      .option("n", .count, "how many replicas a key has (default 3)"),
      .option("w", .need, "how many of them acknowledge a write (default 2)"),
      .option("r", .need, "how many of them answer a read (default 2)"),
      .option(
        "sloppy", .choice(["on", "off"]),
        "whether others stand in for replicas that cannot be reached (default off)"),
      .option(
        "read-repair", .choice(QuorumSetup.ReadRepair.allCases.map(\.word)),
        "whether a read mends those behind; `sync`: before it answers (default on)"),
      .option(
        "handoff", .choice(["on", "off"]),
        "whether what was taken in for another is handed to it later (default on)"),
      .option(
        "versions", .choice(QuorumSetup.Versions.allCases.map(\.word)),
        "a dot for every write, one merged vector, or clock readings alone (default dvv)"),
      .option(
        "count", .choice(QuorumSetup.Count.allCases.map(\.rawValue)),
        "what w and r count where one node answers for two (default nodes)"),
      .option(
        "epoch", .choice(["on", "off"]),
        "whether a node that lost its count starts under a new name (default on)"),
      .option("prune", .count, "with vectors: at most so many entries (default: all are kept)"),
      .option("small", .count, "so many entries are never pruned (default: as `prune`)"),
      .option("young", .duration, "an entry younger than this is not pruned (default 0s)"),
      .option("old", .duration, "an entry older than this is, down to `small` (default never)"),
    ],
    details: [
      "Stated again, it replaces what stood, all options included; nothing may be in flight when",
      "the mode changes. With `sync=all` a write that meets a concurrent one is refused",
      "(`conflict`), as is every write while a leader is missing (`unavailable`).",
      "Leaderless nodes all reach each other unless links are stated. Any running node",
      "coordinates: `put k 1 at a` lets a send the write to the n replicas of k, and ends when w",
      "have answered.",
      "With `versions=vector prune=10` a write that follows more than ten nodes forgets those that",
      "wrote longest ago, and may then seem concurrent with what it follows.",
      "With `versions=stamps` keys that nothing is bound to are decided by `lww`.",
      "One leader puts all writes in the order of its log, and followers take them in that order:",
      "there are no conflicts, and strategies are not asked. See `help leader`.",
    ],
    example: "nodes n1..n3\nreplication leaderless n=3 w=2 r=2\ncrash n3\nput k 1 at n1\n"
      + "get k at n2\nexpect k at n1,n2 = 1 and k at n3 absent",
    seeAlso: ["leader", "promote", "quorums", "put", "get", "ring", "wait"])

  private static let modes = ["multi-leader", "single-leader", "leaderless"]

  private enum Mode: Sendable {
    case multiLeader(isSynchronous: Bool)
    case singleLeader(LeaderClauses)
    case leaderless(QuorumSetup)
  }

  private let mode: Mode
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    switch try arguments.choice(Self.modes) {
    case "leaderless": mode = .leaderless(try arguments.quorumSetup())
    case "single-leader": mode = .singleLeader(try LeaderClauses(&arguments))
    default:
      let sync = try arguments.option("sync") ? try arguments.choice(["none", "all"]) : "none"
      mode = .multiLeader(isSynchronous: sync.hasSameText(as: "all"))
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch mode {
    case .multiLeader(let isSynchronous):
      try session.decide(.replication(.multiLeader(synchronous: isSynchronous)), at: span)
      try session.judgeByStamps(false, at: span)
      session.confirm(
        "multi-leader, "
          + (isSynchronous ? "writes wait for every leader" : "writes do not wait"), into: &sink)
    case .singleLeader(let clauses):
      let setup = try clauses.setup(in: session)
      try session.decide(.replication(.singleLeader(setup)), at: span)
      try session.judgeByStamps(false, at: span)
      session.tell(into: &sink)
      session.confirm("single-leader, \(session.text(setup))", into: &sink)
    case .leaderless(let setup):
      try session.decide(.replication(.leaderless(setup)), at: span)
      try session.judgeByStamps(setup.versions == .stamps, at: span)
      try session.placeKeys(at: span)
      session.confirm("leaderless, \(setup.text)", into: &sink)
    }
  }
}
