/// What a write of a typed value sends to the other leaders.
package enum ShippingRule: String, Sendable, CaseIterable, BitwiseCopyable {
  /// All that the writer holds; may come in any order, any number of times, or never.
  case state
  /// What the operation has added to that; is applied after all that it follows.
  case operations
}

/// How an operation of a type travels by itself: as its *effect* on the state.
///
/// Laws: applied to the state before an operation, its effect gives the state after it; applied to
/// any state that includes the state before, it gives the join of both.
/// - Source: Shapiro et al. 2011, section 2.2 (operation-based objects); the effect as the least
///   difference of two states: Enes, Almeida, Baquero, Leitão 2019, section 3.
package struct MergeEffects: Sendable {
  /// What a later state has beyond an earlier one; nil: beyond that of a key never written.
  package let difference: @Sendable (_ earlier: Value?, _ later: Value) -> Value
  /// A state with an effect; what is no effect of its operations changes nothing.
  package let apply: @Sendable (_ state: Value?, _ effect: Value) -> Value

  /// The two ways between states and effects.
  package init(
    difference: @escaping @Sendable (Value?, Value) -> Value,
    apply: @escaping @Sendable (Value?, Value) -> Value
  ) {
    self.difference = difference
    self.apply = apply
  }
}
