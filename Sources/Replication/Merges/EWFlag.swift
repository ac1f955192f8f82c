import Causality

extension MergeDefinition {
  /// A flag that concurrent operations leave on.
  ///
  /// - Source: antidote_crdt_flag_ew; riak_dt_od_flag.
  package static let ewFlag = MergeDefinition(.ewFlag)
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
}
