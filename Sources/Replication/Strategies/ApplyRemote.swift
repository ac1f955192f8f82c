import Causality

extension StrategyDefinition {
  /// What arrives replaces what is stored; replicas swap values.
  ///
  /// Where nothing arrives (a read, a background run) the last to have arrived stays.
  /// - Source: pglogical's `apply_remote`.
  package static let applyRemote = StrategyDefinition(
    name: "apply-remote", summary: "Take what arrives, lose what is stored.",
    options: [.causality], profile: .applyRemote
  ) { conflict, _, _ in
    let incoming = conflict.candidates.lastIndex { $0.isIncoming }
    return .keep(incoming ?? conflict.candidates.count - 1, .tookRemote)
  }
}
