extension Checker {
  /// A client's writes reach every node in the order in which it made them.
  ///
  /// - Source: Terry et al. 1994, "Session guarantees for weakly consistent replicated data"; there
  ///   the node where the client writes counts too, see `ArrivalOrder`.
  static let monotonicWrites = Checker(
    "monotonic-writes", "a client's writes reach every node in the order they were made"
  ) { history, question in
    var order = ArrivalOrder(history, only: question.session) { operation in
      operation.isWrite && operation.dot.counter > 0 ? [operation.version] : []
    }
    return order.judge()
  }
}
