import Replication

/// What a single request of a leaderless store states; other stores look past it.
package struct RequestQuorum: Hashable, Sendable, BitwiseCopyable {
  /// How many must answer: w of a write, r of a read; nil: what the store is set up for.
  package var need: Need?
  /// How many of them must be primaries (pw, pr); nil: any.
  package var primaries: Need?
  /// Which replicas may be contacted.
  package var reach = ReachID.all
  /// Whether outcome and answer are kept after the end, until `World.forget`.
  package var isWatched = false

  /// What the store is set up for, unwatched.
  @inlinable
  package init() {}
}

/// Where a key lives.
package enum Placement: Hashable, Sendable {
  /// On these nodes, in this order; those after the first n stand in.
  case nodes([NodeID])
  /// On the ring, from this partition on.
  case partition(Int)
}

/// Nodes that a request may contact, by number; see `World.reaches`.
package struct ReachID: Hashable, Sendable, BitwiseCopyable {
  /// Position in order of first use; 0: every node.
  package let rawValue: Int32

  /// Names the list at this position.
  @inlinable
  package init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// Every node.
  @inlinable package static var all: ReachID { ReachID(0) }
}

/// The node lists that requests name as their reach; equal lists have equal ids.
package struct ReachTable: Sendable {
  private var lists: [[NodeID]] = [[]]
  private var numbers: [[NodeID]: Int] = [:]

  /// No list but that of every node.
  init() {}

  /// The id of a list, in any order.
  package mutating func intern(_ nodes: [NodeID]) -> ReachID {
    let sorted = nodes.sorted()
    if let number = numbers[sorted] { return ReachID(Int32(number)) }
    numbers[sorted] = lists.count
    lists.append(sorted)
    return ReachID(Int32(lists.count - 1))
  }

  /// The nodes of a list; nil: every node.
  package func nodes(_ reach: ReachID) -> [NodeID]? {
    let index = Int(reach.rawValue)
    return index > 0 && lists.indices.contains(index) ? lists[index] : nil
  }

  /// Whether the node belongs to the list.
  @inline(__always)
  func allows(_ node: NodeID, _ reach: ReachID) -> Bool {
    reach == .all || isMember(node, reach)
  }

  private func isMember(_ node: NodeID, _ reach: ReachID) -> Bool {
    nodes(reach)?.contains(node) ?? true
  }
}
