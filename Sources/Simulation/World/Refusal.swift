import Causality
import Replication

/// Why a decision is impossible in this state; the state is as before.
package enum Refusal: Error, Hashable, Sendable {
  /// The node is not running.
  case down(NodeID)
  /// The node is paused: a request to it gets no answer.
  case paused(NodeID)
  /// The node refuses writes.
  case writesFail(NodeID)
  /// The node was removed or never created.
  case noNode(NodeID)
  /// There is no such link.
  case noLink(Arc)
  /// No such message is in flight.
  case noMessage(MessageName)
  /// The message was sent already, and its fate is sealed.
  case wasSent(MessageName)
  /// The link is cut by a partition.
  case cut(Arc)
  /// The node is in the state already.
  case already(NodeID)
  /// The node is not in the state that this would end.
  case not(NodeID)
  /// The seed cannot change after the first event.
  case begun
  /// A strategy refused a local write that conflicts with what the node holds.
  case conflict(NodeID)
  /// Nothing can be delivered.
  case quiet
  /// So many answers cannot be asked of so many replicas: it is none, or more than there are.
  case needOutOfRange(Int, of: Int)
  /// The key has this many places to live on, fewer than n.
  case tooFewReplicas(needed: Int, got: Int)
  /// The way of replicating cannot change while this many messages are in flight.
  case busy(Int)
  /// So many versions wait at their receivers for what comes before them.
  case waiting(Int)
  /// The ring would have no owners.
  case emptyRing
  /// The node takes no writes: it follows the leader.
  case follows(NodeID, leader: NodeID)
  /// The one leader was removed or has lost its log, and nobody was promoted yet.
  case noLeader
  /// The node leads already.
  case leads(NodeID)
  /// Of two nodes neither is the leader, who alone has entries to give.
  case neitherLeads(NodeID, NodeID)
  /// Several versions of a key at a node cannot begin a log.
  case siblings(KeyID, at: NodeID)
  /// The store has no one leader, and so no log.
  case noLog
  /// A log keeps deletions where they are: there is nothing to purge.
  case keptByLog
  /// The key's values do not merge by themselves: it takes `put` only.
  case notTyped(KeyID)
  /// The operation does not fit the type of the key's values.
  case unfit(KeyID, MergeError)
  /// The node does not store the key, and an operation applies to what its node holds.
  case notHeld(KeyID, at: NodeID)
  /// The key holds values that the rules bound to it could not read.
  case misbound(KeyID)
  /// A key whose values merge by themselves cannot have rules for single links.
  case linkRules(KeyID)
  /// A limit of the engine was reached: messages in flight, nodes, keys, strategies.
  case full
}

/// How an operation ended, or has not yet.
package enum Outcome: Hashable, Sendable {
  case pending
  case ok
  /// It did not happen as asked: too few replicas. What is reachable was still written.
  case unavailable(needed: Int, got: Int)
  /// Synchronous detection found a concurrent write.
  case conflict
  /// It may have happened.
  case unknown
}

/// What a world has to say when a decision was made, beside events.
struct Upshot: Sendable {
  var reply = Reply.none
  var failure: StrategyFailure?
}

/// A strategy's own code failed; the versions that it should have judged are siblings.
package struct StrategyFailure: Hashable, Sendable, BitwiseCopyable {
  /// Whose code.
  package var strategy: StrategyID
  /// Over which key.
  package var key: KeyID
  /// Where.
  package var node: NodeID
  /// What the code says of it, a text of the value table.
  package var message: ValueID
}

/// What the last client request brought.
package enum Reply: Hashable, Sendable {
  case none
  /// A write, by the operation that can be asked for its outcome.
  case wrote(OperationID)
  /// What a read returned.
  case read(ReadReply)
  /// A read that other replicas are asked for, by its operation.
  case reading(OperationID)
}

/// A client's operation, by position in order of issue.
package struct OperationID: Hashable, Sendable, BitwiseCopyable {
  /// Position in order of issue, from 0; those of a leaderless store have bit 30 set.
  package let rawValue: Int32

  /// Names the operation at this position.
  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// No operation.
  package static var none: OperationID { OperationID(-1) }

  /// The operation of a leaderless store with this number.
  init(leaderless serial: UInt32) {
    rawValue = Int32(bitPattern: serial & 0x3FFF_FFFF | 1 << 30)
  }

  /// Whether it is one of a leaderless store.
  var isLeaderless: Bool { rawValue >= 1 << 30 }
}

/// What a read returned.
package struct ReadReply: Hashable, Sendable {
  /// The live values: none, one, or siblings in order of their dots; tombstones left out.
  package var values: [ValueID]
  /// The strategy that decided on read, if one did.
  package var strategy: StrategyID?
  /// Why it decided so.
  package var reason = Reason.keptAll
  /// Whether the reader is asked to decide (`ask`).
  package var isAsked = false
  /// Whether the result was written back.
  package var wroteBack = false
  /// What the replicas asked have seen of the key; empty where one node answered by itself.
  package var context = VersionVector()
  /// The versions that the values come from, tombstones among them; only where a history is kept.
  package var versions: [Dot] = []
}
