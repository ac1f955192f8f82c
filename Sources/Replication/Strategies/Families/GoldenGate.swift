extension StrategyFamily {
  /// - Source: Oracle GoldenGate 19.1, conflict detection and resolution.
  static let goldengate = StrategyFamily(
    "goldengate", "Oracle GoldenGate",
    omitted: "a rule per column; give each column a key of its own",
    [
      .keepLocal.named(
        "goldengate-discard", "Keep what is stored.",
        profile: .keepLocal.from("GoldenGate (DISCARD)")),
      .keepLocal.named(
        "goldengate-ignore", "Keep what is stored, and log nothing.",
        profile: .keepLocal.from("GoldenGate (IGNORE)")),
      .applyRemote.named(
        "goldengate-overwrite", "Take what arrives.",
        profile: .applyRemote.from("GoldenGate (OVERWRITE)")),
      .additive.named(
        "goldengate-usedelta", "Add what each update added.", options: [.dedupe],
        profile: .additive.from("GoldenGate (USEDELTA)")),
      use("max", .smaller, tie: .local, "larger"), use("maxeq", .smaller, tie: .remote, "larger"),
      use("min", .larger, tie: .local, "smaller"), use("mineq", .larger, tie: .remote, "smaller"),
    ])

  /// Compares a column; where none is named, the stamps, as a column of modification times would.
  private static func use(
    _ name: String, _ wanted: Ordering, tie: TieRule, _ word: String
  ) -> StrategyDefinition {
    let isMax = wanted == .smaller
    let winner = tie == .local ? "what is stored" : "what arrives"
    return .dueling(
      "goldengate-use\(name)", "Keep the \(word) column (or stamp); ties: \(winner).",
      options: [.column, .clock], defaults: .with(tie: tie, causality: .ignore),
      profile: StrategyProfile(
        [.associative, .idempotent], loses: "all but one", ties: winner,
        hazards: [.equalStamps, isMax ? .skewedClock : .slowClock, .losesWrites],
        source: "GoldenGate (USE\(name.uppercased()))")
    ) { first, second, parameters, table in
      guard parameters.column.utf8.isEmpty else {
        return compareColumns(first, second, parameters, table, taking: wanted)
      }
      if isMax || first.stamp == second.stamp {
        return compareStamps(first, second, parameters, table)
      }
      return Duel(takesSecond: second.stamp < first.stamp, reason: .olderStamp)
    }
  }
}
