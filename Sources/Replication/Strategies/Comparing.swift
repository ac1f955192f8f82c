import Causality

extension Candidate {
  /// What a column of it holds, or all of it where none is named; nil: nothing, or null.
  func content(of column: String, _ table: ValueTable) -> Value? {
    guard let value = table.value(value) else { return nil }
    var found: Value? = value
    if !column.utf8.isEmpty {
      guard case .object(let members) = value else { return nil }
      found = members.first { $0.key.hasSameBytes(as: column) }?.value
    }
    if case .null? = found { return nil }
    return found
  }

  /// Whether it deletes.
  var isDeletion: Bool { value == .tombstone }
}

/// Takes the newer stamp; equal stamps: the tie rule.
func compareStamps(
  _ first: Candidate, _ second: Candidate, _ parameters: StrategyParameters, _ table: ValueTable
) -> Duel {
  guard first.stamp == second.stamp else {
    return Duel(takesSecond: first.stamp < second.stamp, reason: .newerStamp)
  }
  return breakTie(first, second, parameters.tie, table)
}

/// Takes the larger (or smaller) content of a column; what holds nothing loses; equal: the ties.
func compareColumns(
  _ first: Candidate, _ second: Candidate, _ parameters: StrategyParameters,
  _ table: ValueTable, taking wanted: Ordering
) -> Duel {
  let reason = wanted == .smaller ? Reason.largerValue : .smallerValue
  let left = first.content(of: parameters.column, table)
  let right = second.content(of: parameters.column, table)
  if let left, let right {
    let order = left.order(to: right)
    if order != .equal { return Duel(takesSecond: order == wanted, reason: reason) }
  } else if left != nil || right != nil {
    return Duel(takesSecond: left == nil, reason: reason)
  }
  return Duel(
    takesSecond: breakTie(first, second, parameters.tie, table).takesSecond, reason: .tieColumn)
}

/// Takes the version with more updates behind it; nil: they have equally many.
func compareUpdates(_ first: Candidate, _ second: Candidate) -> Duel? {
  first.updates == second.updates
    ? nil : Duel(takesSecond: first.updates < second.updates, reason: .moreUpdates)
}

extension StrategyDefinition {
  /// A strategy that compares two versions at a time.
  static func dueling(
    _ name: String, _ summary: String, options: [StrategyOption] = [],
    defaults: StrategyParameters = StrategyParameters(), needs: StrategyNeeds = [],
    profile: StrategyProfile,
    by duel:
      @escaping @Sendable (Candidate, Candidate, StrategyParameters, ValueTable) -> Duel
  ) -> StrategyDefinition {
    StrategyDefinition(
      name: name, summary: summary, options: options, defaults: defaults, needs: needs,
      profile: profile
    ) { conflict, parameters, table in
      choose(among: conflict.candidates) { duel($0, $1, parameters, table) }
    }
  }

  /// The same rule under the name that users of a system know it by, with that system's ties.
  func named(
    _ name: String, _ summary: String, options: [StrategyOption] = [], tie: TieRule? = nil,
    clock: ClockKind? = nil, causality: CausalityRule? = nil, decided: ChanceRule? = nil,
    profile: StrategyProfile
  ) -> StrategyDefinition {
    var defaults = self.defaults
    if let tie { defaults.tie = tie }
    if let clock { defaults.clock = clock }
    if let causality { defaults.causality = causality }
    if let decided { defaults.decided = decided }
    return StrategyDefinition(
      name: name, summary: summary, options: options, defaults: defaults, needs: needs,
      profile: profile, resolve: resolve)
  }
}

extension StrategyParameters {
  /// The defaults with some of them changed.
  static func with(
    tie: TieRule = .highestNode, clock: ClockKind = .server, causality: CausalityRule = .first
  ) -> StrategyParameters {
    var parameters = StrategyParameters()
    parameters.tie = tie
    parameters.clock = clock
    parameters.causality = causality
    return parameters
  }
}
