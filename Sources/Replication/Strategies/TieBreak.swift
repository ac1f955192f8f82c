import Causality

extension StrategyParameters {
  /// The defaults of the rules that, as databases do, look at stamps and not at causality.
  static var stampsAlone: StrategyParameters {
    var parameters = StrategyParameters()
    parameters.causality = .ignore
    return parameters
  }
}

/// Decides between two writes with the same stamp.
///
/// One replica's later write replaces its earlier one under every rule. `remote` and `local` take
/// the later and the earlier arrival, so replicas disagree; the others are the same everywhere.
func breakTie(
  _ first: Candidate, _ second: Candidate, _ rule: TieRule, _ table: ValueTable
) -> Duel {
  if first.dot.replica == second.dot.replica {
    return Duel(takesSecond: first.dot.counter < second.dot.counter, reason: .laterDot)
  }
  switch rule {
  case .highestNode:
    return Duel(takesSecond: first.precedesByNode(second), reason: .tieHighestNode)
  case .lowestNode:
    return Duel(takesSecond: second.precedesByNode(first), reason: .tieLowestNode)
  case .largerValue:
    let order = table.order(first.value, second.value)
    guard order == .equal else {
      return Duel(takesSecond: order == .smaller, reason: .tieLargerValue)
    }
    return Duel(takesSecond: first.dot < second.dot, reason: .laterDot)
  case .remote: return Duel(takesSecond: true, reason: .tieRemote)
  case .local: return Duel(takesSecond: false, reason: .tieLocal)
  }
}
