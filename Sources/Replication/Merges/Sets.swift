import Causality

extension MergeDefinition {
  /// A set that only grows.
  ///
  /// - Source: Shapiro et al. 2011, specification 11.
  package static let gSet = MergeDefinition(.gSet)

  /// A set whose removed elements never return.
  ///
  /// - Source: Shapiro et al. 2011, specification 12; a removal also counts where the element was
  ///   never added, which there is a precondition.
  package static let twoPhaseSet = MergeDefinition(.twoPhaseSet)

  /// A set in which an add survives concurrent removals.
  ///
  /// - Source: Bieniusa et al. 2012, "An optimized conflict-free replicated set"; riak_dt_orswot.
  package static let orSet = MergeDefinition(.orSet)

  /// A set in which a removal survives concurrent adds.
  ///
  /// - Source: antidote_crdt_set_rw.
  package static let rwSet = MergeDefinition(.rwSet)
}

extension CausalMerge {
  static let gSet = CausalMerge(
    name: "g-set", summary: "A set that only grows.", operations: [.add],
    apply: { (state, path, operation, context) throws(MergeError) in
      for element in operation.operands {
        state.replace(with: .null, at: path + [element], context)
      }
    },
    read: { view in [.array(view.steps.map(\.step))] })

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

  /// The traces tell adds (true) from removals (false): an element is in while no removal stands.
  static let rwSet = CausalMerge(
    name: "rw-set", summary: "A set: a removal survives adds that have not seen it (remove wins).",
    operations: [.add, .remove, .reset],
    apply: { (state, path, operation, context) throws(MergeError) in
      guard operation.kind != .reset else {
        return state.remove(under: path, observed: context.observed)
      }
      for element in operation.operands {
        state.replace(with: .bool(operation.kind == .add), at: path + [element], context)
      }
    },
    read: { view in [.array(view.elementsWithoutRemoval)] })

  /// Adds (true) and removals (false) stand side by side, and nothing takes a removal away.
  static let twoPhaseSet = CausalMerge(
    name: "2p-set", summary: "A set whose removed elements never return.",
    operations: [.add, .remove],
    apply: { (state, path, operation, context) throws(MergeError) in
      let payload = Value.bool(operation.kind == .add)
      for element in operation.operands {
        for trace in state.traces(under: path + [element]) where trace.payload == payload {
          state.remove(trace)
        }
        state.leave(payload, at: path + [element], by: context.dot)
      }
    },
    read: { view in [.array(view.elementsWithoutRemoval)] })
}

extension CausalState {
  /// Leaves a trace in place of those at its path that were observed.
  mutating func replace(with payload: Value, at path: [Value], _ context: MergeContext) {
    remove(under: path, observed: context.observed)
    leave(payload, at: path, by: context.dot)
  }
}

extension CausalView {
  /// The elements at which some trace says true and none says false, in order.
  fileprivate var elementsWithoutRemoval: [Value] {
    steps.filter { $0.runs.allSatisfy { $0.payload == .bool(true) } }.map(\.step)
  }
}
