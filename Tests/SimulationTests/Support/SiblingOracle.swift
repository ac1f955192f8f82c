import Causality
import Replication

@testable import Simulation

/// Multi-leader siblings by definition: writes with the explicit set of those they follow, and
/// each node's list of what it was given. Nothing packed, nothing merged, everything looked up.
struct SiblingOracle {
  struct Write {
    var dot: Dot
    /// The writes it follows, all of them.
    var follows: Set<Dot>
  }

  struct Node {
    var replica: ReplicaID
    var given: [Write] = []

    /// Everything known of: what was given and all that it follows.
    var seen: Set<Dot> {
      given.reduce(into: []) {
        $0.insert($1.dot)
        $0.formUnion($1.follows)
      }
    }

    /// What nothing given follows.
    var live: Set<Dot> {
      Set(given.map(\.dot)).subtracting(given.flatMap { Array($0.follows) })
    }
  }

  var nodes: [Node]
  var clients: [Set<Dot>]
  /// Messages in flight by name.
  var messages: [MessageName: Write] = [:]
  private var ordinals: [Arc: UInt32] = [:]
  private var counters: [ReplicaID: UInt32] = [:]
  private(set) var redundant = 0
  private(set) var applied = 0

  init(nodes count: Int, clients: Int) {
    nodes = (0..<count).map { Node(replica: ReplicaID(UInt32($0))) }
    self.clients = Array(repeating: [], count: clients)
  }

  mutating func write(at node: Int, _ context: WriteContext) {
    let replica = nodes[node].replica
    counters[replica, default: 0] += 1
    let dot = Dot(replica, counters[replica] ?? 0)
    let follows: Set<Dot> =
      switch context {
      case .node: nodes[node].seen
      case .client(let client): clients[client.index]
      case .blind: []
      }
    if case .client(let client) = context { clients[client.index].insert(dot) }
    let write = Write(dot: dot, follows: follows)
    nodes[node].given.append(write)
    for other in nodes.indices where other != node { send(write, from: node, to: other) }
  }

  private mutating func send(_ write: Write, from: Int, to: Int) {
    let arc = Arc(NodeID(Int32(from)), NodeID(Int32(to)))
    ordinals[arc, default: 0] += 1
    messages[MessageName(arc, ordinals[arc] ?? 0)] = write
  }

  mutating func read(at node: Int, by client: Int) {
    clients[client].formUnion(nodes[node].seen)
  }

  mutating func deliver(_ name: MessageName) {
    guard let write = messages.removeValue(forKey: name) else { return }
    let node = name.arc.to.index
    if nodes[node].seen.contains(write.dot) { redundant += 1 } else { applied += 1 }
    nodes[node].given.append(write)
  }

  mutating func duplicate(_ name: MessageName) {
    guard let write = messages[name] else { return }
    send(write, from: name.arc.from.index, to: name.arc.to.index)
  }

  /// The node comes back without anything, under a new identity.
  mutating func loseDisk(_ node: Int, renewedAs replica: ReplicaID) {
    nodes[node] = Node(replica: replica)
  }

  /// What people are shown: of each replica the latest write known of.
  func context(_ node: Int) -> VersionVector { VersionVector(nodes[node].seen) }
}
