import Causality

extension MergeEffects {
  /// Effects of causal states are states themselves, with gaps in what they know.
  static let ofCausalStates = MergeEffects(
    difference: { earlier, later in
      guard let after = CausalState(later) else { return later }
      let before = earlier.flatMap { CausalState($0) } ?? CausalState(type: after.type)
      return after.difference(from: before).encoded
    },
    apply: { state, effect in
      guard let change = CausalState(effect) else { return state ?? effect }
      let before = state.flatMap { CausalState($0) } ?? CausalState(type: change.type)
      return before.merging(change).encoded
    })
}

extension CausalState {
  /// The least state that, joined with an earlier one, gives this one.
  ///
  /// It knows of the writes that are new and of those that lost a trace, and of no other.
  /// - Source: Enes, Almeida, Baquero, Leitão 2019, "Efficient synchronization of state-based
  ///   CRDTs", section 3; Almeida, Shoker, Baquero 2018, section 7.2.
  func difference(from earlier: CausalState) -> CausalState {
    var known = CausalContext()
    let changed =
      context.runs.missing(in: earlier.context) + earlier.live.subtracting(live)
    for run in changed {
      for counter in run.counters { known.include(Dot(run.replica, counter)) }
    }
    return CausalState(
      type: type, context: known,
      live: live.flatMap { run in
        known.known(run.counters, of: run.replica).map { run.of($0) }
      }.normalised,
      awaited: awaited.subtracting(earlier.awaited))
  }
}

extension [DotRun] {
  /// The writes that are not in another normalised list at the same place.
  fileprivate func subtracting(_ others: [DotRun]) -> [DotRun] {
    flatMap { run in
      others.filter { $0.placeOrder(to: run) == .equal }.reduce([run]) { rest, other in
        rest.flatMap { $0.without(other.counters) }
      }
    }
  }
}
