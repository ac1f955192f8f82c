import Causality

extension MergeDefinition {
  /// A flag that concurrent operations leave on.
  ///
  /// - Source: antidote_crdt_flag_ew; riak_dt_od_flag.
  package static let ewFlag = MergeDefinition(.ewFlag)

  /// A flag that concurrent operations leave off.
  ///
  /// - Source: antidote_crdt_flag_dw.
  package static let dwFlag = MergeDefinition(.dwFlag)
}

extension CausalMerge {
  /// Only enabling leaves traces; everything else takes away those it has observed.
  static let ewFlag = CausalMerge(
    name: "ew-flag", summary: "A flag: on, if any enable was seen by no disable (enable wins).",
    operations: [.enable, .disable, .reset],
    apply: { (state, path, operation, context) throws(MergeError) in
      state.remove(under: path, observed: context.observed)
      if operation.kind == .enable {
        state.leave(.null, at: path + [.null], by: context.dot)
      }
    },
    read: { view in [.bool(!view.runs.isEmpty)] })

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
