import Causality

/// What a checker says of a history.
package enum Verdict: Hashable, Sendable {
  /// What was asked is true of it.
  case holds
  /// It is not, as these operations show.
  case violated(Witness)
  /// It cannot be told.
  case undecided(Shortfall)

  /// Why a checker could not tell.
  package enum Shortfall: Hashable, Sendable {
    /// Its search ran out of steps.
    case budget
    /// More happened than the history keeps, and what it keeps is in order.
    case history
  }
}

/// The operations that together show a violation.
package struct Witness: Hashable, Sendable {
  /// Their numbers, each once, in the order in which to tell them.
  package var operations: [Int]
  /// The node where it shows, when it does not show in an answer.
  package var node: Int32?
  /// The version that was not there, or is lost, and its key.
  package var missing: Missing?

  /// A version by name.
  package struct Missing: Hashable, Sendable {
    /// The key.
    package var key: Int32
    /// Which write of it.
    package var dot: Dot
  }

  init(_ operations: [Int], at node: Int32? = nil, missing: Missing? = nil) {
    self.operations = operations
    self.node = node
    self.missing = missing
  }
}

extension Operation {
  /// The version that it made, by name.
  var version: Witness.Missing { Witness.Missing(key: key, dot: dot) }
}
