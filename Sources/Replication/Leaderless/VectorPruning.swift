import Causality

/// When a version vector has grown too long, and which of its entries are dropped: the oldest.
///
/// What is dropped is forgotten: a write may seem concurrent with one that it follows.
/// - Source: DeCandia et al. 2007, §4.4; riak_core `vclock.erl`, `prune`.
package struct VectorPruning: Hashable, Sendable, BitwiseCopyable {
  /// So many entries are never too many.
  package var small: Int
  /// More than so many are too many.
  package var big: Int
  /// Nothing is dropped while the oldest entry is younger. Unit: nanoseconds.
  package var young: Int64 = 0
  /// An entry older than this is dropped even where there are not too many. Unit: nanoseconds.
  package var old = Int64.max

  /// At most so many entries.
  package init(atMost count: Int) {
    small = count
    big = count
  }

  /// A replica's entry of a vector, and when the replica made the last write it stands for.
  package struct Entry: Hashable, Sendable, BitwiseCopyable {
    /// The replica, and how many of its writes are known.
    package var dot: Dot
    /// A clock reading. Unit: nanoseconds.
    package var stamp: Int64

    /// An entry.
    package init(_ dot: Dot, stamp: Int64) {
      self.dot = dot
      self.stamp = stamp
    }
  }

  /// What is left of a vector at `now`, oldest first; entries of one age in order of their dots.
  package func pruned(_ entries: [Entry], now: Int64) -> [Entry] {
    let sorted = entries.sorted { ($0.stamp, $0.dot) < ($1.stamp, $1.dot) }
    var rest = sorted[...]
    while rest.count > small, let oldest = rest.first {
      let (age, overflow) = now.subtractingReportingOverflow(oldest.stamp)
      let isOld = overflow ? now > oldest.stamp : age > old
      guard overflow ? now > oldest.stamp : age >= young, rest.count > big || isOld else { break }
      rest.removeFirst()
    }
    return Array(rest)
  }
}
