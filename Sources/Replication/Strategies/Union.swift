import Causality

extension StrategyDefinition {
  /// All elements of all arrays, each once, in the order of values; another value is one element.
  ///
  /// A deletion adds nothing and takes nothing away, so deleted elements come back.
  /// - Source: DeCandia et al. 2007, section 4.4 (the shopping cart).
  package static let union = StrategyDefinition(
    name: "union", summary: "Keep every element of every version, each once.", options: [.dedupe],
    profile: .union
  ) { conflict, _, table in
    let values = conflict.candidates.compactMap { table.value($0.value) }
    guard !values.isEmpty else { return keepLatest(of: conflict.candidates, .joined) }
    let elements = values.flatMap { value in
      if case .array(let elements) = value { elements } else { [value] }
    }
    return .merge(table.intern(.array(unique(elements.sorted()))), .joined)
  }
}

/// Leaves one of each run of equal neighbours.
func unique<T: Equatable>(_ sorted: [T]) -> [T] {
  var result: [T] = []
  for element in sorted where result.last != element { result.append(element) }
  return result
}
