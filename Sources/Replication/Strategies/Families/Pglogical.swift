extension StrategyFamily {
  /// - Source: 2ndQuadrant/pglogical, `pglogical_conflict.c` and its manual on conflicts.
  static let pglogical = StrategyFamily(
    "pglogical", "pglogical 2 for PostgreSQL",
    [
      .applyRemote.named(
        "pglogical-apply-remote", "Take what arrives.", profile: .applyRemote.from("pglogical 2")),
      .error.named(
        "pglogical-error", "Stop the link until a person has decided.",
        profile: .error.from("pglogical 2")),
      .fww.named(
        "pglogical-first-update-wins", "Keep the oldest commit; ties: what arrives.",
        options: [.clock], tie: .remote,
        profile: StrategyProfile(
          [.associative, .idempotent], loses: "all but the oldest stamp", ties: "what arrives",
          hazards: [.slowClock, .equalStamps, .losesWrites], source: "pglogical 2")),
      .keepLocal.named(
        "pglogical-keep-local", "Keep what is stored.", profile: .keepLocal.from("pglogical 2")),
      .lww.named(
        "pglogical-last-update-wins", "Keep the newest commit; ties: what arrives.",
        options: [.clock], tie: .remote,
        profile: .newestOrArriving.from("pglogical 2 (its source admits the tie)")),
    ])

  /// - Source: pgEdge/spock, `spock_conflict.c`.
  static let spock = StrategyFamily(
    "spock", "Spock for PostgreSQL (pgEdge)",
    omitted: "a row without a stamp counts as 0; here every write has one",
    [
      .additive.named(
        "spock-delta-apply", "Add what each update added.", options: [.dedupe],
        profile: .additive.from("Spock (delta-apply columns)")),
      .lww.named(
        "spock-last-update-wins", "Keep the newest commit; ties: the lower tiebreaker.",
        options: [.clock], tie: .lowestNode,
        profile: .lww.from("Spock", ties: "the node that sorts first")),
    ])

  /// - Source: EDB Postgres Distributed, conflict resolution.
  static let pgd = StrategyFamily(
    "pgd", "EDB Postgres Distributed",
    [
      .lww.named(
        "pgd-update-if-newer", "Keep the newest commit.", options: [.clock],
        profile: .lww.from("EDB Postgres Distributed (update_if_newer)"))
    ])

  /// - Source: Kleppmann 2017, chapter 5: it does not try to detect conflicts.
  static let tungsten = StrategyFamily(
    "tungsten", "Tungsten Replicator for MySQL",
    [
      .applyRemote.named(
        "tungsten-overwrite", "Overwrite with whatever arrives; nothing is compared.",
        causality: .ignore, profile: .overwrite.from("Kleppmann 2017, chapter 5"))
    ])

  /// - Source: Bucardo's manual and `Bucardo.pm`.
  static let bucardo = StrategyFamily(
    "bucardo", "Bucardo for PostgreSQL",
    omitted: "latest_all_tables compares whole databases; here keys are judged one by one",
    [
      .error.named(
        "bucardo-abort", "Stop the link until a person has decided.",
        profile: .error.from("Bucardo (bucardo_abort)")),
      .lww.named(
        "bucardo-latest", "Keep the row changed last.", options: [.clock],
        profile: .lww.from("Bucardo (bucardo_latest)")),
      .random.named(
        "bucardo-random", "Let a coin decide, at each node anew.", decided: .each,
        profile: StrategyProfile(
          [.idempotent, .monotone], loses: "all but the highest lot",
          hazards: [.drawnApart, .circle], source: "Bucardo (bucardo_random)")),
      .skip.named(
        "bucardo-skip", "Change neither side.", profile: .skip.from("Bucardo (bucardo_skip)")),
      .highestNode.named(
        "bucardo-source", "Let the source win: the highest-ranking node.",
        profile: .highestNode.from("Bucardo (bucardo_source)")),
      .lowestNode(
        "bucardo-target", "Let the target win: the lowest-ranking node.",
        .highestNode.from("Bucardo (bucardo_target)")),
    ])
}

extension StrategyDefinition {
  /// The write made at the lowest-ranking node stays, of one node's writes the later.
  static func lowestNode(
    _ name: String, _ summary: String, _ profile: StrategyProfile
  ) -> StrategyDefinition {
    var profile = profile
    profile.loses = "all but the lowest node's"
    return dueling(name, summary, profile: profile) { first, second, _, _ in
      if first.dot.replica == second.dot.replica {
        return Duel(takesSecond: first.dot.counter < second.dot.counter, reason: .laterDot)
      }
      return Duel(takesSecond: second.precedesByNode(first), reason: .lowerNode)
    }
  }
}

extension StrategyProfile {
  /// Newest stamps, where what arrives wins ties.
  static let newestOrArriving = StrategyProfile(
    [.associative, .idempotent], loses: "all but the newest stamp", ties: "what arrives",
    hazards: [.equalStamps, .skewedClock, .losesWrites], source: "")
  /// Newest stamps, where what is stored wins ties.
  static let newestOrStored = StrategyProfile(
    [.associative, .idempotent], loses: "all but the newest stamp", ties: "what is stored",
    hazards: [.equalStamps, .skewedClock, .losesWrites], source: "")
  /// The last to arrive.
  static let overwrite = StrategyProfile(
    [.associative, .idempotent], loses: "all but the last to arrive",
    hazards: [.swapsValues], source: "")
}
