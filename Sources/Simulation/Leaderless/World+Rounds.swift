import Replication

// Rounds of anti-entropy: ever so often two nodes drawn by lot compare what they hold.
extension World {
  mutating func setAntiEntropy(every period: Tick?) {
    guard let period else {
      settings.occasions.antiEntropy = nil
      return
    }
    let every = max(1, period)
    settings.occasions.antiEntropy = AntiEntropyClock(every: every, next: adding(now, every))
  }

  /// When the next round of anti-entropy happens, whether it finds anything or not; nil: never.
  package var nextRound: Tick? {
    settings.occasions.antiEntropy.flatMap { $0.next < .max ? $0.next : nil }
  }

  /// Lets the next round happen, between a pair drawn for it.
  mutating func meet(into events: inout EventBuffer) {
    guard let clock = settings.occasions.antiEntropy else { return }
    var later = clock
    later.round += 1
    later.next = adding(clock.next, clock.every)
    settings.occasions.antiEntropy = later
    let up = nodes.present().filter { nodes.records[$0.index].health == .up }
    guard up.count > 1 else { return }
    let first = settings.chance.draw(.antiEntropy, 0, clock.round)
    let second = settings.chance.draw(.antiEntropy, 1, clock.round)
    let lot = Int(Chance.below(UInt64(up.count), first))
    var otherLot = Int(Chance.below(UInt64(up.count - 1), second))
    if otherLot >= lot { otherLot += 1 }
    let (one, other) = (min(up[lot], up[otherLot]), max(up[lot], up[otherLot]))
    guard isConnected(one, other), mayCompare(one, other) else { return }
    let before = statistics.comparisons.hashes
    let sent = store.logs.isActive ? catchUpAtRandom(one, other) : exchange(one, other)
    guard sent > 0, events.interest.contains(.messages) else { return }
    recordRound(
      one, other, hashes: statistics.comparisons.hashes - before, sent: sent, into: &events)
  }

  private func recordRound(
    _ one: NodeID, _ other: NodeID, hashes: Int, sent: Int, into events: inout EventBuffer
  ) {
    var event = Event(
      kind: .compared, tick: now, node: one, message: MessageName(Arc(one, other), 0),
      messageKind: .sync, key: KeyID(-1), version: .none, other: .none,
      ruling: EventRuling(strategy: .none, reason: .keptAll))
    event.request.carried = Int32(clamping: sent)
    event.request.hashes = Int32(clamping: hashes)
    events.record(event)
  }

  // MARK: Waiting for a round

  /// Whether a round could bring a node what it lacks, without anything being done before.
  package var isRoundAwaited: Bool {
    guard nextRound != nil else { return false }
    if store.logs.isActive { return followers().contains { isBehind($0) } }
    for key in 0..<store.keys.count {
      let nodes = replicas(of: key)
      for to in nodes {
        for from in nodes where !missing(key, from: from, to: to).isEmpty {
          if canBring(from, to, .sync) { return true }
        }
      }
    }
    return false
  }

  /// The nodes that hold a key, each once, as far as they run.
  private func replicas(of key: Int) -> [NodeID] {
    var found: [NodeID] = []
    let all =
      settings.leaderless.map { store.placements.walk(of: key, nodes).prefix($0.n).map(\.node) }
      ?? nodes.present()
    for node in all where nodes.records[node.index].health == .up && !found.contains(node) {
      found.append(node)
    }
    return found
  }

  /// Whether a comparison would send a follower entries that it can take.
  private func isBehind(_ node: NodeID) -> Bool {
    guard let leader = store.logs.leader, nodes.records[leader.index].health == .up,
      nodes.records[node.index].health == .up, store.logs.follows(node)
    else { return false }
    return store.logs.logs[node.index].count < store.logs.logs[leader.index].count
      && canBring(leader, node, .replicate)
  }

  /// Whether what one node sends another when they compare is delivered and taken in.
  private func canBring(_ from: NodeID, _ to: NodeID, _ kind: MessageKind) -> Bool {
    guard from != to, !nodes.records[to.index].failsWrites, mayCompare(from, to),
      isConnected(from, to)
    else { return false }
    guard let link = network.links.find(Arc(from, to)) else { return true }
    return !network.links.records[link].holds(kind)
  }
}
