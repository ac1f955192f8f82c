/// The options of the types that merge by themselves.
package struct MergeParameters: Hashable, Sendable {
  /// What the removal of a map's field takes away.
  package var remove = RemoveRule.observed
  /// Whether an assignment's stamp is lifted above those its writer has seen.
  package var lifts = false
  /// What a write sends to the other leaders.
  package var shipping = ShippingRule.state

  /// The defaults.
  package init() {}
}
