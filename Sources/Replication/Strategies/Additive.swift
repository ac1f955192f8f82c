extension StrategyDefinition {
  /// What is shown grows by what each write added to what its writer was shown.
  ///
  /// Every write has to be counted once: it needs `dedupe=on`, and writes that follow others have
  /// to come after them (`delivery causal`), as in the logs of the databases that do so. Where a
  /// value is no number, or a sum is out of range, all versions stay.
  /// - Source: SQL Server's Additive resolver; GoldenGate's `USEDELTA`; Spock's delta-apply.
  package static let additive = StrategyDefinition(
    name: "additive", summary: "Add what each write added: shown + (new - old).",
    options: [.dedupe], needs: [.base, .shown], profile: .additive
  ) { conflict, _, table in
    fold(conflict, in: &table) { shown, incoming, base in
      base?.negated.flatMap { incoming.adding($0) }.flatMap { shown.adding($0) }
    }
  }

  /// The mean of what is shown and what arrives; where one is no number, all versions stay.
  ///
  /// - Source: SQL Server's Averaging resolver.
  package static let average = StrategyDefinition(
    name: "average", summary: "Take the mean of what is shown and what arrives.",
    options: [.dedupe], needs: .shown, profile: .average
  ) { conflict, _, table in
    fold(conflict, in: &table) { shown, incoming, _ in shown.mean(with: incoming) }
  }

  /// What both texts begin with, then the rest of the local one, the separator, and the other's.
  ///
  /// Equal texts stay as they are; where one is no text, all versions stay.
  /// - Source: SQL Server's Merge Text resolver.
  package static let mergeText = StrategyDefinition(
    name: "merge-text", summary: "Join two texts after what they have in common at the start.",
    options: [.separator, .dedupe], defaults: .barred, needs: .shown, profile: .mergeText
  ) { conflict, parameters, table in
    fold(conflict, in: &table) { shown, incoming, _ in
      guard case .string(let left) = shown, case .string(let right) = incoming else { return nil }
      return .string(mergeTexts(left, right, parameters.separator))
    }
  }
}

extension StrategyParameters {
  /// A bar between texts.
  fileprivate static var barred: StrategyParameters {
    var parameters = StrategyParameters()
    parameters.separator = "|"
    return parameters
  }
}

/// The common start in whole characters of the encoding, then both rests.
private func mergeTexts(_ left: String, _ right: String, _ separator: String) -> String {
  if left.hasSameBytes(as: right) { return left }
  let (one, other) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
  var common = 0
  while common < one.count, common < other.count, one[common] == other[common] { common += 1 }
  var result = String.UnicodeScalarView(one)
  result.append(contentsOf: separator.unicodeScalars)
  result.append(contentsOf: other[common...])
  return String(result)
}
