import Replication

extension World {
  /// The possible next moves, in a fixed order.
  ///
  /// Timed: what is due next. Untimed: any message in flight that nothing keeps back (on fifo links
  /// the oldest only), and what is due next where a timer runs or a round is awaited.
  package func enabled(_ relation: Relation, into moves: inout [Decision]) {
    moves.removeAll(keepingCapacity: true)
    switch relation {
    case .timed:
      if !isQuiet { moves.append(.deliverNext) }
    case .untimed:
      var last: Arc?
      for message in inFlight() where message.obstacle == nil {
        if network.delivery == .fifo, last == message.name.arc { continue }
        last = message.name.arc
        moves.append(.deliver(message.name))
      }
      if hasTimer { moves.append(.deliverNext) }
    }
  }

  private var hasTimer: Bool {
    if operations.quorums.first != 0 || isRoundAwaited || settings.occasions.nextMend != nil {
      return true
    }
    return network.queue.slots().contains { slot in
      let envelope = network.queue.pool[Int(slot)]
      return envelope.isTimer && envelope.entry.state == .queued
    }
  }
}
