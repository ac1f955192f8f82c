import ScriptSyntax
import Simulation

/// `preference x`: who holds a key as things stand.
struct PreferenceCommand: Command {
  static let signature = Signature(
    "preference", .quorums, "Shows a key's preference list: whom a request about it asks now.",
    syntax: ["preference KEY", "preference KEY from NODE"],
    parameters: [
      .positional("KEY", .key),
      .clause(
        "from", .node, "as seen from this coordinator (default: from one cut off by nothing)"),
    ],
    details: [
      "The primaries are the n nodes where the key belongs. Where the store is sloppy, others",
      "stand in for those that cannot be reached, in the order of the walk.",
      "`expect preference KEY = [a, b, c]` judges the nodes in this order.",
    ],
    example: """
      nodes a b c d
      replication leaderless n=3 sloppy=on
      place x on a,b,c,d
      preference x
      crash a
      preference x
      """,
    seeAlso: ["place", "ring", "show", "quorums"])

  private let key: Mention
  private let coordinator: Mention?
  private let span: SourceSpan

  var isUnit: Bool { false }

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    key = try arguments.key()
    coordinator = arguments.clause("from") ? try arguments.node() : nil
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.requireLeaderless(at: span)
    let coordinator = try coordinator.map { (node) throws(Halt) in try session.node(node) }
    guard let known = session.names.keys[key.name] else {
      // Looking brings no key into being: one that is not there yet comes into being in a copy.
      var copy = session.fork()
      let key = try copy.key(key)
      return sink.emit(.table(copy.tableOfPreference(key, from: coordinator)))
    }
    sink.emit(.table(session.tableOfPreference(KeyID(Int32(known)), from: coordinator)))
  }
}

extension Session {
  /// Refused (`state`): there are no preference lists, as every node holds every key.
  func requireLeaderless(at span: SourceSpan) throws(Halt) {
    guard world.leaderless == nil else { return }
    throw refusal(
      .state, "every leader holds every key: the nodes are not leaderless", at: span,
      remedy: "`replication leaderless` makes them so")
  }

  /// A key's preference list.
  fileprivate func tableOfPreference(_ key: KeyID, from coordinator: NodeID?) -> TableReport {
    let entries = world.preference(of: key, from: coordinator)
    let isOnRing = entries.contains { $0.partition != nil }
    var table = TableReport(
      columns: (isOnRing ? ["PARTITION"] : []) + ["NODE", "ROLE", "STATE"],
      empty: "there are no nodes")
    for entry in entries {
      let role = entry.standsInFor.map { "stands in for \(text($0))" }
      table.rows.append(
        (isOnRing ? [entry.partition.map { String($0) } ?? ""] : []) + [
          text(entry.node), role ?? (entry.isPrimary ? "primary" : "stand-in"),
          state(of: entry, from: coordinator),
        ])
    }
    return table
  }

  private func state(of entry: PreferenceEntry, from coordinator: NodeID?) -> String {
    switch world.node(entry.node)?.health {
    case .crashed, .removed, nil: return "down"
    case .paused: return entry.isUp ? "paused" : "paused, cut off"
    case .up: break
    }
    guard !entry.isUp, let coordinator else { return "up" }
    return world.hasWay(coordinator, entry.node) ? "cut off" : "no link"
  }
}
