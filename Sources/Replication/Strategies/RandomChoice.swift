import Causality

extension StrategyDefinition {
  /// The write with the highest lot stays; lots are drawn at the write, or at each node anew.
  ///
  /// - Source: Bucardo's random.
  package static let random = StrategyDefinition(
    name: "random", summary: "Keep the write with the highest lot.",
    options: [.decided, .causality], profile: .random
  ) { conflict, _, _ in
    choose(among: conflict.candidates) { first, second in
      let takesSecond =
        first.lot == second.lot ? first.dot < second.dot : first.lot < second.lot
      return Duel(takesSecond: takesSecond, reason: .drawn)
    }
  }
}
