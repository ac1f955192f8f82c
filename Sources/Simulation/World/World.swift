import Causality
import Replication

/// Everything that exists. A value: decisions go in, events come out, forking it forks the future.
package struct World: ~Copyable, Sendable {
  /// The clock.
  package private(set) var now: Tick = 0
  /// The values that versions name.
  package var values = ValueTable()
  /// What the last client request brought.
  package private(set) var reply = Reply.none

  /// An empty world.
  package init(seed: UInt64 = 42) {}
  /// A second world that goes on from this one.
  package borrowing func fork() -> World { World() }
  /// The possible next moves, in a fixed order.
  package func enabled(_ relation: Relation, into moves: inout [Decision]) {}
  /// Makes one decision. A refusal leaves the state as it was.
  package mutating func step(_ decision: Decision, into events: inout EventBuffer) throws(Refusal) {}
  /// Delivers what is due up to and at `until`, at most `limit` events, and returns how many; the clock ends at
  /// `until` unless the limit was reached first.
  package mutating func advance(until: Tick, limit: Int = .max, into events: inout EventBuffer) -> Int { 0 }
  /// The identity of the state, independent of process, machine and the order of equal histories.
  package var fingerprint: UInt64 { mutating get { 0 } }

  /// Whether anything has happened.
  package var hasBegun: Bool { false }
  /// How many nodes were ever created.
  package var nodeCount: Int { 0 }
  /// How many keys there are.
  package var keyCount: Int { 0 }
  /// How many clients there are.
  package var clientCount: Int { 0 }
  /// The strategies, by id.
  package var strategies: [Strategy] { [] }
  /// A node, by id.
  package func node(_ id: NodeID) -> NodeView? { nil }
  /// The node that counts, or counted, under this identity, and how many identities it had before.
  package func owner(of replica: ReplicaID) -> (node: NodeID, epoch: Int)? { nil }
  /// The rules of a key.
  package func rules(of key: KeyID) -> KeyRules { KeyRules() }
  /// A client.
  package func client(_ id: ClientID) -> ClientSetup? { nil }
  /// Where a client's request goes: its home, or the next of its homes that is up, else any leader that is up, in creation order.
  package func route(_ client: ClientID) -> NodeID? { nil }
  /// The stored versions of a key, tombstones and merged ones included, in order of arrival.
  package func versions(of key: KeyID, at node: NodeID) -> [VersionView] { [] }
  /// The live values as a reader without a strategy sees them: none, one (a merge counts as one), or siblings in order of their dots.
  package func values(of key: KeyID, at node: NodeID) -> [ValueID] { [] }
  /// Everything the node has seen of the key: the context a reader gets.
  package func context(of key: KeyID, at node: NodeID) -> VersionVector { VersionVector() }
  /// What a client has seen of the key.
  package func context(of key: KeyID, seenBy client: ClientID) -> VersionVector { VersionVector() }
  /// The links, in order of creation.
  package func links() -> [LinkView] { [] }
  /// What is in flight, by link and ordinal.
  package func inFlight() -> [MessageView] { [] }
  /// The oldest message in flight on a link.
  package func oldest(on arc: Arc) -> MessageName? { nil }
  /// A count, narrowed to a node or key where that is stated.
  package func count(_ counter: Counter, at node: NodeID? = nil, on key: KeyID? = nil) -> Int { 0 }
  /// When the next message or handler that nothing keeps back falls due.
  package var nextDue: Tick? { nil }
  /// Whether nothing can be delivered, now or later, without a new decision.
  package var isQuiet: Bool { true }
  /// Whether all nodes show equal values, of one key or of all.
  package func isConverged(_ key: KeyID?) -> Bool { true }
  /// Whether some node shows more than one value of the key.
  package func hasConflict(_ key: KeyID) -> Bool { false }
  /// How an operation stands.
  package func outcome(of operation: OperationID) -> Outcome { .ok }
}
