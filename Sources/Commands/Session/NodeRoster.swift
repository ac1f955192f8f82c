import Replication
import Simulation

/// The nodes by name, with what only people know about them.
///
/// Shape: positions are node ids; a removed node keeps its position but not its name.
package struct NodeRoster: Sendable {
  private var table = NameTable()
  private var zones: [Name?] = []
  private var statedRanks: [Int32] = []
  private var isRemoved: [Bool] = []
  /// Whether nodes created from now on pass on what they receive.
  package var forwards = true

  /// No nodes.
  package init() {}

  /// How many nodes were ever created.
  package var count: Int { table.count }

  /// The node of this name, unless it was removed.
  package subscript(name: Name) -> NodeID? { table[name].map { NodeID(Int32($0)) } }

  /// The name of a node, also of a removed one.
  package func text(_ node: NodeID) -> String { table.text(node.index) }

  /// The zone of a node.
  package func zone(_ node: NodeID) -> Name? {
    zones.indices.contains(node.index) ? zones[node.index] : nil
  }

  /// The nodes that are there, in the order of their creation.
  package var all: [NodeID] {
    isRemoved.indices.filter { !isRemoved[$0] }.map { NodeID(Int32($0)) }
  }

  /// The names of the nodes that are there, in the order of their creation.
  package var names: [String] { all.map(text) }

  /// Adds a node; a larger `rank` sorts later, whatever the name.
  @discardableResult
  package mutating func append(_ name: Name, zone: Name?, rank: Int32) -> NodeID {
    zones.append(zone)
    statedRanks.append(rank)
    isRemoved.append(false)
    return NodeID(Int32(table.append(name)))
  }

  /// Takes a node away; its name is free again.
  package mutating func remove(_ node: NodeID) {
    guard isRemoved.indices.contains(node.index), !isRemoved[node.index] else { return }
    isRemoved[node.index] = true
    table.forget(table.names[node.index])
  }

  /// The rank of every node ever created: by stated rank, then by the bytes of the name.
  package var ranks: [Int32] {
    let order = table.names.indices.sorted { lhs, rhs in
      if statedRanks[lhs] != statedRanks[rhs] { return statedRanks[lhs] < statedRanks[rhs] }
      let names = table.names[lhs].text.byteOrder(to: table.names[rhs].text)
      return names == .equal ? lhs < rhs : names == .smaller
    }
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, position) in order.enumerated() { ranks[position] = Int32(rank) }
    return ranks
  }
}
