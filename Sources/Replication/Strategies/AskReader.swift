import Causality

extension StrategyDefinition {
  /// The reader decides, and the answer is written back; until then all versions stay.
  ///
  /// - Source: Kleppmann 2017, chapter 5 (resolution on read).
  package static let ask = StrategyDefinition(
    name: "ask", summary: "Let the reader decide, and write the answer back.",
    profile: .ask
  ) { _, _, _ in .ask }
}
