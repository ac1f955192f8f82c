import Causality

extension StrategyDefinition {
  /// Neither side changes; replicas stay different.
  ///
  /// - Source: Bucardo's skip.
  package static let skip = StrategyDefinition(
    name: "skip", summary: "Change neither side.", profile: .skip
  ) { _, _, _ in .skip }
}
