import Causality

/// Writes of one replica that left the same trace at the same place, without a gap.
///
/// Most runs are of one write; a counter's increments by the same amount make long ones.
struct DotRun: Hashable, Sendable {
  /// Where in the value: an element of a set, a field and a type and what is below.
  var path: [Value]
  /// What the write left there.
  var payload: Value
  /// Who wrote.
  var replica: ReplicaID
  /// Which of its writes.
  var counters: ClosedRange<UInt32>

  init(
    _ path: [Value], _ payload: Value, _ replica: ReplicaID, _ counters: ClosedRange<UInt32>
  ) {
    self.path = path
    self.payload = payload
    self.replica = replica
    self.counters = counters
  }

  /// The last of the writes.
  var last: Dot { Dot(replica, counters.upperBound) }

  /// The same trace of some of the writes, or of others.
  func of(_ counters: ClosedRange<UInt32>) -> DotRun {
    DotRun(path, payload, replica, counters)
  }

  /// Where this run stands to another's place: by path, then by replica.
  func placeOrder(to other: DotRun) -> Ordering {
    let paths = Value.array(path).order(to: .array(other.path))
    return paths == .equal ? Ordering(replica, other.replica) : paths
  }

  /// Whether the run lies at a place or below it.
  func isUnder(_ prefix: [Value]) -> Bool {
    path.count >= prefix.count && path.starts(with: prefix)
  }
}

extension [DotRun] {
  /// The same writes in their one order, neighbours of the same trace in one run.
  var normalised: [DotRun] {
    let ordered = sorted { lhs, rhs in
      switch lhs.placeOrder(to: rhs) {
      case .smaller: true
      case .larger: false
      case .equal:
        lhs.counters.lowerBound == rhs.counters.lowerBound
          ? lhs.counters.upperBound > rhs.counters.upperBound
          : lhs.counters.lowerBound < rhs.counters.lowerBound
      }
    }
    var result: [DotRun] = []
    result.reserveCapacity(ordered.count)
    for run in ordered {
      guard let last = result.last, last.placeOrder(to: run) == .equal, last.payload == run.payload,
        Int(run.counters.lowerBound) <= Int(last.counters.upperBound) + 1
      else {
        result.append(run)
        continue
      }
      let end = Swift.max(last.counters.upperBound, run.counters.upperBound)
      result[result.count - 1].counters = last.counters.lowerBound...end
    }
    return result
  }

  /// The writes that are also in another normalised list, at the same place.
  func common(with others: [DotRun]) -> [DotRun] {
    var result: [DotRun] = []
    var start = 0
    for run in self {
      while start < others.count, others[start].precedes(run) { start += 1 }
      var at = start
      while at < others.count, others[at].placeOrder(to: run) == .equal {
        let low = Swift.max(run.counters.lowerBound, others[at].counters.lowerBound)
        let high = Swift.min(run.counters.upperBound, others[at].counters.upperBound)
        guard low <= high else { break }
        result.append(run.of(low...high))
        at += 1
      }
    }
    return result
  }

  /// The writes that a context does not know.
  func missing(in context: CausalContext) -> [DotRun] {
    flatMap { run in
      context.missing(run.counters, of: run.replica).map { run.of($0) }
    }
  }
}

extension DotRun {
  /// Whether the run ends before another begins, in the order of places and counters.
  fileprivate func precedes(_ other: DotRun) -> Bool {
    switch placeOrder(to: other) {
    case .smaller: true
    case .larger: false
    case .equal: counters.upperBound < other.counters.lowerBound
    }
  }

  /// What is left of the run without these counters.
  func without(_ gone: ClosedRange<UInt32>) -> [DotRun] {
    guard counters.overlaps(gone) else { return [self] }
    var result: [DotRun] = []
    if counters.lowerBound < gone.lowerBound {
      result.append(of(counters.lowerBound...gone.lowerBound - 1))
    }
    if counters.upperBound > gone.upperBound {
      result.append(of(gone.upperBound + 1...counters.upperBound))
    }
    return result
  }
}

extension CausalContext {
  /// All that is known, as runs without path or payload.
  var runs: [DotRun] {
    closed.entries.map { DotRun([], .null, $0.replica, 1...$0.counter) }
      + apart.map { DotRun([], .null, $0.replica, $0.counter...$0.counter) }
  }
}
