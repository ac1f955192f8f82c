/// A set of writes that is closed downwards: for each replica, how many of its writes are known.
///
/// Shape: entries sorted by replica, one a replica at most, no zero counter.
package struct VersionVector: Hashable, Sendable {
  /// The counters, sorted by replica; each stands for the dots 1 … counter.
  package private(set) var entries: [Dot]

  /// The empty past.
  package init() { entries = [] }

  /// Collects counters in any order; of one replica's the largest counts.
  package init(_ dots: some Sequence<Dot>) {
    entries = []
    for dot in dots { include(dot) }
  }

  /// Whether nothing is known.
  package var isEmpty: Bool { entries.isEmpty }

  /// How many writes of `replica` are known.
  package func counter(of replica: ReplicaID) -> UInt32 {
    let at = position(of: replica)
    return at < entries.count && entries[at].replica == replica ? entries[at].counter : 0
  }

  /// Whether `dot` belongs to this past.
  package func covers(_ dot: Dot) -> Bool { counter(of: dot.replica) >= dot.counter }

  /// Adds a dot and everything its replica did before it.
  package mutating func include(_ dot: Dot) {
    guard dot.counter > 0 else { return }
    let at = position(of: dot.replica)
    if at < entries.count, entries[at].replica == dot.replica {
      entries[at].counter = max(entries[at].counter, dot.counter)
    } else {
      entries.insert(dot, at: at)
    }
  }

  /// Counts one more write of `replica` and returns its dot; saturates at the largest counter.
  @discardableResult
  package mutating func increment(_ replica: ReplicaID) -> Dot {
    let known = counter(of: replica)
    let dot = Dot(replica, known == .max ? known : known + 1)
    include(dot)
    return dot
  }

  /// Learns everything the other past holds: the least upper bound of both.
  package mutating func merge(_ other: VersionVector) {
    for dot in other.entries { include(dot) }
  }

  /// The least upper bound of both pasts.
  package func merging(_ other: VersionVector) -> VersionVector {
    var result = self
    result.merge(other)
    return result
  }

  /// Whether the other past is contained in this one; a past descends itself.
  package func descends(_ other: VersionVector) -> Bool {
    other.entries.allSatisfy(covers)
  }

  /// How this past stands to the other.
  package func order(to other: VersionVector) -> CausalOrder {
    switch (descends(other), other.descends(self)) {
    case (true, true): .equal
    case (true, false): .after
    case (false, true): .before
    case (false, false): .concurrent
    }
  }

  private func position(of replica: ReplicaID) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].replica < replica { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
