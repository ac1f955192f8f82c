import BasicContainers
import Causality
import Replication

/// A node as the world keeps it.
struct NodeRecord: Sendable, BitwiseCopyable {
  var health = Health.up
  var failsWrites = false
  var relays = true
  /// Larger sorts later by name.
  var rank: Int32 = 0
  /// Who it counts its writes as.
  var replica: ReplicaID
  /// How its clock goes wrong.
  var clock = ClockError()
  /// Its count of events.
  var logical: Int64 = 0
  /// Its hybrid clock.
  var hybrid = HybridTimestamp.zero
  /// What came in.
  var tally = Tally()
}

/// How many versions came by message, and what became of them.
struct Tally: Sendable, BitwiseCopyable {
  var delivered: UInt32 = 0
  var redundant: UInt32 = 0
  var applied: UInt32 = 0
  /// How many were sent to it by readers that found it behind.
  var repaired: UInt32 = 0
}

/// The nodes, and the identities they have written under.
struct NodeTable: ~Copyable, Sendable {
  private let footing = Footing()
  var records: UniqueArray<NodeRecord>
  /// The node of each replica, and how many identities it had before.
  private(set) var owners: [(node: NodeID, epoch: Int)] = []
  /// What people call the nodes; the tombstone where nobody has said.
  private var labels: [ValueID] = []

  init() { records = UniqueArray() }

  private init(copying other: borrowing NodeTable) {
    records = other.records.clone()
    owners = other.owners
    labels = other.labels
  }

  borrowing func clone() -> NodeTable { NodeTable(copying: self) }

  var count: Int { records.count }

  mutating func add() {
    let node = NodeID(Int32(records.count))
    records.append(NodeRecord(replica: ReplicaID(UInt32(owners.count))))
    owners.append((node, 0))
    labels.append(.tombstone)
  }

  /// Says what people call a node. Precondition: there is such a node.
  mutating func label(_ node: NodeID, _ label: ValueID) { labels[node.index] = label }

  /// Who writes under an identity, by what people call it.
  func writer(_ replica: ReplicaID) -> Writer {
    let owner = owners[Int(replica.rawValue)]
    return Writer(
      label: labels[owner.node.index], disksLost: Int32(truncatingIfNeeded: owner.epoch))
  }

  /// Gives a node that lost its disk a fresh identity.
  mutating func renew(_ node: NodeID) {
    let epoch = owners[Int(records[node.index].replica.rawValue)].epoch + 1
    records[node.index].replica = ReplicaID(UInt32(owners.count))
    owners.append((node, epoch))
  }

  /// Whether the node exists and was not removed.
  func isPresent(_ node: NodeID) -> Bool {
    node.rawValue >= 0 && node.index < records.count && records[node.index].health != .removed
  }

  /// The nodes not removed, in order of creation.
  func present() -> [NodeID] {
    var result: [NodeID] = []
    for index in 0..<records.count where records[index].health != .removed {
      result.append(NodeID(Int32(index)))
    }
    return result
  }
}
