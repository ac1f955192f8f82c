import Causality

extension Checker {
  /// Who has seen a write misses nothing that happened before it, unless he saw that already.
  ///
  /// Going back behind what one has seen is a matter of monotonic reads; this is about seeing
  /// effect before cause. A read that returns something not causally older misses nothing.
  /// - Source: Kleppmann 2017, "Designing data-intensive applications", consistent prefix reads.
  static let consistentPrefix = Checker(
    "consistent-prefix", "no client sees a write without what happened before it"
  ) { history, question in
    let order = HappenedBefore(history)
    for session in Sessions(history, only: question.session).operations {
      if let witness = firstGap(session, history, order) { return .violated(witness) }
    }
    return .holds
  }

  private static func firstGap(
    _ session: [Int], _ history: History, _ order: HappenedBefore
  ) -> Witness? {
    var walk = SessionWalk()
    var seen = VersionVector()
    var seenOfKey: [Int32: VersionVector] = [:]
    var reads: [Int] = []
    for number in session {
      for earlier in walk.advance(to: number, in: history)
      where history.operations[earlier].kind == .read {
        let view = order.view(of: earlier, in: history)
        seen.merge(view)
        seenOfKey[history.operations[earlier].key, default: VersionVector()].merge(view)
        reads.append(earlier)
      }
      let read = history.operations[number]
      guard read.kind == .read, read.outcome == .ok else { continue }
      var known = order.view(of: number, in: history)
      known.merge(seenOfKey[read.key] ?? VersionVector())
      let cause = order.missing(read.key, of: seen, in: known).first {
        order.isOlder(number, than: $0, in: history)
      }
      guard let cause else { continue }
      let before = reads.first { order.includes(cause, in: order.view(of: $0, in: history)) }
      guard let before else { continue }
      let told = order.path(from: cause, to: before, in: history)
      return Witness(told + [number], missing: history.operations[cause].version)
    }
    return nil
  }
}
