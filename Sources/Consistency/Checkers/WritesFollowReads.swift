extension Checker {
  /// A client's write reaches every node after the versions that the client had read.
  ///
  /// - Source: Terry et al. 1994, "Session guarantees for weakly consistent replicated data"; there
  ///   the node where the client writes counts too, see `ArrivalOrder`.
  static let writesFollowReads = Checker(
    "writes-follow-reads", "a write reaches every node after what its client had read"
  ) { history, question in
    var order = ArrivalOrder(history, only: question.session) { operation in
      history.versions(of: operation).map { Witness.Missing(key: operation.key, dot: $0) }
    }
    return order.judge()
  }
}
