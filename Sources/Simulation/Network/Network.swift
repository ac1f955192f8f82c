import Replication

/// Everything between the nodes.
struct Network: ~Copyable, Sendable {
  var links = LinkTable()
  var queue = EventQueue()
  var conditions = Conditions()
  var delivery = DeliveryMode.fifo
  var tags = ForwardingTags.path
  var redundant = RedundantRule.stop
  /// The cuts that `partition` made, sorted.
  var cuts: [Arc] = []
  /// Who drops whose writes: from the dropping node to the origin; sorted.
  var ignores: [Arc] = []
  var crowds = TagPool()
  var causal = CausalDelivery()

  init() {}

  private init(copying other: borrowing Network) {
    links = other.links.clone()
    queue = other.queue.clone()
    conditions = other.conditions
    delivery = other.delivery
    tags = other.tags
    redundant = other.redundant
    cuts = other.cuts
    ignores = other.ignores
    crowds = other.crowds
    causal = other.causal
  }

  borrowing func clone() -> Network { Network(copying: self) }

  /// The number of a link that carries requests or writes, made where there is none.
  mutating func need(_ arc: Arc, replicates: Bool) -> Int {
    let count = links.records.count
    let link = links.need(arc, replicates: replicates, isCut: cuts.contains(arc))
    if links.records.count > count { concern(link) }
    return link
  }

  /// The number of the link from one node to another, made where there is none.
  @inline(__always)
  mutating func way(_ from: NodeID, _ to: NodeID) -> Int {
    links.find(Arc(from, to)) ?? need(Arc(from, to), replicates: false)
  }

  /// Whether one node may ask another: with one leader or none all reach each other unless links
  /// are stated. What is asked is answered on the same way.
  @inline(__always)
  func hasWay(_ from: NodeID, _ to: NodeID) -> Bool {
    links.ways.count == 0 || isStated(Arc(from, to))
  }

  private func isStated(_ arc: Arc) -> Bool {
    links.find(arc).map { links.records[$0].replicates } ?? false
  }

  /// Makes the first node of `pair` drop what the second wrote.
  mutating func ignore(_ pair: Arc) {
    if !ignores.contains(pair) { ignores.append(pair) }
    ignores.sort()
  }

  /// Cuts links, whether they exist now or come later.
  mutating func cut(_ arcs: [Arc]) {
    for arc in arcs {
      if !cuts.contains(arc) { cuts.append(arc) }
      if let link = links.find(arc) { links.records[link].blocks.insert(.cut) }
    }
    cuts.sort()
  }

  /// Mends all cuts.
  mutating func heal() { heal(cuts) }

  /// Mends these cuts.
  mutating func heal(_ arcs: [Arc]) {
    cuts.removeAll { arcs.contains($0) }
    for arc in arcs {
      if let link = links.find(arc) { links.records[link].blocks.remove(.cut) }
    }
  }

  /// How long the message with this ordinal travels on a link.
  @inline(__always)
  mutating func latency(
    of link: Int, _ purpose: Envelope.Purpose, ordinal: UInt32, chance: inout Chance
  ) -> Tick {
    let model = model(of: link, purpose)
    if case .constant(let latency) = model { return latency }
    let draw = chance.latency(links.records[link].arc, UInt64(ordinal))
    if case .exponential(let mean) = model { return Chance.exponential(mean: mean, draw) }
    return conditions.latencies.duration(model, draw)
  }

  /// What latencies of messages are drawn from on a link.
  @inline(__always)
  func model(of link: Int, _ purpose: Envelope.Purpose) -> LatencyModel {
    links.records[link].latency ?? conditions.latencies.model(purpose)
  }
}

/// Sets of nodes as message tags: one bit a node up to 63 nodes, a numbered set beyond.
struct TagPool: Sendable {
  private var sets: [[NodeID]] = []
  private var numbers: [[NodeID]: Int] = [:]

  private static var crowd: UInt64 { 1 << 63 }

  /// Whether the set holds the node.
  func contains(_ node: NodeID, in tags: UInt64) -> Bool {
    if tags & Self.crowd == 0 { return node.index < 63 && tags >> UInt64(node.index) & 1 == 1 }
    return sets[Int(tags & ~Self.crowd)].contains(node)
  }

  /// The set with one node more.
  mutating func adding(_ node: NodeID, to tags: UInt64) -> UInt64 {
    if tags & Self.crowd == 0, node.index < 63 { return tags | 1 << UInt64(node.index) }
    var members = self.members(of: tags)
    guard !members.contains(node) else { return tags }
    members.append(node)
    members.sort()
    if let number = numbers[members] { return Self.crowd | UInt64(number) }
    numbers[members] = sets.count
    sets.append(members)
    return Self.crowd | UInt64(sets.count - 1)
  }

  /// Adds a set to a fingerprint: by its bits, or by its nodes where its number says nothing.
  func add(_ tags: UInt64, to hash: inout StateHash) {
    if tags & Self.crowd == 0 { return hash.add(tags) }
    for node in sets[Int(tags & ~Self.crowd)] { hash.add(UInt64(node.index)) }
  }

  /// The nodes of the set, sorted.
  func members(of tags: UInt64) -> [NodeID] {
    if tags & Self.crowd != 0 { return sets[Int(tags & ~Self.crowd)] }
    return (0..<Int32(63)).filter { tags >> UInt64($0) & 1 == 1 }.map { NodeID($0) }
  }
}
