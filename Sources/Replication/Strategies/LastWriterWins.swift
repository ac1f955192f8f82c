import Causality

extension StrategyDefinition {
  /// The write with the newest clock reading stays, all others are lost.
  ///
  /// - Source: Thomas 1979; Kleppmann 2017, chapter 5.
  package static let lww = StrategyDefinition(
    name: "lww", summary: "Keep the write with the newest stamp (last writer wins).",
    options: [.clock, .tie, .causality], defaults: .stampsAlone, profile: .lww
  ) { conflict, parameters, table in
    choose(among: conflict.candidates) { first, second in
      if first.stamp != second.stamp {
        return Duel(takesSecond: first.stamp < second.stamp, reason: .newerStamp)
      }
      return breakTie(first, second, parameters.tie, table)
    }
  }
}
