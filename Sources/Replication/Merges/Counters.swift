import Causality

extension MergeDefinition {
  /// A counter that only grows.
  ///
  /// - Source: Shapiro et al. 2011, specification 6.
  package static let gCounter = MergeDefinition(.gCounter)

  /// A counter that can also be decremented, and reset.
  ///
  /// A reset takes away the increments it has observed, exactly; a concurrent one survives.
  /// - Source: Shapiro et al. 2011, specification 7; antidote_crdt_counter_fat.
  package static let pnCounter = MergeDefinition(.pnCounter)
}

extension CausalMerge {
  static let gCounter = CausalMerge(
    name: "g-counter", summary: "A counter that only grows: every increment counts once.",
    operations: [.increment], apply: CounterRule.apply, read: CounterRule.read)

  static let pnCounter = CausalMerge(
    name: "pn-counter", summary: "A counter: every increment and decrement counts once.",
    operations: [.increment, .decrement, .reset], apply: CounterRule.apply, read: CounterRule.read)
}

/// A counter's traces carry what each write has added.
private enum CounterRule {
  static let apply: CausalMerge.Apply = { (state, path, operation, context) throws(MergeError) in
    var amount: Int64 = 1
    if case .int(let stated)? = operation.operands.first { amount = stated }
    switch operation.kind {
    case .increment: break
    case .decrement: amount = -amount
    default:
      state.remove(under: path, observed: context.observed)
      return
    }
    guard Int64(exactly: total(state.traces(under: path)[...]) + Int128(amount)) != nil else {
      throw .overflow
    }
    state.leave(.int(amount), at: path + [.null], by: context.dot)
  }

  static let read: @Sendable (CausalView) -> [Value] = { view in
    let total = total(view.runs)
    if let integer = Int64(exactly: total) { return [.int(integer)] }
    // Each node counted within its 64 bits, all together did not.
    return Value.number(Double(total)).map { [$0] } ?? []
  }

  private static func total(_ runs: ArraySlice<DotRun>) -> Int128 {
    runs.reduce(0) { sum, run in
      guard case .int(let amount) = run.payload else { return sum }
      return sum + Int128(amount) * Int128(run.counters.count)
    }
  }
}
