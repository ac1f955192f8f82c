import Causality

extension MergeDefinition {
  /// A counter that only grows.
  ///
  /// - Source: Shapiro et al. 2011, specification 6.
  package static let gCounter = MergeDefinition(.gCounter)
}

extension CausalMerge {
  static let gCounter = CausalMerge(
    name: "g-counter", summary: "A counter that only grows: every increment counts once.",
    operations: [.increment], apply: CounterRule.apply, read: CounterRule.read)
}
