import Causality

/// What a node came to store, or no longer stores.
package struct NodeStep: Sendable, BitwiseCopyable {
  /// The cases.
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    /// The node took the version in, and with it what the version follows.
    case stored
    /// A rule let the version go in favour of `rival`, which need not follow it.
    case dropped
    /// The node lost all it had; what it stores next, it stores as a new node.
    case wiped
  }

  /// What happened.
  package var kind: Kind
  /// The node, from 0.
  package var node: Int32
  /// The key, from 0; -1: all of them.
  package var key: Int32
  /// The version; counter 0: none.
  package var dot: Dot
  /// What it went for; counter 0: nothing.
  package var rival: Dot
  /// When, in nanoseconds of virtual time.
  package var tick: Int64
}
