import Causality

extension StrategyDefinition {
  /// The smallest value stays, by the total order of values; any value beats a deletion.
  package static let min = StrategyDefinition(
    name: "min", summary: "Keep the smallest value.", options: [.causality], profile: .largest
  ) { conflict, _, table in
    choose(among: conflict.candidates) {
      compareValues($0, $1, table, taking: .larger, .smallerValue)
    }
  }
}
