import BasicContainers
import Replication

/// Where keys live: the ring, and the keys whose nodes are stated by name.
struct PlacementTable: ~Copyable, Sendable {
  private let footing = Footing()
  /// A place of a preference list.
  struct Place: Hashable, Sendable {
    /// nil: stated by name.
    var partition: Int?
    var node: NodeID
  }

  /// The ring that was stated; nil: every present node in turn.
  private(set) var stated: Ring<NodeID>?
  private var lists: [[NodeID]] = []
  private var numbers: [[NodeID]: Int] = [:]
  /// By key: 0 where nothing is stated, partition + 1, or −1 − list.
  private var assigned: UniqueArray<Int32>
  /// How many partitions the ring has now; 0: what was found is out of date.
  private var partitions = 0
  private var n = 0
  /// How often anything about placements has changed.
  private(set) var generation = 0
  /// By partition, then list: where its primaries begin in `members`; −1: to be found.
  private var starts: UniqueArray<Int32>
  /// The number of primaries found, then these.
  private var members: UniqueArray<Int32>

  static var defaultPartitions: Int { 64 }

  init() {
    assigned = UniqueArray()
    starts = UniqueArray()
    members = UniqueArray()
  }

  private init(copying other: borrowing PlacementTable) {
    stated = other.stated
    lists = other.lists
    numbers = other.numbers
    assigned = other.assigned.clone()
    partitions = other.partitions
    n = other.n
    generation = other.generation
    starts = other.starts.clone()
    members = other.members.clone()
  }

  borrowing func clone() -> PlacementTable { PlacementTable(copying: self) }

  // MARK: Stating

  mutating func state(_ ring: Ring<NodeID>) {
    stated = ring
    invalidate()
  }

  mutating func place(_ key: KeyID, _ placement: Placement) {
    generation += 1
    while assigned.count <= key.index { assigned.append(0) }
    switch placement {
    case .partition(let partition):
      assigned[key.index] = Int32(truncatingIfNeeded: partition & 0x3FFF_FFFF) + 1
    case .nodes(let nodes): assigned[key.index] = -1 - Int32(number(of: nodes))
    }
  }

  private mutating func number(of nodes: [NodeID]) -> Int {
    if let number = numbers[nodes] { return number }
    numbers[nodes] = lists.count
    lists.append(nodes)
    if partitions > 0 { starts.append(-1) }
    return lists.count - 1
  }

  /// Forgets what was found, after nodes, ring or n have changed.
  mutating func invalidate() {
    partitions = 0
    generation += 1
  }

  // MARK: Finding

  /// Where the primaries of a key stand in `members`: their number, then their nodes.
  @inline(__always)
  mutating func primaries(of key: Int, n: Int, _ nodes: borrowing NodeTable) -> Int {
    if partitions == 0 || self.n != n { renew(n, nodes) }
    let at = position(of: key)
    return starts[at] >= 0 ? Int(starts[at]) : find(at, of: key, nodes)
  }

  @inline(__always)
  func member(_ at: Int) -> Int32 { members[at] }

  @inline(__always)
  private func position(of key: Int) -> Int {
    let place = key < assigned.count ? Int(assigned[key]) : 0
    if place < 0 { return partitions &- 1 &- place }
    return (place == 0 ? key : place &- 1) % partitions
  }

  @inline(never)
  private mutating func renew(_ n: Int, _ nodes: borrowing NodeTable) {
    self.n = n
    partitions = currentRing(nodes).owners.count
    starts = UniqueArray(repeating: -1, count: partitions + lists.count)
    members.removeAll()
  }

  /// The ring as it is now; removed nodes own nothing.
  func currentRing(_ nodes: borrowing NodeTable) -> Ring<NodeID> {
    if let stated { return stated }
    let present = nodes.present()
    guard !present.isEmpty else { return Ring(owners: [NodeID(0)], isDistinct: true) }
    let count = max(Self.defaultPartitions, present.count)
    return Ring(owners: (0..<count).map { present[$0 % present.count] }, isDistinct: true)
  }

  @inline(never)
  private mutating func find(_ at: Int, of key: Int, _ nodes: borrowing NodeTable) -> Int {
    let walk = walk(of: key, nodes).prefix(n)
    starts[at] = Int32(members.count)
    members.append(Int32(walk.count))
    for place in walk { members.append(place.node.rawValue) }
    return Int(starts[at])
  }

  /// The partition that a key begins at; nil: its nodes are stated by name.
  func partition(of key: Int, _ nodes: borrowing NodeTable) -> Int? {
    let place = key < assigned.count ? Int(assigned[key]) : 0
    return place < 0 ? nil : (place == 0 ? key : place - 1) % currentRing(nodes).owners.count
  }

  /// The whole preference list of a key, without removed nodes.
  func walk(of key: Int, _ nodes: borrowing NodeTable) -> [Place] {
    let place = key < assigned.count ? Int(assigned[key]) : 0
    var result: [Place] = []
    if place < 0 {
      for node in lists[-1 - place] where nodes.isPresent(node) {
        result.append(Place(partition: nil, node: node))
      }
      return result
    }
    for entry in currentRing(nodes).walk(from: place == 0 ? key : place - 1)
    where nodes.isPresent(entry.owner) {
      result.append(Place(partition: entry.partition, node: entry.owner))
    }
    return result
  }

  /// Adds what was stated to a fingerprint.
  func addStated(to hash: inout StateHash) {
    if let stated {
      hash.add(stated.isDistinct ? 3 : 2)
      for owner in stated.owners { hash.add(UInt64(owner.index)) }
    }
    for key in 0..<assigned.count where assigned[key] != 0 {
      hash.add(UInt64(key))
      if assigned[key] > 0 {
        hash.add(UInt64(assigned[key]))
      } else {
        for node in lists[-1 - Int(assigned[key])] { hash.add(UInt64(node.index)) }
      }
    }
  }
}
