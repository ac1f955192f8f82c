import Causality

extension MergeDefinition {
  /// A set whose removed elements never return.
  ///
  /// - Source: Shapiro et al. 2011, specification 12; a removal also counts where the element was
  ///   never added, which there is a precondition.
  package static let twoPhaseSet = MergeDefinition(.twoPhaseSet)
}

extension CausalMerge {
  /// Adds (true) and removals (false) stand side by side, and nothing takes a removal away.
  static let twoPhaseSet = CausalMerge(
    name: "2p-set", summary: "A set whose removed elements never return.",
    operations: [.add, .remove],
    apply: { (state, path, operation, context) throws(MergeError) in
      let payload = Value.bool(operation.kind == .add)
      state.remove(payload, under: path, at: operation.operands)
      for element in operation.operands {
        state.leave(payload, at: path + [element], by: context.dot)
      }
    },
    read: { view in [.array(view.elementsWithoutRemoval)] })
}
