import Causality

extension StrategyDefinition {
  /// The link stops until a person has decided.
  ///
  /// - Source: pglogical's `error`; Bucardo's abort.
  package static let error = StrategyDefinition(
    name: "error", summary: "Stop the link until a person has decided.", profile: .error
  ) { _, _, _ in .stop }
}
