import ScriptSyntax
import Simulation

/// `place x on n1,n2,n3`, `place x partition=3`: where a key lives.
struct PlaceCommand: Command {
  static let signature = Signature(
    "place", .quorums, "Says on which nodes a key lives, or where on the ring.",
    syntax: ["place KEY on NODES", "place KEY partition=N"],
    parameters: [
      .positional("KEY", .key),
      .clause("on", .nodes, "its preference list, in this order: the first n hold it"),
      .option("partition", .number, "where its walk on the ring begins (default: by its hash)"),
    ],
    details: [
      "The first n of the nodes are the key's primaries; those behind them stand in where the",
      "store is sloppy. What was written before stays where it is.",
    ],
    example: """
      nodes n1..n5
      replication leaderless n=3
      place x on n5,n1,n3
      preference x
      expect preference x = [n5, n1, n3]
      """,
    seeAlso: ["ring", "preference", "quorums"])

  private enum Where {
    case nodes(NodeSelector)
    case partition(Int)
  }

  private let key: Mention
  private let place: Where
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    key = try arguments.key()
    if arguments.clause("on") {
      place = .nodes(try arguments.nodes())
    } else if try arguments.option("partition") {
      place = .partition(Int(try arguments.integer(in: 0...Int64(RingCommand.mostPartitions - 1))))
    } else {
      throw arguments.missing("`on NODES` or `partition=N`")
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let placement: Placement
    let words: String
    switch place {
    case .nodes(let selector):
      let nodes = try session.nodes(selector)
      placement = .nodes(nodes)
      words = "on \(session.text(nodes))"
    case .partition(let partition):
      let count = session.world.partitionCount
      guard partition < count else {
        throw session.refusal(
          .state, "the ring has \(count) partitions, from 0 to \(count - 1)", at: span,
          remedy: "`ring partitions=N` makes another")
      }
      placement = .partition(partition)
      words = "from partition \(partition)"
    }
    let key = try session.key(key)
    try session.decide(.place(key, placement), at: span)
    session.names.placedKeys.insert(key)
    session.confirm("\(session.text(key)) lives \(words)", into: &sink)
  }
}
