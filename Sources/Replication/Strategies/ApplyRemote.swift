import Causality

extension StrategyDefinition {
  /// What arrives replaces what is stored; replicas swap values.
  ///
  /// Where nothing arrives (a read, a background run) the last to have arrived stays.
  /// - Source: pglogical's `apply_remote`.
  package static let applyRemote = StrategyDefinition(
    name: "apply-remote", summary: "Take what arrives, lose what is stored.",
    options: [.causality]
  ) { candidates, _, _ in
    let incoming = candidates.lastIndex { $0.isIncoming }
    return .keep(incoming ?? candidates.count - 1, .tookRemote)
  }
}
