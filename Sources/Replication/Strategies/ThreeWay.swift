import Causality

/// What becomes of versions that a three-way merge cannot join.
package enum ClashRule: String, Sendable, CaseIterable, BitwiseCopyable {
  case siblings, lww
}

/// The options of `three-way`.
package struct ThreeWayParameters: Hashable, Sendable {
  /// How values are joined.
  package var rules = ThreeWayMerge()
  /// What becomes of versions that clash.
  package var otherwise = ClashRule.siblings

  /// The defaults.
  package init() {}
}

/// What the versions of a conflict followed, and all versions of the key from which they came.
package struct Ancestry: Sendable {
  /// What each candidate followed, in their order.
  package var pasts: [CausalContext]
  /// The key's versions since a strategy has needed them.
  package var history: VersionHistory

  /// The pasts of candidates within a history.
  package init(pasts: [CausalContext], history: VersionHistory) {
    self.pasts = pasts
    self.history = history
  }
}

extension StrategyDefinition {
  /// What only one side changed since both were one is taken from that side.
  ///
  /// The base is what both sides follow; where that is several concurrent versions, their own
  /// three-way merge. Replicas that know the same versions agree, whatever the order of arrival;
  /// the merge is no semilattice, so another history of the same values may end otherwise. Of two
  /// sides, the one written at the node created first is ours. Ancestors are known everywhere, as
  /// if versions travelled with their history.
  /// - Source: Irmin (Farinier, Gazagnaire, Madhavapeddy 2015); git's recursive merge.
  package static let threeWay = StrategyDefinition(
    name: "three-way", summary: "Join what each side changed since their common ancestor.",
    options: [.numbers, .fields, .otherwise, .clock, .tie], needs: .history,
    profile: .threeWay
  ) { conflict, parameters, table in
    guard let ancestry = conflict.ancestry else { return .keepAll }
    let tips = zip(conflict.candidates, ancestry.pasts).map { candidate, past in
      VersionHistory.Version(candidate.dot, table.value(candidate.value), after: past)
    }
    switch (
      ancestry.history.merge(tips, by: parameters.threeWay.rules), parameters.threeWay.otherwise
    ) {
    case (.merged(let value), _):
      return .merge(value.map { table.intern($0) } ?? .tombstone, .joined)
    case (.conflict, .siblings): return .keepAll
    case (.conflict, .lww): return newest(of: conflict, parameters, &table)
    }
  }

  /// Shows the newest and keeps the others under it: dropped, they would be missing from merges
  /// with what is yet to come, and replicas would differ by the order of arrival.
  private static func newest(
    of conflict: Conflict, _ parameters: StrategyParameters, _ table: inout ValueTable
  ) -> Resolution {
    guard case .keep(let winner, let reason) = lww.resolve(conflict, parameters, &table) else {
      return .keepAll
    }
    return .merge(conflict.candidates[winner].value, reason)
  }
}

extension ThreeWayMerge {
  /// The members that a text such as `left:ours,note:drop` gives rules of their own; nil: no such
  /// text, or a member twice.
  package static func fields(_ text: String) -> [Field]? {
    if text.isEmpty { return [] }
    var fields: [Field] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let field = Field(part), !fields.contains(where: { $0.key == field.key }) else {
        return nil
      }
      fields.append(field)
    }
    return fields
  }
}

extension ThreeWayMerge.Field {
  /// What such texts look like.
  static let examples = ThreeWayMerge.Rule.allCases.map { "KEY:\($0.rawValue)" }

  /// The field as a text gives it.
  var word: String { "\(key):\(rule.rawValue)" }

  fileprivate init?(_ text: Substring) {
    guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
      let rule = ThreeWayMerge.Rule(rawValue: String(text[text.index(after: colon)...]))
    else { return nil }
    self.init(String(text[..<colon]), rule)
  }
}
