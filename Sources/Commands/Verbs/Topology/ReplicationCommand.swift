import ScriptSyntax
import Simulation

/// `replication multi-leader sync=all`: who takes writes, and whether they wait.
struct ReplicationCommand: Command {
  static let signature = Signature(
    "replication", .topology, "Says who takes writes, and whether a write waits for the others.",
    syntax: ["replication multi-leader [sync=none|all]"],
    parameters: [
      .positional("MODE", .choice(["multi-leader"]), "every node takes writes (the default)"),
      .option(
        "sync", .choice(["none", "all"]),
        "`none`: acknowledged at once (default); `all`: when every leader has accepted"),
    ],
    details: [
      "With `sync=all` a write that meets a concurrent one is refused (`conflict`), as is every",
      "write while a leader is missing (`unavailable`).",
    ],
    example: "nodes a b\nlink a <-> b\nreplication multi-leader sync=all\nput k 1 at a\n"
      + "expect k at all = 1",
    seeAlso: ["put", "wait", "together"])

  private static let modes = ["multi-leader", "leaderless", "single-leader"]
  private let isSynchronous: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    let place = arguments.next?.span ?? arguments.end
    let mode = try arguments.choice(Self.modes)
    guard mode.hasSameText(as: "multi-leader") else {
      throw Diagnostic(
        code: .unsupported, message: "`replication \(mode)` is not available in this version",
        span: place, remedy: "there is `replication multi-leader`, with `sync=all` or `sync=none`")
    }
    let sync = try arguments.option("sync") ? try arguments.choice(["none", "all"]) : "none"
    isSynchronous = sync.hasSameText(as: "all")
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.decide(.replication(.multiLeader(synchronous: isSynchronous)), at: span)
    session.confirm(
      "multi-leader, " + (isSynchronous ? "writes wait for every leader" : "writes do not wait"),
      into: &sink)
  }
}
