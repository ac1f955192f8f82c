/// A place of a log: a write, and the leader that put it there.
package struct LogEntry: Hashable, Sendable, BitwiseCopyable {
  /// The write, by number in the version table.
  package let version: UInt32
  /// The term of the leader that appended it, from 1.
  package let term: UInt32
  /// The identity of the log up to here.
  package let digest: UInt64

  /// An entry of a log.
  package init(version: UInt32, term: UInt32, digest: UInt64) {
    self.version = version
    self.term = term
    self.digest = digest
  }
}

/// What a replica has taken in from its leaders, in the one order that they gave it.
///
/// Positions count from 1. Entries of equal position and term are the same write after the same
/// history: a term has one leader, and that leader only appends.
/// - Source: Ongaro, Ousterhout 2014, §5.3, log matching.
package struct ReplicaLog: Sendable {
  /// The entries; that of position p is `entries[p - 1]`.
  package private(set) var entries: [LogEntry] = []
  /// The term whose leader it follows; 0: none yet.
  package var term: UInt32 = 0

  /// An empty log that follows no leader yet.
  package init() {}

  /// How many entries it has: the position of the last.
  package var count: Int { entries.count }

  /// Adds the next entry.
  package mutating func append(_ entry: LogEntry) { entries.append(entry) }

  /// How far it agrees with another log.
  package func agreement(with other: ReplicaLog) -> Int {
    var length = min(count, other.count)
    while length > 0, entries[length - 1].term != other.entries[length - 1].term { length -= 1 }
    return length
  }

  /// Cuts off what comes after a position, and returns it in order.
  package mutating func cut(after position: Int) -> [LogEntry] {
    let rest = Array(entries[position...])
    entries.removeSubrange(position...)
    return rest
  }
}
