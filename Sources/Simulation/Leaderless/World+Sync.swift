import Causality
import Replication

// Anti-entropy: two nodes compare hash trees of what they hold and send each other what is missing.
// - Source: DeCandia et al. 2007, §4.7.
extension World {
  /// What the last comparison of two nodes took.
  package var lastSync: SyncCost { settings.trees.last }

  /// How often nodes have compared, and how many hashes all of it took.
  package var comparisons: (count: Int, hashes: Int) { statistics.comparisons }

  mutating func sync(
    _ one: NodeID, _ other: NodeID, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkUp(one)
    try checkUp(other)
    for arc in [Arc(one, other), Arc(other, one)] {
      guard one != other else { throw .noLink(arc) }
      guard !network.cuts.contains(arc) else { throw .cut(arc) }
    }
    guard mayCompare(one, other) else { throw .noLink(Arc(one, other)) }
    guard hasRoom else { throw .full }
    if store.logs.isActive {
      try catchUp(one, other, into: &events)
    } else {
      _ = exchange(min(one, other), max(one, other))
    }
    settings.hasBegun = true
  }

  /// Whether two nodes may compare: leaders always, others where one may ask the other.
  func mayCompare(_ one: NodeID, _ other: NodeID) -> Bool {
    guard settings.leaderless != nil || store.logs.isActive else { return true }
    return network.hasWay(one, other) || network.hasWay(other, one)
  }

  /// Lets two nodes, the lower first, compare and send; returns how many messages.
  mutating func exchange(_ one: NodeID, _ other: NodeID) -> Int {
    refreshTrees()
    let at = pair(one, other)
    for side in 0..<2 { settings.trees.pairs[at].trees[side].refresh() }
    let pair = settings.trees.pairs[at]
    let comparison = pair.trees[0].compare(with: pair.trees[1])
    var cost = SyncCost()
    cost.hashes = comparison.hashes.reduce(0, +)
    cost.levels = comparison.hashes.count
    var sent = 0
    for segment in comparison.segments {
      for key in pair.keys[segment] {
        cost.listed += 1
        guard pair.leaves[0][Int(key)] != pair.leaves[1][Int(key)] else { continue }
        cost.keys += 1
        sent += sendMissing(Int(key), from: one, to: other)
        sent += sendMissing(Int(key), from: other, to: one)
      }
    }
    settings.trees.last = cost
    statistics.comparisons.count += 1
    statistics.comparisons.hashes += cost.hashes
    return sent
  }

  /// Sends what one node holds of a key and another has not seen; returns how many messages.
  private mutating func sendMissing(_ key: Int, from: NodeID, to: NodeID) -> Int {
    var sent = 0
    for version in missing(key, from: from, to: to) {
      guard network.queue.hasRoom(for: 1) else { break }
      var envelope = Envelope()
      envelope.purpose = .sync
      envelope.version = version
      send(envelope, over: network.way(from, to), latency: nil)
      sent += 1
    }
    return sent
  }

  /// The versions of a key that one node holds and another has not seen.
  func missing(_ key: Int, from: NodeID, to: NodeID) -> [UInt32] {
    guard let slot = store.slots.find(key, from.index) else { return [] }
    let there = store.slots.find(key, to.index)
    var missing: [UInt32] = []
    for sibling in store.slots.states[slot].siblings(in: store.spills) {
      let isKnown =
        there.map { store.slots.states[$0].past.knows(sibling.dot, in: store.spills) } ?? false
      if !isKnown { missing.append(sibling.version) }
    }
    return missing
  }

  // MARK: Trees

  /// The pair of two nodes, made where there is none that still fits.
  private mutating func pair(_ one: NodeID, _ other: NodeID) -> Int {
    let found = settings.trees.pairs.firstIndex { $0.one == one && $0.other == other }
    if let found, settings.trees.pairs[found].keyCount == store.keys.count { return found }
    let made = makePair(one, other)
    guard let found else {
      settings.trees.pairs.append(made)
      return settings.trees.pairs.count - 1
    }
    settings.trees.pairs[found] = made
    return found
  }

  private mutating func makePair(_ one: NodeID, _ other: NodeID) -> SyncTrees.Pair {
    let count = store.keys.count
    let tree = MerkleTree(segments: max(SyncTrees.width, count / 4), width: SyncTrees.width)
    var pair = SyncTrees.Pair(
      one: one, other: other, keyCount: count,
      keys: Array(repeating: [], count: tree.segmentCount),
      segments: Array(repeating: -1, count: count), trees: [tree, tree],
      leaves: Array(repeating: Array(repeating: 0, count: count), count: 2))
    for key in 0..<count where isShared(key, one, other) {
      let segment = SyncTrees.segment(of: key, among: tree.segmentCount)
      pair.segments[key] = Int32(segment)
      pair.keys[segment].append(Int32(key))
      pair.update(0, key, leaf(key, at: one))
      pair.update(1, key, leaf(key, at: other))
    }
    return pair
  }

  /// Whether both nodes are replicas of a key.
  private mutating func isShared(_ key: Int, _ one: NodeID, _ other: NodeID) -> Bool {
    guard let setup = settings.leaderless else { return true }
    let at = store.placements.primaries(of: key, n: setup.n, nodes)
    var found = (false, false)
    for place in 0..<Int(store.placements.member(at)) {
      let node = store.placements.member(at + 1 + place)
      if node == one.rawValue { found.0 = true }
      if node == other.rawValue { found.1 = true }
    }
    return found.0 && found.1
  }

  /// What a node holds of a key as one number: its versions, however they came there.
  private func leaf(_ key: Int, at node: NodeID) -> UInt64 {
    guard let slot = store.slots.find(key, node.index) else { return 0 }
    let only = store.slots.states[slot].onlyVersion
    if only != 0 { return leaf(key, of: Int(only)) }
    var sum: UInt64 = 0
    for sibling in store.slots.states[slot].siblings(in: store.spills) {
      sum = sum &+ leaf(key, of: Int(sibling.version))
    }
    return sum
  }

  private func leaf(_ key: Int, of version: Int) -> UInt64 {
    let dot = Dot(store.versions.stamps[version].replica, store.versions.records[version].counter)
    return Chance.mix(
      hash(of: dot, salt: UInt64(key))
        ^ values.contentHash(store.versions.records[version].value))
  }

  /// Takes what changed since the last comparison into every pair it belongs to.
  private mutating func refreshTrees() {
    if settings.trees.generation != store.placements.generation {
      settings.trees.pairs = []
      settings.trees.generation = store.placements.generation
    }
    for slot in store.slots.takeChanged() {
      let (node, key) = store.slots.owner(of: slot)
      guard key.index < store.keys.count else { continue }
      var now: UInt64?
      for at in settings.trees.pairs.indices {
        guard let side = settings.trees.pairs[at].side(of: node) else { continue }
        let leaf = now ?? leaf(key.index, at: node)
        now = leaf
        settings.trees.pairs[at].update(side, key.index, leaf)
      }
    }
  }

  // MARK: Purging

  /// Forgets the keys of which a node holds nothing but old deletions, with all it knew of them.
  ///
  /// A replica that missed the deletion can bring the key back.
  mutating func collect(
    before: Tick, _ nodes: [NodeID], into events: inout EventBuffer
  ) throws(Refusal) {
    guard !store.logs.isActive else { throw .keptByLog }
    for node in nodes { try checkUp(node) }
    for node in nodes {
      for key in 0..<store.keys.count {
        guard let slot = store.slots.find(key, node.index), isPurgeable(slot, before) else {
          continue
        }
        recordPurge(key, slot, at: node, into: &events)
        forget(slot: slot, replaced: true)
      }
    }
  }

  private func isPurgeable(_ slot: Int, _ before: Tick) -> Bool {
    let siblings = store.slots.states[slot].siblings(in: store.spills)
    guard !siblings.isEmpty, store.slots.states[slot].merged(in: store.spills) == nil else {
      return false
    }
    return siblings.allSatisfy { sibling in
      store.versions.records[Int(sibling.version)].value == .tombstone
        && store.versions.stamps[Int(sibling.version)].server < before
    }
  }
}
