import Causality

extension StrategyDefinition {
  /// Every concurrent version stays, for the reader to see and a later write to replace.
  ///
  /// - Source: DeCandia et al. 2007, section 4.4; Riak's `allow_mult=true`.
  package static let siblings = StrategyDefinition(
    name: "siblings", summary: "Keep every concurrent version side by side.", profile: .siblings
  ) { _, _, _ in .keepAll }
}
