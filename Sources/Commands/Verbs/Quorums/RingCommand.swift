import ScriptSyntax
import Simulation

/// `ring partitions=8 owners=a,b,c,d`: consistent hashing.
struct RingCommand: Command {
  static let signature = Signature(
    "ring", .quorums, "States who owns the partitions that keys hash to.",
    syntax: ["ring owners=NODES [partitions=64] [walk=distinct|partitions]"],
    parameters: [
      .option("owners", .nodes, "who owns partition 0, 1, …; the list goes round (default all)"),
      .option("partitions", .count, "how many there are (default 64, or one for each owner)"),
      .option(
        "walk", .choice(["distinct", "partitions"]),
        "whether a walk skips nodes it has met, or takes every partition (default distinct)"),
    ],
    details: [
      "A key lives from the partition of its hash on: on the next n nodes (`walk=distinct`), or on",
      "the owners of the next n partitions, which may be one node twice. An owner may be listed",
      "more than once. Without a `ring`, all nodes own 64 partitions in turn.",
    ],
    example: """
      nodes a b c d
      replication leaderless n=3 sloppy=on
      ring partitions=8 owners=a,b,c,d walk=partitions
      place x partition=0
      crash a
      preference x
      """,
    seeAlso: ["place", "preference", "quorums"])

  /// The largest ring.
  static var mostPartitions: Int { 65_536 }

  private let owners: NodeSelector?
  private let partitions: Int?
  private let isDistinct: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    owners = try arguments.option("owners") ? try arguments.nodes() : nil
    partitions =
      try arguments.option("partitions") ? try arguments.count(upTo: Self.mostPartitions) : nil
    let walk =
      try arguments.option("walk") ? try arguments.choice(["distinct", "partitions"]) : "distinct"
    isDistinct = walk.hasSameText(as: "distinct")
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let listed = try owners.map { (owners) throws(Halt) in try session.everyNode(owners) }
    let owners = listed ?? session.names.nodes.all
    let count = partitions ?? max(64, owners.count)
    guard count >= owners.count else {
      throw session.refusal(
        .state, "\(owners.count) owners share \(count) partitions: some would own none", at: span,
        remedy: "`partitions=\(owners.count)` or more")
    }
    guard !owners.isEmpty else { throw session.refused(.emptyRing, at: span) }
    try session.decide(
      .ring(
        owners: (0..<count).map { owners[$0 % owners.count] }, isDistinct: isDistinct), at: span)
    try session.placeKeys(at: span)
    session.confirm("\(count) partitions", into: &sink)
  }
}

extension Session {
  /// The nodes of a selector, term by term: one that is listed twice is there twice.
  fileprivate func everyNode(_ selector: NodeSelector) throws(Halt) -> [NodeID] {
    guard selector.terms.allSatisfy({ !$0.isExcluded }) else { return try nodes(selector) }
    var result: [NodeID] = []
    for term in selector.terms {
      var single = NodeSelector()
      single.add(term.choice, isExcluded: false, at: term.span)
      result += try nodes(single)
    }
    return result
  }
}
