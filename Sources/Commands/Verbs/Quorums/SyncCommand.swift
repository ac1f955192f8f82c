import ScriptSyntax
import Simulation

/// `sync a b`: two nodes compare what they hold.
struct SyncCommand: Command {
  static let signature = Signature(
    "sync", .quorums,
    "Lets two nodes compare their hash trees and send each other what is missing.",
    syntax: ["sync NODE NODE"],
    parameters: [
      .positional("NODE", .node, "one of them"), .positional("NODE", .node, "the other"),
    ],
    details: [
      "Both hash their keys into a Merkle tree and compare it from the root down, where hashes",
      "differ. What one lacks is sent as `sync` messages, in no promised order; the statement",
      "prints what the comparison took. It works with leaders, too. With one leader it sends a",
      "follower the entries that its log lacks.",
    ],
    example: """
      nodes a b
      put k 1 at a
      sync a b
      settle
      expect k at b = 1
      sync a b
      """,
    seeAlso: ["anti-entropy", "gc", "quorums"])

  private let one: Mention
  private let other: Mention
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    one = try arguments.node()
    _ = arguments.symbol(.comma)
    other = try arguments.node()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let (one, other) = (try session.node(one), try session.node(other))
    guard one != other else {
      throw session.refusal(
        .state, "\(session.text(one)) is one node: it has nothing to compare", at: span,
        remedy: "name two nodes")
    }
    let before = session.countSyncs()
    try session.decide(.sync(one, other), at: span)
    session.tell(into: &sink)
    if let leadership = session.world.leadership {
      return sink.emit(.note(session.lacking(one, other, leadership)))
    }
    let sent = session.countSyncs() - before
    let cost = session.world.lastSync
    let found =
      cost.keys == 0
      ? "nothing differs"
      : "\(cost.listed.counted("key")) listed, \(cost.keys) differ\(cost.keys == 1 ? "s" : ""), "
        + "\(sent.counted("message")) sent"
    sink.emit(
      .note(
        "\(session.text(one)) and \(session.text(other)): \(cost.hashes) "
          + "hash\(cost.hashes == 1 ? "" : "es") compared on \(cost.levels.counted("level")), "
          + found))
  }
}

extension Session {
  /// How far two logs are apart: `b lacks 2 of 5 entries: sent`.
  fileprivate func lacking(
    _ one: NodeID, _ other: NodeID, _ leadership: LeadershipView
  ) -> String {
    let follower = leadership.leader == one ? other : one
    let all = leadership.leader.map { leadership.positions[$0.index] } ?? 0
    let count = all - leadership.positions[follower.index]
    return count == 0
      ? "\(text(follower)) lacks nothing"
      : "\(text(follower)) lacks \(count) of \(all) entries: sent"
  }

  /// How many messages of comparisons are in flight.
  fileprivate func countSyncs() -> Int { world.inFlight().count { $0.kind == .sync } }
}
