import Causality

extension StrategyDefinition {
  /// The write with the oldest clock reading stays, all others are lost; a slow clock always wins.
  ///
  /// - Source: pglogical's `first_update_wins`; GoldenGate's `USEMIN`.
  package static let fww = StrategyDefinition(
    name: "fww", summary: "Keep the write with the oldest stamp (first writer wins).",
    options: [.clock, .tie, .causality], defaults: .stampsAlone, profile: .fww
  ) { conflict, parameters, table in
    choose(among: conflict.candidates) { first, second in
      if first.stamp != second.stamp {
        return Duel(takesSecond: second.stamp < first.stamp, reason: .olderStamp)
      }
      return breakTie(first, second, parameters.tie, table)
    }
  }
}
