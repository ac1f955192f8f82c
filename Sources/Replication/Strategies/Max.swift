import Causality

extension StrategyDefinition {
  /// The largest value stays, by the total order of values; any value beats a deletion.
  package static let max = StrategyDefinition(
    name: "max", summary: "Keep the largest value.", options: [.causality], profile: .largest
  ) { conflict, _, table in
    choose(among: conflict.candidates) {
      compareValues($0, $1, table, taking: .smaller, .largerValue)
    }
  }
}
