import Causality

extension StrategyDefinition {
  /// The write made at the highest-ranking node stays; of one node's writes the later.
  ///
  /// - Source: Kleppmann 2017, chapter 5 (replica ids); SQL Server's priority resolver.
  package static let highestNode = StrategyDefinition(
    name: "highest-node", summary: "Keep the write made at the highest-ranking node.",
    options: [.causality], profile: .highestNode
  ) { conflict, _, _ in
    choose(among: conflict.candidates) { first, second in
      Duel(
        takesSecond: first.precedesByNode(second),
        reason: first.dot.replica == second.dot.replica ? .laterDot : .higherNode)
    }
  }
}
