// Dense names. People's names become these where Commands hands over, and become names again in
// Rendering.

/// Virtual time. Unit: nanoseconds since the world began.
package typealias Tick = Int64

/// A node, by position in creation order; never used again after the node is removed.
package struct NodeID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Position in creation order, from 0.
  package let rawValue: Int32

  /// Names the node at this position.
  @inlinable
  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// The position as an index.
  @inlinable
  package var index: Int { Int(rawValue) }

  /// Orders nodes by creation.
  @inlinable
  package static func < (lhs: NodeID, rhs: NodeID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A key, by position in order of first use.
package struct KeyID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Position in order of first use, from 0.
  package let rawValue: Int32

  /// Names the key at this position.
  @inlinable
  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// The position as an index.
  @inlinable
  package var index: Int { Int(rawValue) }

  /// Orders keys by first use.
  @inlinable
  package static func < (lhs: KeyID, rhs: KeyID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A client session, by position in order of declaration.
package struct ClientID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Position in order of declaration, from 0.
  package let rawValue: Int32

  /// Names the client at this position.
  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// The position as an index.
  package var index: Int { Int(rawValue) }

  /// Orders clients by declaration.
  package static func < (lhs: ClientID, rhs: ClientID) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// A registered strategy, by position in order of registration.
package struct StrategyID: Hashable, Sendable, BitwiseCopyable {
  /// Position in order of registration; 0 is `siblings`.
  package let rawValue: UInt16

  /// Names the strategy at this position.
  package init(_ rawValue: UInt16) { self.rawValue = rawValue }

  /// Keeping siblings: registered in every world, the default of every key.
  package static var siblings: StrategyID { StrategyID(0) }

  /// No strategy.
  package static var none: StrategyID { StrategyID(.max) }
}

/// A directed pair of nodes.
package struct Arc: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The sender.
  package let from: NodeID
  /// The receiver.
  package let to: NodeID

  /// The way from one node to another.
  @inlinable
  package init(_ from: NodeID, _ to: NodeID) {
    self.from = from
    self.to = to
  }

  /// Orders arcs by sender, then receiver.
  package static func < (lhs: Arc, rhs: Arc) -> Bool { (lhs.from, lhs.to) < (rhs.from, rhs.to) }
}

/// A message: its link and its ordinal there, so that no other message can rename it.
package struct MessageName: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The link.
  package let arc: Arc
  /// Counts the messages of every kind ever sent on the link, from 1.
  package let ordinal: UInt32

  /// The message with this ordinal on `arc`.
  package init(_ arc: Arc, _ ordinal: UInt32) {
    self.arc = arc
    self.ordinal = ordinal
  }

  /// Orders messages by link, then ordinal.
  package static func < (lhs: MessageName, rhs: MessageName) -> Bool {
    (lhs.arc, lhs.ordinal) < (rhs.arc, rhs.ordinal)
  }
}
