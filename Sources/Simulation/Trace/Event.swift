import Causality
import Replication

/// What happened, as plain data; which fields mean something is said at each kind.
package enum EventKind: UInt8, Sendable, BitwiseCopyable {
  /// `node` acknowledged a client's write of `version` to `key`.
  case written
  /// A message arrived and its `version` was new at `node`.
  case delivered
  /// A message arrived and its `version` was known at `node`.
  case redundant
  /// A message arrived and was dropped by `forwarding`: its origin is not taken at `node`.
  case ignored
  /// A message arrived too early and waits at `node` for what it depends on.
  case buffered
  /// A buffered `version` was taken in at `node`.
  case unbuffered
  /// `version` replaced `other` at `node`: it follows it causally.
  case replaced
  /// `version` and `other` were found concurrent at `node`.
  case conflict
  /// `strategy` let `version` stay and `other` go at `node`, for `reason`.
  case resolved
  /// `strategy` joined the versions of `key` at `node` into `version.value`.
  case merged
  /// The code of `strategy` failed over `key` at `node`; `version.value` is what it says.
  case failed
  /// `strategy` left `version` out at `node` and remembers nothing of it.
  case skipped
  /// `strategy` stopped the link on which `version` came.
  case stopped
  /// A message was lost.
  case dropped
  /// A leader accepted a synchronous write for now.
  case accepted
  /// A leader refused a synchronous write.
  case refused
  /// A leader made a synchronous write's `version` visible, or forgot it.
  case committed, aborted
  /// The coordinator of a synchronous write got an answer.
  case answered
  /// A background handler ran for `key` at `node`.
  case handled
  /// A replica was asked for what it holds of `key`.
  case asked
  /// A node keeps `version` for another.
  case hinted
  /// An answer counts towards what the operation needs.
  case counted
  /// An answer came after its operation was decided.
  case late
  /// A repair brought `version` to `node`, which lacked it.
  case repaired
  /// `version` came home to `node` from who kept it.
  case handedOff
  /// A comparison of two nodes brought `version` to `node`, which lacked it.
  case synced
  /// A round of anti-entropy let `node` and the receiver of `message` compare, and sent something.
  case compared
  /// `node` became the leader and has never received `version`, which was acknowledged.
  case lost
  /// `node` took `version` out of its log, since the leader's does not have it.
  case cutOff
  /// Chaos has befallen `node`, or `message`; `request.fault` says how.
  case struck
  /// What chaos did to `node` ended.
  case mended
  /// An operation ended for its client at `node`; of a read, `version` is the first it returned.
  case ended
}

/// A version as an event shows it.
package struct EventVersion: Sendable, BitwiseCopyable {
  /// What was written.
  package var value: ValueID
  /// Which write it was.
  package var dot: Dot
  /// The clock reading that the deciding strategy compares; the server's where none decides.
  package var stamp: HybridTimestamp

  /// A version.
  package init(value: ValueID, dot: Dot, stamp: HybridTimestamp) {
    self.value = value
    self.dot = dot
    self.stamp = stamp
  }

  /// No version.
  package static var none: EventVersion {
    EventVersion(value: .tombstone, dot: Dot(ReplicaID(0), 0), stamp: .zero)
  }
}

/// One thing that happened.
package struct Event: Sendable, BitwiseCopyable {
  /// What.
  package var kind: EventKind
  /// When, in virtual time.
  package var tick: Tick
  /// Where.
  package var node: NodeID
  /// The message it came by: `node` is the receiver. Ordinal 0: by no message.
  package var message: MessageName
  /// What that message was for.
  package var messageKind: MessageKind
  /// The key.
  package var key: KeyID
  /// The version it is about.
  package var version: EventVersion
  /// The version it stood against.
  package var other: EventVersion
  /// Who decided, and why so.
  package var ruling: EventRuling
  /// The request it belongs to, and what was carried for it.
  package var request = EventRequest()

  /// Who decided.
  package var strategy: StrategyID {
    get { ruling.strategy }
    set { ruling.strategy = newValue }
  }
  /// Why so.
  package var reason: Reason {
    get { ruling.reason }
    set { ruling.reason = newValue }
  }
  /// The request it belongs to.
  package var operation: OperationID { request.operation }
}

/// Who decided, and why so.
package struct EventRuling: Sendable, BitwiseCopyable {
  /// Who decided.
  package var strategy: StrategyID
  /// Why so.
  package var reason: Reason
  /// What the arriving version found; nil: nothing concurrent.
  package var conflict: ConflictKind?
}

/// The request that an event belongs to.
package struct EventRequest: Sendable, BitwiseCopyable {
  /// The operation.
  package var operation = OperationID.none
  /// How many versions the message carried; `version` is the first.
  package var carried: Int32 = 1
  /// Whether it is a read, at `ended`.
  package var isRead = false
  /// How the operation ended, at `ended`.
  package var outcome = EventOutcome.pending
  /// How many hashes were compared, at `compared`; `carried` is how many messages were sent.
  package var hashes: Int32 = 0
  /// What befell the node, at `struck`, or ended, at `mended`.
  package var fault: ChaosFault?
}

/// How an operation ended, as an event tells it; `World.outcome` tells more.
package enum EventOutcome: UInt8, Sendable, BitwiseCopyable {
  case pending, ok, unavailable, unknown
}

/// Which events to record; what is not wanted costs nothing.
package struct Interest: OptionSet, Sendable, BitwiseCopyable {
  /// The bits.
  package let rawValue: UInt8

  /// A set of bits.
  @inlinable
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Arrivals and losses of messages.
  @inlinable package static var messages: Interest { Interest(rawValue: 1) }
  /// Conflicts and what was decided.
  @inlinable package static var conflicts: Interest { Interest(rawValue: 2) }
  /// Writes and causal replacements.
  @inlinable package static var versions: Interest { Interest(rawValue: 4) }
  /// Ends of leaderless operations.
  @inlinable package static var outcomes: Interest { Interest(rawValue: 8) }
  /// The history of requests and of what nodes store, in the buffer's recorder.
  @inlinable package static var history: Interest { Interest(rawValue: 16) }
  /// Every event; no history.
  @inlinable package static var all: Interest { [.messages, .conflicts, .versions, .outcomes] }
}

/// Where a world reports what happened.
package struct EventBuffer: Sendable {
  /// What to record.
  package var interest: Interest
  /// What was recorded, oldest first.
  package private(set) var events: [Event] = []
  /// The history, where it is wanted; `removeAll` leaves it.
  package internal(set) var recorder = HistoryRecorder()

  /// An empty buffer.
  package init(interest: Interest = .all) { self.interest = interest }

  /// Records an event; the caller has looked at `interest`.
  package mutating func record(_ event: Event) { events.append(event) }

  /// Records an event before those recorded since `position`.
  mutating func insert(_ event: Event, at position: Int) { events.insert(event, at: position) }

  /// Forgets what was recorded, keeping the room.
  package mutating func removeAll() { events.removeAll(keepingCapacity: true) }
}
