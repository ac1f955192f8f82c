extension Checker {
  /// A client's read sees its own latest preceding write, or something not causally older.
  ///
  /// A purged tombstone leaves nothing to be seen, so finding nothing is to see one's deletion.
  /// - Source: Terry et al. 1994, "Session guarantees for weakly consistent replicated data".
  static let readYourWrites = Checker(
    "read-your-writes", "a read sees its client's own latest write, or something newer"
  ) { history, question in
    let order = HappenedBefore(history)
    for session in Sessions(history, only: question.session).operations {
      if let witness = firstUnseenWrite(session, history, order) { return .violated(witness) }
    }
    return .holds
  }

  private static func firstUnseenWrite(
    _ session: [Int], _ history: History, _ order: HappenedBefore
  ) -> Witness? {
    var walk = SessionWalk()
    var latest: [Int32: Int] = [:]
    for number in session {
      for earlier in walk.advance(to: number, in: history) {
        let operation = history.operations[earlier]
        guard operation.isWrite, operation.dot.counter > 0 else { continue }
        latest[operation.key] = max(earlier, latest[operation.key] ?? earlier)
      }
      let read = history.operations[number]
      guard read.kind == .read, read.outcome == .ok, let write = latest[read.key] else { continue }
      let own = history.operations[write]
      if own.kind == .deletion, history.versions(of: read).isEmpty { continue }
      if !order.includes(write, in: order.view(of: number, in: history)),
        order.isOlder(number, than: write, in: history)
      {
        return Witness([write, number], missing: own.version)
      }
    }
    return nil
  }
}
