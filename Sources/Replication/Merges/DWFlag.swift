import Causality

extension MergeDefinition {
  /// A flag that concurrent operations leave off.
  ///
  /// - Source: antidote_crdt_flag_dw.
  package static let dwFlag = MergeDefinition(.dwFlag)
}

extension CausalMerge {
  /// The latest operations leave traces: true for enabling, false for disabling.
  static let dwFlag = CausalMerge(
    name: "dw-flag",
    summary: "A flag: on, if the latest operations are all enables (disable wins).",
    operations: [.enable, .disable, .reset],
    apply: { (state, path, operation, context) throws(MergeError) in
      state.remove(under: path, observed: context.observed)
      if operation.kind != .reset {
        state.leave(.bool(operation.kind == .enable), at: path + [.null], by: context.dot)
      }
    },
    read: { view in
      [.bool(!view.runs.isEmpty && view.runs.allSatisfy { $0.payload == .bool(true) })]
    })
}
