import Replication
import Simulation

/// A write of a law's case: the only one of its node.
package struct LawWrite: Sendable {
  /// The value; nil: a deletion, or an operation.
  package var value: Value?
  /// What a typed value is asked to do; nil: the value is plain.
  package var operation: MergeOperation?
  /// The reading of its node's clock. Unit: nanoseconds.
  package var stamp: Tick
  /// The write it follows, by number; nil: none.
  package var follows: Int?

  /// A write.
  package init(
    value: Value?, operation: MergeOperation? = nil, stamp: Tick, follows: Int? = nil
  ) {
    self.value = value
    self.operation = operation
    self.stamp = stamp
    self.follows = follows
  }
}

/// One to three writes of a key, each at a node of its own: write number i at node number i.
package struct LawCase: Sendable {
  /// The writes; what one follows is never a circle.
  package var writes: [LawWrite]

  /// Some writes.
  package init(_ writes: [LawWrite]) { self.writes = writes }

  /// The numbers of the writes, each behind the one it follows.
  package var inOrder: [Int] {
    var order: [Int] = []
    while order.count < writes.count {
      let next = writes.indices.first { number in
        let isReady = writes[number].follows.map { order.contains($0) } ?? true
        return isReady && !order.contains(number)
      }
      guard let next else { return order }
      order.append(next)
    }
    return order
  }
}

/// What a replica is given: writes by number in this order, and how.
package struct LawPath: Sendable {
  /// How what the replica gets came about.
  package enum Means: Sendable {
    /// The messages of the writers, in this order.
    case messages
    /// The first, then what another replica that had the rest kept of it.
    case group
    /// The first, then what a reader of another replica that had the rest wrote back there.
    case writeBack
    /// The messages of the writers, each twice.
    case twice
  }

  /// The writes, by number.
  package var order: [Int]
  /// How they come.
  package var means: Means

  /// The messages in an order.
  package init(_ order: [Int], _ means: Means = .messages) {
    self.order = order
    self.means = means
  }
}

/// Two ways on which a strategy should have come to the same.
package struct LawFailure: Sendable {
  /// The law that does not hold.
  package var law: Law
  /// The writes.
  package var writes: LawCase
  /// One way, and what is shown behind it; a deletion shows nothing.
  package var left: (path: LawPath, shown: [Value])
  /// The other.
  package var right: (path: LawPath, shown: [Value])
  /// The seed of the world in which it happened.
  package var seed: UInt64
  /// Of a group: the writes that the second replica kept, by number, in its order.
  package var kept: [Int] = []
  /// Of a write-back: what was written back.
  package var between: Value?
}
