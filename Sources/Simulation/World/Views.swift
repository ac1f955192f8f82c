import Causality
import Replication

/// A version as it is stored at a node.
package struct VersionView: Hashable, Sendable {
  /// What was written; may be `.tombstone`.
  package var value: ValueID
  /// Which write it was.
  package var dot: Dot
  /// What it causally follows.
  package var context: VersionVector
  /// The clock's reading that the key's strategy compares.
  package var stamp: HybridTimestamp
}

/// A message in flight.
package struct MessageView: Hashable, Sendable {
  /// Its name.
  package var name: MessageName
  /// What it is for.
  package var kind: MessageKind
  /// The key it is about.
  package var key: KeyID
  /// The version it carries.
  package var value: ValueID
  /// Which write that is.
  package var dot: Dot
  /// When it falls due.
  package var due: Tick
  /// What keeps it from being delivered.
  package var obstacle: Obstacle?
}

/// What keeps a message from being delivered.
package enum Obstacle: Hashable, Sendable {
  case held, stopped, cut
  case down(NodeID)
  case paused(NodeID)
}

/// A link.
package struct LinkView: Hashable, Sendable {
  /// From where to where.
  package var arc: Arc
  /// How long its messages travel.
  package var latency: LatencyModel
  /// Whether something keeps its messages back, a crash or pause of the receiver aside.
  package var obstacle: Obstacle?
  /// How many messages are in flight on it.
  package var inFlight: Int
}

/// Whether a node runs.
package enum Health: UInt8, Hashable, Sendable, BitwiseCopyable {
  case up, crashed, paused, removed
}

/// A node.
package struct NodeView: Hashable, Sendable {
  /// Whether it runs.
  package var health: Health
  /// Whether it refuses writes.
  package var failsWrites: Bool
  /// How far its clock is ahead, in nanoseconds.
  package var skew: Tick
  /// Whether it relays what it receives.
  package var relays: Bool
  /// How many messages it holds back because they came too early.
  package var buffered: Int
  /// The identity it counts its writes under now.
  package var replica: ReplicaID
}

/// What can be counted.
package enum Counter: String, Hashable, Sendable, CaseIterable {
  case conflicts, lost, delivered, redundant, applied, buffered
  case inFlight = "in-flight"
  case repairs, hints, timeouts
}

/// Which next moves are possible: what is due next, or any message in flight.
package enum Relation: Sendable {
  case timed, untimed
}
