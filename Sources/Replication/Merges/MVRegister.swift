import Causality

extension MergeDefinition {
  /// A register that keeps every value no later assignment has observed.
  ///
  /// - Source: Shapiro et al. 2011, specification 10; antidote_crdt_register_mv.
  package static let mvRegister = MergeDefinition(.mvRegister)
}

extension CausalMerge {
  static let mvRegister = CausalMerge(
    name: "mv-register", summary: "A register: concurrent assignments stay side by side.",
    operations: [.assign, .reset],
    apply: { (state, path, operation, context) throws(MergeError) in
      state.remove(under: path, observed: context.observed)
      if operation.kind == .assign, let value = operation.operands.first {
        state.leave(value, at: path + [.null], by: context.dot)
      }
    },
    read: { view in unique(view.runs.map(\.payload).sorted()) })
}
