import Causality

/// Who inserts: a replica, and on which branch of its writes.
///
/// A replica that includes all it has written so far is on branch 0. One that does not, as when two
/// of its writes are under way at once, gives each a branch of its own, lest both hand out one id.
package struct Author: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The replica.
  package var replica: ReplicaID
  /// The branch: 0, or the counter of the write that does not include an earlier one.
  package var branch: UInt32

  /// A replica on a branch.
  package init(_ replica: ReplicaID, branch: UInt32 = 0) {
    self.replica = replica
    self.branch = branch
  }

  /// Orders authors by replica, then by branch.
  package static func < (lhs: Author, rhs: Author) -> Bool {
    (lhs.replica, lhs.branch) < (rhs.replica, rhs.branch)
  }
}

/// One element of a replicated sequence: the logical stamp of its insertion, and who inserted it.
///
/// Unit of `stamp`: insertions. It is larger than that of every element its author then knew.
package struct ElementID: Hashable, Sendable, BitwiseCopyable {
  /// The Lamport stamp of the insertion, from 1.
  package var stamp: Int64
  /// Who inserted the element.
  package var author: Author

  /// Names an element.
  package init(_ stamp: Int64, _ author: Author) {
    self.stamp = stamp
    self.author = author
  }

  /// Whether this element stands before the other where both were inserted at one place.
  ///
  /// The later stamp stands first; of equal stamps, that of the replica created first.
  func standsBefore(_ other: ElementID) -> Bool {
    stamp == other.stamp ? author < other.author : stamp > other.stamp
  }

  /// Orders ids by author, then by stamp: an order for looking up, not that of the sequence.
  static func isSorted(_ lhs: ElementID, _ rhs: ElementID) -> Bool {
    lhs.author == rhs.author ? lhs.stamp < rhs.stamp : lhs.author < rhs.author
  }
}

/// Elements that one author inserted under consecutive stamps.
package struct ElementRange: Hashable, Sendable, BitwiseCopyable {
  /// The first of them.
  package var first: ElementID
  /// How many there are, at least one.
  package var count: Int

  /// The first so many elements from `first` on.
  package init(_ first: ElementID, count: Int) {
    self.first = first
    self.count = count
  }

  /// The stamp after the last one's.
  var end: Int64 { first.stamp + Int64(count) }
}
