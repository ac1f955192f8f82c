import Causality

extension Checker {
  /// A client's later reads of a key miss no write that an earlier one included.
  ///
  /// A state that replaced a write includes it; one that holds only a concurrent write does not.
  /// - Source: Terry et al. 1994, "Session guarantees for weakly consistent replicated data".
  static let monotonicReads = Checker(
    "monotonic-reads", "a client's later reads miss nothing that its earlier reads included"
  ) { history, question in
    let order = HappenedBefore(history)
    for session in Sessions(history, only: question.session).operations {
      if let witness = firstStepBack(session, history, order) { return .violated(witness) }
    }
    return .holds
  }

  private static func firstStepBack(
    _ session: [Int], _ history: History, _ order: HappenedBefore
  ) -> Witness? {
    var walk = SessionWalk()
    var seen: [Int32: VersionVector] = [:]
    var reads: [Int] = []
    for number in session {
      for earlier in walk.advance(to: number, in: history)
      where history.operations[earlier].kind == .read {
        let key = history.operations[earlier].key
        seen[key, default: VersionVector()].merge(order.view(of: earlier, in: history))
        reads.append(earlier)
      }
      let read = history.operations[number]
      guard read.kind == .read, read.outcome == .ok, let known = seen[read.key] else { continue }
      let view = order.view(of: number, in: history)
      guard let lost = order.missing(read.key, of: known, in: view).first else { continue }
      let before = reads.last {
        history.operations[$0].key == read.key
          && order.includes(lost, in: order.view(of: $0, in: history))
      }
      guard let before else { continue }
      let told = order.path(from: lost, to: before, in: history)
      return Witness(told + [number], missing: history.operations[lost].version)
    }
    return nil
  }
}
