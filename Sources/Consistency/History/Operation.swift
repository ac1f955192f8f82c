import Causality

/// What one client asked for, and what it learned. Plain data: the dots it names are the history's.
package struct Operation: Sendable, BitwiseCopyable {
  /// A deletion is a write of its own; a read that finds nothing but deletions finds nothing.
  package enum Kind: UInt8, Sendable, BitwiseCopyable {
    case read, write, deletion
  }

  /// What the client was told; `unknown`: nothing, or that it may have happened.
  package enum Outcome: UInt8, Sendable, BitwiseCopyable {
    case ok, failed, unknown
  }

  /// Some of the history's dots.
  struct Extent: Sendable, BitwiseCopyable {
    var start: UInt32 = 0
    var count: UInt32 = 0
    /// How many of them, at the end, stand apart.
    var apart: UInt32 = 0
  }

  /// What was asked for.
  package let kind: Kind
  /// How it ended.
  package internal(set) var outcome = Outcome.unknown
  /// The client, from 0; -1: nobody in particular.
  package let session: Int32
  /// The key, from 0.
  package let key: Int32
  /// The node that was asked, from 0.
  package let node: Int32
  /// When it was issued, in nanoseconds of virtual time.
  package let invoked: Int64
  /// When it ended; `Int64.max` while it has not.
  package internal(set) var returned = Int64.max
  /// The write that was made; counter 0: none.
  package let dot: Dot
  /// The versions that a read returned.
  var found = Extent()
  /// What a read's answer includes, or what a write follows.
  var known = Extent()

  /// Whether it writes.
  package var isWrite: Bool { kind != .read }

  /// Whether the other was issued only after this one had succeeded.
  ///
  /// An operation of unknown outcome may take effect at any time later, and so precedes nothing.
  func precedes(_ other: Operation) -> Bool { outcome == .ok && returned <= other.invoked }
}
