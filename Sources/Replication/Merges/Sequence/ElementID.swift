import Causality

/// One element of a replicated sequence: the logical stamp of its insertion, and who inserted it.
///
/// Unit of `stamp`: insertions. It is larger than that of every element its replica then knew.
package struct ElementID: Hashable, Sendable, BitwiseCopyable {
  /// The Lamport stamp of the insertion, from 1.
  package var stamp: Int64
  /// Who inserted the element.
  package var replica: ReplicaID

  /// Names an element.
  package init(_ stamp: Int64, _ replica: ReplicaID) {
    self.stamp = stamp
    self.replica = replica
  }

  /// Whether this element stands before the other where both were inserted at one place.
  ///
  /// The later stamp stands first; of equal stamps, that of the replica created first.
  func standsBefore(_ other: ElementID) -> Bool {
    stamp == other.stamp ? replica < other.replica : stamp > other.stamp
  }

  /// Orders ids by replica, then by stamp: an order for looking up, not that of the sequence.
  static func isSorted(_ lhs: ElementID, _ rhs: ElementID) -> Bool {
    lhs.replica == rhs.replica ? lhs.stamp < rhs.stamp : lhs.replica < rhs.replica
  }
}

/// Elements that one replica inserted under consecutive stamps.
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
