import Causality
import Replication

// One leader takes every write, appends it to its log and sends the entries to its followers.
// - Source: Kleppmann 2017, chapter 5, "Leaders and Followers".
extension World {
  /// Takes a write at the leader.
  mutating func lead(
    _ asked: WriteRequest, into events: inout EventBuffer
  ) throws(Refusal) {
    guard let leader = store.logs.leader else { throw .noLeader }
    guard asked.node == leader else { throw .follows(asked.node, leader: leader) }
    guard !nodes.records[leader.index].failsWrites else { throw .writesFail(leader) }
    guard hasRoom else { throw .full }
    var request = asked
    // Whatever the client has seen: the log puts the write after everything before it.
    request.context = .node
    let key = request.key.index
    let slot = store.slots.slot(key, leader.index)
    let replica = nodes.records[leader.index].replica
    guard let lane = store.keys.lane(of: replica, key: key) else { throw .full }
    let version = makeVersion(request, lane: lane, slot: slot, replica: replica)
    acknowledge(version, request, into: &events)
    append(version, term: store.logs.term, at: leader, into: &events)
    if !events.interest.isDisjoint(with: .versions) {
      events.record(
        event(.written, at: leader, version: version, strategy: strategy(of: key)))
    }
    ship(request.latencies)
  }

  /// Tells the client at once, or when those that the write waits for have confirmed it.
  private mutating func acknowledge(
    _ version: UInt32, _ request: WriteRequest, into events: inout EventBuffer
  ) {
    let waiting = synchronousFollowers()
    reply = .wrote(.none)
    guard !waiting.isEmpty else {
      store.versions.records[Int(version)].marks.insert(.acknowledged)
      if let client = request.client { learn(client, version) }
      return recordWrite(request, version, isAcknowledged: true, into: &events)
    }
    let id = OperationID(Int32(operations.operations.count))
    reply = .wrote(id)
    var operation = Operation(
      key: request.key.index, node: request.node, version: 0, issued: now,
      deadline: adding(now, request.timeout), waiting: waiting)
    let got = waiting.count { canConfirm($0, to: request.node) }
    guard got == waiting.count else {
      // The write stays in the log and goes on.
      operation.outcome = .unavailable(needed: waiting.count + 1, got: got + 1)
      operation.phase = .ended
      operations.add(operation)
      return recordWrite(request, version, isAcknowledged: false, into: &events)
    }
    operation.phase = .concluding
    operation.version = version
    operation.client = request.client
    store.versions.records[Int(version)].carriers += 1
    operations.add(operation)
    recordBegin(request, version, id, into: &events)
    setTimer(of: id)
  }

  private func canConfirm(_ follower: NodeID, to leader: NodeID) -> Bool {
    network.hasWay(leader, follower) && isReachable(follower, from: leader)
  }

  // MARK: Followers

  /// Every node but the leader, in order of creation.
  func followers() -> [NodeID] { nodes.present().filter { $0 != store.logs.leader } }

  /// The followers that a write waits for, in order of creation.
  func synchronousFollowers() -> [NodeID] {
    switch store.logs.waiting {
    case .none: []
    case .all: followers()
    case .nodes(let stated): followers().filter { stated.contains($0) }
    }
  }

  /// Lets nodes that can hear the leader learn who it is, and sends all what they were not sent.
  mutating func followLeader(into events: inout EventBuffer) {
    guard store.logs.isActive, let leader = store.logs.leader,
      nodes.records[leader.index].health == .up
    else { return }
    for node in followers()
    where !store.logs.follows(node) && nodes.records[node.index].health == .up
      && network.hasWay(leader, node) && isConnected(node, leader)
    {
      adopt(leader, at: node, into: &events)
    }
    ship()
  }

  /// A node learns who leads: what its log has beyond the leader's is cut off.
  mutating func adopt(_ leader: NodeID, at node: NodeID, into events: inout EventBuffer) {
    let position = store.logs.logs[node.index].agreement(with: store.logs.logs[leader.index])
    discardWaiting(at: node)
    cutLog(of: node, after: position, into: &events)
    store.logs.logs[node.index].term = store.logs.term
    store.logs.sent[node.index] = position
  }

  /// Sends each follower that knows its leader the entries that it was not sent yet.
  mutating func ship(_ chosen: ChosenLatencies = ChosenLatencies()) {
    guard let leader = store.logs.leader, nodes.records[leader.index].health == .up else { return }
    let count = store.logs.logs[leader.index].count
    for (position, node) in followers().enumerated()
    where store.logs.follows(node) && network.hasWay(leader, node) {
      while store.logs.sent[node.index] < count, network.queue.hasRoom(for: 1) {
        store.logs.sent[node.index] += 1
        sendEntry(store.logs.sent[node.index], from: leader, to: node, latency: chosen[position])
      }
    }
  }

  private mutating func sendEntry(
    _ position: Int, from leader: NodeID, to node: NodeID, latency: Tick?
  ) {
    let entry = store.logs.logs[leader.index].entries[position - 1]
    var envelope = Envelope()
    envelope.purpose = .entry
    envelope.version = entry.version
    envelope.operation = Int32(entry.term)
    envelope.place(in: store.logs.term, at: position)
    envelope.consents = synchronousFollowers().contains(node)
    send(envelope, over: network.way(leader, node), latency: latency)
  }

  // MARK: Catching up

  /// Sends the follower among two nodes the entries that it lacks, whatever it was sent before.
  mutating func catchUp(
    _ one: NodeID, _ other: NodeID, into events: inout EventBuffer
  ) throws(Refusal) {
    guard let leader = store.logs.leader else { throw .noLeader }
    guard one == leader || other == leader else { throw .neitherLeads(one, other) }
    let node = one == leader ? other : one
    if !store.logs.follows(node) { adopt(leader, at: node, into: &events) }
    resend(leader, node)
  }

  /// Lets a round of anti-entropy repair a follower; between two followers it does nothing.
  /// Returns how many entries it sent.
  mutating func catchUpAtRandom(_ one: NodeID, _ other: NodeID) -> Int {
    guard let leader = store.logs.leader, one == leader || other == leader else { return 0 }
    let node = one == leader ? other : one
    return store.logs.follows(node) ? resend(leader, node) : 0
  }

  /// Sends a follower what its log lacks, again if need be; returns how many entries.
  @discardableResult
  private mutating func resend(_ leader: NodeID, _ node: NodeID) -> Int {
    let count = store.logs.logs[leader.index].count
    var sent = 0
    let waiting = network.causal.buffers[node.index].map(\.position)
    var position = store.logs.logs[node.index].count
    while position < count, network.queue.hasRoom(for: 1) {
      position += 1
      if !waiting.contains(position) {
        sendEntry(position, from: leader, to: node, latency: nil)
        sent += 1
      }
      store.logs.sent[node.index] = max(store.logs.sent[node.index], position)
    }
    return sent
  }
}

extension Envelope {
  /// The position in the log that it is about.
  var position: Int { Int(tags & 0xFFFF_FFFF) }

  /// The term in which it was sent.
  var term: UInt32 { UInt32(tags >> 32) }

  mutating func place(in term: UInt32, at position: Int) {
    tags = UInt64(term) << 32 | UInt64(position)
  }
}
