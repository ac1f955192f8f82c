extension StrategyFamily {
  /// - Source: apache/cassandra, `db/rows/Cells.java`.
  static let cassandra = StrategyFamily(
    "cassandra", "Apache Cassandra",
    omitted: "expiring cells: nothing expires here",
    [
      .dueling(
        "cassandra-cell", "Keep the newest stamp; ties: a deletion, then the larger value.",
        options: [.clock], defaults: .with(tie: .largerValue, causality: .ignore),
        profile: StrategyProfile(
          .join, loses: "all but the newest stamp", ties: "a deletion, then the larger value",
          hazards: [.skewedClock, .losesWrites], source: "Cassandra (Cells.java)")
      ) { first, second, parameters, table in
        if first.stamp == second.stamp, first.isDeletion != second.isDeletion {
          return Duel(takesSecond: second.isDeletion, reason: .deletionWins)
        }
        guard first.stamp == second.stamp else {
          return compareStamps(first, second, parameters, table)
        }
        return breakTieByValue(first, second, table)
      }
    ])

  /// - Source: basho/riak_kv, `riak_object.erl`; basho/riak_dt, `riak_dt_lwwreg.erl`.
  static let riak = StrategyFamily(
    "riak", "Riak KV",
    omitted: "allow_mult and last_write_wins both on: the result is undefined",
    [
      .dueling(
        "riak-allow-mult-off",
        "What follows wins, then the newest; ties: live beats deleted, then the smaller value.",
        options: [.clock], defaults: .with(tie: .largerValue),
        profile: StrategyProfile(
          [.commutative, .idempotent, .monotone], loses: "all but one",
          ties: "a live value, then the smaller", hazards: [.circle, .losesWrites],
          source: "Riak (allow_mult=false, last_write_wins=false)")
      ) { first, second, parameters, table in
        guard first.stamp == second.stamp else {
          return compareStamps(first, second, parameters, table)
        }
        if first.isDeletion != second.isDeletion {
          return Duel(takesSecond: first.isDeletion, reason: .liveWins)
        }
        let order = table.order(first.value, second.value)
        if order == .equal { return breakTieByValue(first, second, table) }
        return Duel(takesSecond: order == .larger, reason: .smallerValue)
      },
      .siblings.named(
        "riak-allow-mult-on", "Keep every concurrent version.",
        profile: .siblings.from("Riak (allow_mult=true)")),
      .applyRemote.named(
        "riak-last-write-wins", "Overwrite with whatever arrives; no clock is looked at.",
        causality: .ignore, profile: .overwrite.from("Riak (last_write_wins=true)")),
      .lww.named(
        "riak-lwwreg", "Keep the newest stamp; ties: the larger value.", options: [.clock],
        tie: .largerValue, profile: .lww.from("riak_dt (also Irmin)", ties: "the larger value")),
    ])

  /// - Source: AntidoteDB/antidote_crdt, `antidote_crdt_register_lww.erl`.
  static let antidote = StrategyFamily(
    "antidote", "AntidoteDB",
    [
      .lww.named(
        "antidote-register-lww", "Keep the newest stamp; each is lifted above all that was seen.",
        tie: .largerValue, clock: .hybrid,
        profile: .hybrid.from("antidote_crdt_register_lww", ties: "the larger value"))
    ])

  /// - Source: voldemort, `VectorClockInconsistencyResolver`, `TimeBasedInconsistencyResolver`.
  static let voldemort = StrategyFamily(
    "voldemort", "Project Voldemort",
    [
      .lww.named(
        "voldemort-time-based", "What follows wins, then the newest; ties: the first seen.",
        options: [.clock], tie: .local, causality: .first,
        profile: StrategyProfile(
          [.idempotent, .monotone], loses: "all but one", ties: "the first to have come",
          hazards: [.equalStamps, .circle, .losesWrites],
          source: "Voldemort (chained resolvers)"))
    ])

  /// - Source: AWS, DynamoDB global tables.
  static let dynamodb = StrategyFamily(
    "dynamodb", "Amazon DynamoDB global tables",
    omitted: "how ties are broken is not documented; here the node that sorts last wins",
    [
      .lww.named(
        "dynamodb-global-table", "Keep the newest item.", options: [.clock],
        profile: .lww.from("DynamoDB global tables"))
    ])

  /// - Source: Azure Cosmos DB, conflict resolution policies.
  static let cosmos = StrategyFamily(
    "cosmos", "Azure Cosmos DB",
    omitted: "custom procedures: write them as a strategy of your own",
    [
      .dueling(
        "cosmos-lww", "A deletion wins, then the larger path (or stamp).",
        options: [.column, .clock], defaults: .with(causality: .ignore),
        profile: StrategyProfile(
          .join, loses: "all but one", ties: "the node that sorts last",
          hazards: [.deletionWins, .skewedClock, .losesWrites],
          source: "Cosmos DB (LastWriterWins)")
      ) { first, second, parameters, table in
        if first.isDeletion != second.isDeletion {
          return Duel(takesSecond: second.isDeletion, reason: .deletionWins)
        }
        guard !parameters.column.utf8.isEmpty else {
          return compareStamps(first, second, parameters, table)
        }
        return compareColumns(first, second, parameters, table, taking: .smaller)
      }
    ])
}
