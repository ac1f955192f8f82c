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
  /// How many versions it carries; `value` and `dot` are the first one's.
  package var carried = 1
  /// The request it belongs to.
  package var operation = OperationID.none
  /// For whom the receiver is to keep the version.
  package var standsInFor: NodeID?
}

/// A place of a key's preference list, in order.
package struct PreferenceEntry: Hashable, Sendable {
  /// The partition of the ring that puts the node here; nil: it was stated by name.
  package var partition: Int?
  /// The node.
  package var node: NodeID
  /// The primary that cannot be reached and that it stands in for.
  package var standsInFor: NodeID?
  /// Whether it is one of the first n.
  package var isPrimary: Bool
  /// Whether it runs and can be asked; a paused node can.
  package var isUp: Bool
}

/// The ring that keys hash to.
package struct RingView: Hashable, Sendable {
  /// Who owns each partition.
  package var owners: [NodeID]
  /// Whether a walk skips nodes it has met.
  package var isDistinct: Bool
  /// Whether it was stated; else all nodes own 64 partitions in turn.
  package var isStated: Bool
  /// Who holds the keys of each partition: the primaries, in order.
  package var replicas: [[NodeID]]
}

/// A version that a node keeps for another.
package struct HintView: Hashable, Sendable {
  /// Who keeps it.
  package var holder: NodeID
  /// For whom.
  package var home: NodeID
  /// The key.
  package var key: KeyID
  /// The version.
  package var version: VersionView
}

/// What the last comparison of two nodes' hash trees took.
package struct SyncCost: Hashable, Sendable, BitwiseCopyable {
  /// Hashes of one node held against the other's.
  package var hashes = 0
  /// Levels of the tree that were exchanged; 1: the roots were equal, or all there was.
  package var levels = 0
  /// Keys listed because their segments differ.
  package var listed = 0
  /// Keys that differ.
  package var keys = 0

  /// Nothing compared.
  package init() {}
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
  /// How likely a replication message is lost on it.
  package var loss: Share
  /// How likely one is sent twice.
  package var duplicates: Share
  /// How much longer its messages travel, for both of its ends. Unit: nanoseconds.
  package var detour: Tick
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
  /// How far its clock is ahead now, in nanoseconds.
  package var skew: Tick
  /// How much too fast it runs, in billionths.
  package var drift: Int64
  /// Whether it relays what it receives.
  package var relays: Bool
  /// How many messages it holds back because they came too early.
  package var buffered: Int
  /// The identity it counts its writes under now.
  package var replica: ReplicaID
}

/// A message that waits at its receiver for what comes before it.
package struct WaitingView: Sendable {
  /// The message.
  package var name: MessageName
  /// The write it carries.
  package var dot: Dot
  /// The writes of its key that it follows and that neither are known nor wait there; empty: it
  /// waits for writes of other keys.
  package var awaits: [Awaited]

  /// Writes of one replica.
  package struct Awaited: Hashable, Sendable {
    /// Who wrote.
    package var replica: ReplicaID
    /// Which of its writes.
    package var counters: ClosedRange<UInt32>
  }
}

/// What can be counted.
package enum Counter: String, Hashable, Sendable, CaseIterable {
  case conflicts, lost, delivered, redundant, applied, buffered
  case inFlight = "in-flight"
  case repairs, hints, timeouts, carried
}

/// Which next moves are possible: what is due next, or any message in flight.
package enum Relation: Sendable {
  case timed, untimed
}
