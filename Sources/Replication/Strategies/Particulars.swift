import Causality

/// Who wrote something, by what people call it.
package struct Writer: Hashable, Sendable, BitwiseCopyable {
  /// The node's name, a text of the value table.
  package var label: ValueID
  /// How many disks the node had lost before; each time it writes as somebody else.
  package var disksLost: Int32

  /// A writer.
  package init(label: ValueID, disksLost: Int32 = 0) {
    self.label = label
    self.disksLost = disksLost
  }
}

/// What people know of a conflict beyond versions and stamps.
package struct Particulars: Sendable {
  /// A writer whose writes a candidate's writer had seen up to a count.
  package struct Seen: Sendable, BitwiseCopyable {
    /// The candidate's index.
    package var candidate: Int
    /// Whose writes.
    package var writer: Writer
    /// Up to which.
    package var counter: UInt32

    /// What a candidate's writer had seen of one writer.
    package init(candidate: Int, writer: Writer, counter: UInt32) {
      self.candidate = candidate
      self.writer = writer
      self.counter = counter
    }
  }

  /// The key's name, a text of the value table.
  package var key: ValueID
  /// Who wrote each candidate, in their order.
  package var writers: [Writer]
  /// Candidate by candidate what its writer had seen, in order of replicas.
  package var seen: [Seen]

  /// The particulars of a conflict.
  package init(key: ValueID, writers: [Writer], seen: [Seen]) {
    self.key = key
    self.writers = writers
    self.seen = seen
  }
}
