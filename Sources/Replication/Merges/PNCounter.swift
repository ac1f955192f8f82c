import Causality

extension MergeDefinition {
  /// A counter that can also be decremented, and reset.
  ///
  /// A reset takes away the increments it has observed, exactly; a concurrent one survives.
  /// - Source: Shapiro et al. 2011, specification 7; antidote_crdt_counter_fat.
  package static let pnCounter = MergeDefinition(.pnCounter)
}

extension CausalMerge {
  static let pnCounter = CausalMerge(
    name: "pn-counter", summary: "A counter: every increment and decrement counts once.",
    operations: [.increment, .decrement, .reset], apply: CounterRule.apply, read: CounterRule.read)
}
