/// The strategies of one system, by the names that its users know.
package struct StrategyFamily: Sendable {
  /// The word that their names begin with.
  package let name: String
  /// The system.
  package let title: String
  /// What is left out, and why; empty: nothing is.
  package let omitted: String
  /// Its strategies, sorted by name.
  package let strategies: [StrategyDefinition]

  init(
    _ name: String, _ title: String, omitted: String = "", _ strategies: [StrategyDefinition]
  ) {
    self.name = name
    self.title = title
    self.omitted = omitted
    self.strategies = strategies
  }
}
