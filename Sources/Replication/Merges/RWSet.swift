import Causality

extension MergeDefinition {
  /// A set in which a removal survives concurrent adds.
  ///
  /// - Source: antidote_crdt_set_rw.
  package static let rwSet = MergeDefinition(.rwSet)
}

extension CausalMerge {
  /// The traces tell adds (true) from removals (false): an element is in while no removal stands.
  static let rwSet = CausalMerge(
    name: "rw-set", summary: "A set: a removal survives adds that have not seen it (remove wins).",
    operations: [.add, .remove, .reset],
    apply: { (state, path, operation, context) throws(MergeError) in
      guard operation.kind != .reset else {
        return state.remove(under: path, observed: context.observed)
      }
      let payload = Value.bool(operation.kind == .add)
      state.replace(with: payload, at: operation.operands, below: path, context)
    },
    read: { view in [.array(view.elementsWithoutRemoval)] })
}
