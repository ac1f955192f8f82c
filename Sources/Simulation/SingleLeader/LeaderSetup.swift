import Replication

/// How a store with one leader is set up.
package struct LeaderSetup: Hashable, Sendable {
  /// Whom a write waits for.
  package enum Waiting: Hashable, Sendable {
    /// The leader alone.
    case none
    /// Every follower there is.
    case all
    /// These followers; the leader among them counts as none.
    case nodes([NodeID])
  }

  /// Who takes the writes.
  package var leader: NodeID
  /// Whom they wait for.
  package var waiting: Waiting

  /// A leader whose writes wait for these followers.
  package init(leader: NodeID, waiting: Waiting = .none) {
    self.leader = leader
    self.waiting = waiting
  }
}

/// The one leader and how far every node has come.
package struct LeadershipView: Hashable, Sendable {
  /// Who leads; nil: the leader was removed or has lost its log.
  package var leader: NodeID?
  /// The term, from 1: one more with each promotion.
  package var term: Int
  /// Whom a write waits for.
  package var waiting: LeaderSetup.Waiting
  /// The followers that a write waits for, in order of creation.
  package var synchronous: [NodeID]
  /// How many entries each node's log has, by id.
  package var positions: [Int]
}

/// The logs of a store with one leader.
struct LogTable: Sendable {
  /// Who takes writes; nil: nobody, until somebody is promoted.
  var leader: NodeID?
  var waiting = LeaderSetup.Waiting.none
  /// Counts the leaders from 1; 0: the store has no one leader.
  var term: UInt32 = 0
  /// By node.
  var logs: [ReplicaLog] = []
  /// How many entries the leader has sent each node of its term.
  var sent: [Int] = []

  var isActive: Bool { term > 0 }

  mutating func addNodes(_ count: Int) {
    for _ in 0..<count {
      logs.append(ReplicaLog())
      sent.append(0)
    }
  }

  /// The log of the leader; nil: there is none.
  var leading: ReplicaLog? { leader.map { logs[$0.index] } }

  /// Whether a node has learned who leads now.
  func follows(_ node: NodeID) -> Bool { logs[node.index].term == term }
}
