import Causality

extension StrategyDefinition {
  /// What is stored stays, what arrives is refused; replicas keep different values.
  ///
  /// Where nothing arrives (a read, a background run) the first to have arrived stays.
  /// - Source: pglogical's `keep_local`.
  package static let keepLocal = StrategyDefinition(
    name: "keep-local", summary: "Keep what is stored, refuse what arrives.",
    options: [.causality], profile: .keepLocal
  ) { conflict, _, _ in
    let first = conflict.candidates.first.map(\.isIncoming) ?? true
    let last = conflict.candidates.last.map(\.isIncoming) ?? false
    return last && !first ? .keepStored(.keptLocal) : .keep(0, .keptLocal)
  }
}
