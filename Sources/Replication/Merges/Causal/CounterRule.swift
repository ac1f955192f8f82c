import Causality

/// A counter's traces carry what each write has added.
enum CounterRule {
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
