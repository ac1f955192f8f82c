extension StrategyFamily {
  /// - Source: akka/akka, `LWWRegister.scala`.
  static let akka = StrategyFamily(
    "akka", "Akka Distributed Data",
    [
      .lww.named(
        "akka-lww-register", "Keep the newest stamp; ties: the lowest node.", options: [.clock],
        tie: .lowestNode, profile: .lww.from("LWWRegister", ties: "the node that sorts first")),
      .fww.named(
        "akka-reverse-clock", "Keep the oldest stamp; ties: the lowest node.", options: [.clock],
        tie: .lowestNode,
        profile: .fww.from("LWWRegister (reverseClock)", ties: "the node that sorts first")),
    ])

  /// - Source: Redis Enterprise, Active-Active databases.
  static let redis = StrategyFamily(
    "redis", "Redis Active-Active",
    omitted: "sets, counters and lists are typed merges",
    [
      .lww.named(
        "redis-string", "What follows wins, then the newest; ties: the lower instance.",
        options: [.clock], tie: .lowestNode, causality: .first,
        profile: StrategyProfile(
          [.commutative, .idempotent, .monotone], loses: "all but one",
          ties: "the node that sorts first", hazards: [.circle, .losesWrites],
          source: "Redis Active-Active (strings)")),
      .dueling(
        "redis-ttl", "Keep the longest time to live; null, which never ends, beats them all.",
        profile: StrategyProfile(
          [.commutative, .idempotent, .monotone], loses: "shorter times",
          ties: "the later write of the higher node", hazards: [.blindComparison],
          source: "Redis Active-Active (expiry)", samples: [.int(10), .int(60), .null])
      ) { first, second, _, table in
        let ends = (table.value(first.value), table.value(second.value))
        if case (.null?, let other?) = ends, other != .null {
          return Duel(takesSecond: false, reason: .largerValue)
        }
        if case (let other?, .null?) = ends, other != .null {
          return Duel(takesSecond: true, reason: .largerValue)
        }
        return compareValues(first, second, table, taking: .smaller, .largerValue)
      },
    ])

  /// - Source: Hazelcast, WAN replication merge policies.
  static let hazelcast = StrategyFamily(
    "hazelcast", "Hazelcast WAN replication",
    omitted: "LatestAccess, HigherHits, ExpirationTime, HyperLogLog: reads are not counted here",
    [
      .keepLocal.named(
        "hazelcast-discard", "Keep what is stored.",
        profile: .keepLocal.from("Hazelcast (Discard)")),
      .lww.named(
        "hazelcast-latest-update", "Keep the entry updated last.", options: [.clock],
        profile: .lww.from("Hazelcast (LatestUpdate)")),
      .applyRemote.named(
        "hazelcast-pass-through", "Take what arrives.",
        profile: .applyRemote.from("Hazelcast (PassThrough)")),
      .dueling(
        "hazelcast-put-if-absent", "Take what arrives only where nothing is stored.",
        profile: .keepLocal.from("Hazelcast (PutIfAbsent)")
      ) { first, second, _, _ in
        Duel(
          takesSecond: first.isDeletion,
          reason: first.isDeletion ? .tookRemote : .keptLocal)
      },
    ])

  /// - Source: MySQL Cluster, `ha_ndbcluster_conflict.cc` (`row_conflict_fn_…`).
  static let ndb = StrategyFamily(
    "ndb", "MySQL NDB Cluster replication",
    omitted: "EPOCH_TRANS takes back dependent transactions; here keys are judged one by one",
    [
      .highestNode.named(
        "ndb-epoch", "Let the primary win: the highest-ranking node.",
        profile: .highestNode.from("NDB$EPOCH, NDB$EPOCH2")),
      max(
        "ndb-max", "Apply a larger column (or value); a deletion as ndb-old.",
        keeps: [.idempotent, .monotone]
      ) {
        first, second, parameters, table in
        let isMet = second.meets(first, parameters.column, table)
        return Duel(takesSecond: isMet, reason: isMet ? .tookRemote : .otherBase)
      },
      max(
        "ndb-max-delete-win", "Apply a larger column (or value), and every deletion.",
        keeps: [.commutative, .idempotent, .monotone]
      ) {
        _, _, _, _ in Duel(takesSecond: true, reason: .deletionWins)
      },
      .dueling(
        "ndb-old", "Apply only where the before image matches what is stored.",
        options: [.column], needs: .base,
        profile: StrategyProfile(
          [.idempotent, .monotone], loses: "what arrives", hazards: [.staysDifferent],
          source: "NDB$OLD")
      ) { first, second, parameters, table in
        let isMet = second.meets(first, parameters.column, table)
        return Duel(takesSecond: isMet, reason: isMet ? .tookRemote : .otherBase)
      },
    ])

  private static func max(
    _ name: String, _ summary: String, keeps laws: LawSet,
    deleting: @escaping @Sendable (Candidate, Candidate, StrategyParameters, ValueTable) -> Duel
  ) -> StrategyDefinition {
    .dueling(
      name, summary, options: [.column], defaults: .with(tie: .local), needs: .base,
      profile: StrategyProfile(
        laws, loses: "all but one", ties: "what is stored",
        hazards: [.blindComparison, .losesWrites],
        source: laws.contains(.commutative) ? "NDB$MAX_DELETE_WIN" : "NDB$MAX")
    ) { first, second, parameters, table in
      if second.isDeletion, !first.isDeletion { return deleting(first, second, parameters, table) }
      // A row that is gone is not updated.
      if first.isDeletion { return Duel(takesSecond: false, reason: .deletionWins) }
      return compareColumns(first, second, parameters, table, taking: .smaller)
    }
  }
}

extension Candidate {
  /// Whether its writer was shown what the other holds in a column.
  fileprivate func meets(_ stored: Candidate, _ column: String, _ table: ValueTable) -> Bool {
    guard let base else { return false }
    var shown = self
    shown.value = base
    guard let before = shown.content(of: column, table),
      let held = stored.content(of: column, table)
    else { return base == stored.value }
    return before == held
  }
}
