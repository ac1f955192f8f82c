import Causality

extension MergeDefinition {
  /// A set in which an add survives concurrent removals.
  ///
  /// - Source: Bieniusa et al. 2012, "An optimized conflict-free replicated set"; riak_dt_orswot.
  package static let orSet = MergeDefinition(.orSet)
}

extension CausalMerge {
  static let orSet = CausalMerge(
    name: "or-set", summary: "A set: an add survives removals that have not seen it (add wins).",
    operations: [.add, .remove, .reset],
    apply: { (state, path, operation, context) throws(MergeError) in
      switch operation.kind {
      case .add: state.replace(with: .null, at: operation.operands, below: path, context)
      case .remove:
        state.remove(under: path, at: operation.operands, observed: context.observed)
      default: state.remove(under: path, observed: context.observed)
      }
    },
    read: { view in [.array(view.steps.map(\.step))] })
}
