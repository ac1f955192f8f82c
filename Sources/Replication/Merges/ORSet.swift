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
      case .add:
        for element in operation.operands {
          state.replace(with: .null, at: path + [element], context)
        }
      case .remove:
        for element in operation.operands {
          state.remove(under: path + [element], observed: context.observed)
        }
      default: state.remove(under: path, observed: context.observed)
      }
    },
    read: { view in [.array(view.steps.map(\.step))] })
}
