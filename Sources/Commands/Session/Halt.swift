/// Why a statement ends before its end.
package indirect enum Halt: Error, Sendable {
  /// The world said no: `expect error` may have expected it.
  case refused(Complaint)
  /// A judgement did not hold.
  case failed(VerdictReport)
  /// The session's budget of statements is spent.
  case budget(Complaint)
  /// The user wants to stop.
  case interrupted
  /// `quit`.
  case quit

  /// Whether even a script that goes on after failures ends here.
  var isFinal: Bool {
    switch self {
    case .refused, .failed: false
    case .budget, .interrupted, .quit: true
    }
  }
}

/// The stable words for what the world refuses; `expect error` matches them.
package enum ErrorCode: String, Sendable, CaseIterable {
  /// A quorum was not reached.
  case unavailable
  /// The outcome is unknown.
  case timeout
  /// Synchronous detection found a concurrent write.
  case conflict
  /// The node is not running.
  case down
  /// No node of this name, or none selected.
  case unknownNode = "unknown-node"
  /// A key that was never used.
  case unknownKey = "unknown-key"
  /// No strategy of this name.
  case unknownStrategy = "unknown-strategy"
  /// The name is taken.
  case duplicateName = "duplicate-name"
  /// The operation does not fit the value.
  case type
  /// User code failed.
  case strategy
  /// A limit was reached.
  case budget
  /// Outside the sandbox.
  case forbidden
  /// Not possible in this state.
  case state
}
