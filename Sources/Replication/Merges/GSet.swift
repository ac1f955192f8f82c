import Causality

extension MergeDefinition {
  /// A set that only grows.
  ///
  /// - Source: Shapiro et al. 2011, specification 11.
  package static let gSet = MergeDefinition(.gSet)
}

extension CausalMerge {
  static let gSet = CausalMerge(
    name: "g-set", summary: "A set that only grows.", operations: [.add],
    apply: { (state, path, operation, context) throws(MergeError) in
      state.replace(with: .null, at: operation.operands, below: path, context)
    },
    read: { view in [.array(view.steps.map(\.step))] })
}
