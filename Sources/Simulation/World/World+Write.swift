import Causality
import Replication

extension World {
  mutating func write(
    _ request: WriteRequest, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkUp(request.node)
    if store.keys.isTyped(request.key.index) {
      return try submit(try typed(request), into: &events)
    }
    try submit(request, into: &events)
  }

  /// Hands a write on to whoever decides about it. Precondition: the node is up.
  mutating func submit(
    _ request: WriteRequest, into events: inout EventBuffer
  ) throws(Refusal) {
    if let setup = settings.leaderless {
      try coordinate(request, setup, into: &events)
      settings.hasBegun = true
      return
    }
    if store.logs.isActive {
      try lead(request, into: &events)
      settings.hasBegun = true
      return
    }
    guard !nodes.records[request.node.index].failsWrites else {
      throw .writesFail(request.node)
    }
    guard hasRoom else { throw .full }
    if settings.isSynchronous {
      try writeSynchronously(request, into: &events)
    } else {
      _ = try writeHere(request, isAcknowledged: true, into: &events)
      reply = .wrote(OperationID(-1))
    }
    settings.hasBegun = true
  }

  /// Writes at one node and sends the version on its way; returns its number while it lives.
  mutating func writeHere(
    _ request: WriteRequest, isAcknowledged: Bool, into events: inout EventBuffer
  ) throws(Refusal) -> UInt32 {
    let key = request.key.index
    let slot = store.slots.slot(key, request.node.index)
    let replica = nodes.records[request.node.index].replica
    guard let lane = store.keys.lane(of: replica, key: key) else { throw .full }
    let clocks = nodes.records[request.node.index]
    let version = makeVersion(request, lane: lane, slot: slot, replica: replica)
    if isAcknowledged {
      store.versions.records[Int(version)].marks.insert(.acknowledged)
    }
    do throws(Refusal) {
      try place(version, request, slot: slot, into: &events)
    } catch {
      nodes.records[request.node.index] = clocks
      throw error
    }
    if network.delivery == .causal { depend(version, request, replica: replica) }
    store.slots.touched(slot)
    if let client = request.client { learn(client, version) }
    recordWrite(request, version, isAcknowledged: isAcknowledged, into: &events)
    if !events.interest.isDisjoint(with: .versions), version != 0 {
      events.record(
        event(.written, at: request.node, version: version, strategy: strategy(of: key)))
    }
    // The writer holds on to the version until it is sent, or it could be gone by then.
    store.versions.records[Int(version)].carriers += 1
    send(version, from: request.node, chosen: request.latencies)
    dropCarrier(version)
    return version
  }

  /// The version of a write: what it follows, its dot and its stamps.
  mutating func makeVersion(
    _ request: WriteRequest, lane: UInt16, slot: Int, replica: ReplicaID, after: Past? = nil
  ) -> UInt32 {
    let past = after ?? self.past(of: request, slot: slot)
    let dot = nextDot(request, lane: lane, slot: slot)
    let stamps = stamps(of: request, replica: replica)
    nodes.records[request.node.index].logical = stamps.logical
    nodes.records[request.node.index].hybrid = stamps.hybrid
    let base = store.versions.keepsBases ? self.base(of: past, slot: slot) : nil
    let version = store.versions.add(
      past: past, key: request.key, value: request.value, dot: dot, stamps: stamps)
    if store.versions.keepsBases { store.versions.setBase(version, base) }
    if store.keys.shipsOperations {
      store.versions.setEffect(version, effect(of: version, slot))
    }
    if store.histories.isActive { recordHistory(version) }
    return version
  }

  /// The dot of the next write of a node to a key.
  @inline(__always)
  func nextDot(_ request: WriteRequest, lane: UInt16, slot: Int) -> LaneDot {
    var known = store.slots.states[slot].past.counter(lane, in: store.spills)
    let issued = store.slots.states[slot].lastIssued
    if issued.lane == lane { known = max(known, issued.counter) }
    if !operations.promises.isEmpty {
      known = max(known, proposed(request.key.index, at: request.node))
    }
    return LaneDot(lane, known &+ 1)
  }

  /// What the writer of something with this past was shown; nil: several values, or another node's.
  private func base(of past: Past, slot: Int) -> ValueID? {
    if past.isEmpty(in: store.spills) { return .tombstone }
    let siblings = store.slots.states[slot].siblings(in: store.spills)
    guard siblings.allSatisfy({ past.knows($0.dot, in: store.spills) }) else { return nil }
    return shown(at: slot)
  }

  /// The one value that a node shows of a key, a deletion too; nil: nothing, or several.
  func shown(at slot: Int) -> ValueID? {
    if let merged = store.slots.states[slot].merged(in: store.spills) { return merged }
    let siblings = store.slots.states[slot].siblings(in: store.spills)
    guard siblings.count == 1 else { return nil }
    return store.versions.records[Int(siblings[0].version)].value
  }

  /// What a write follows; a node that stores nothing of a key knows what it has issued itself.
  private mutating func past(of request: WriteRequest, slot: Int) -> Past {
    // A typed value is what its node makes of all it holds, whatever the client has seen.
    if store.keys.isTyped(request.key.index) {
      return store.spills.copy(store.slots.states[slot].past)
    }
    if settings.leaderless?.ignoresContexts == true { return Past() }
    switch request.context {
    case .blind: return Past()
    case .client(let client):
      return store.spills.copy(clients.past(client, request.key.index))
    case .node:
      var past = store.spills.copy(store.slots.states[slot].past)
      let issued = store.slots.states[slot].lastIssued
      if issued.counter > 0 { past.include(upTo: issued, in: &store.spills) }
      return past
    }
  }

  /// What every clock reads for a write. An explicit stamp is a reading of the physical ones.
  func stamps(of request: WriteRequest, replica: ReplicaID) -> VersionStamps {
    let node = request.node.index
    let physical = request.stamp ?? adding(now, nodes.records[node].clock.ahead(at: now))
    var clientSkew: Tick = 0
    if let client = request.client {
      clientSkew = clients.clients[client.index].setup.skew
    }
    var hybrid = nodes.records[node].hybrid
    hybrid.tick(physical: physical)
    return VersionStamps(
      server: physical, client: request.stamp ?? adding(now, clientSkew),
      logical: nodes.records[node].logical + 1, hybrid: hybrid,
      replica: replica, origin: request.node, sequence: 0)
  }

  /// Stores a local write, by the fast rule where it applies.
  private mutating func place(
    _ version: UInt32, _ request: WriteRequest, slot: Int, into events: inout EventBuffer
  ) throws(Refusal) {
    let key = request.key.index
    if store.keys.course(of: key) == .plain, case .node = request.context,
      operations.promises.isEmpty,
      let replaced = store.slots.states[slot].overwriteFast(
        store.versions.records[Int(version)].dot, version: version)
    {
      store.versions.records[Int(version)].holders = 1
      recordStore(version, at: request.node, into: &events)
      replace(replaced, by: version, at: request.node, into: &events)
      return
    }
    let arrival = Arrival(
      version: version, key: key, node: request.node, slot: slot,
      message: MessageName(Arc(request.node, request.node), 0), kind: .replicate,
      strategy: store.keys.rules[key].onWrite, isLocal: true)
    // A version that nobody holds or carries would be gone when it loses at once.
    store.versions.records[Int(version)].carriers += 1
    let taken = reconcile(arrival, into: &events)
    if taken == .stopped {
      store.versions.records[Int(version)].marks.remove(.acknowledged)
      dropCarrier(version)
      throw .conflict(request.node)
    }
    store.versions.records[Int(version)].carriers -= 1
  }

  /// A client remembers what it has written.
  mutating func learn(_ client: ClientID, _ version: UInt32) {
    let record = store.versions.records[Int(version)]
    clients.learn(client, Int(record.key), in: &store.spills) { past, spills in
      past.include(record.dot, in: &spills)
    }
  }

  mutating func read(
    _ request: ReadRequest, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkUp(request.node)
    if let setup = settings.leaderless {
      try coordinate(request, setup, into: &events)
      settings.hasBegun = true
      return
    }
    settings.hasBegun = true
    let key = request.key.index
    let slot = store.slots.slot(key, request.node.index)
    var answer = ReadReply(values: values(of: request.key, at: request.node))
    if events.interest.contains(.history) {
      answer.versions = dots(of: store.slots.states[slot].siblings(in: store.spills))
    }
    resolveOnRead(request, slot, &answer, into: &events)
    recordRead(request, returning: answer.versions, into: &events)
    if let client = request.client {
      let past = store.slots.states[slot].past
      clients.learn(client, key, in: &store.spills) { known, spills in
        known.merge(past, in: &spills)
      }
      network.causal.learn(&clients.clients[client.index].seen, from: request.node)
    }
    reply = .read(answer)
  }

  /// Lets the key's strategy on read decide among siblings, and writes the result back.
  private mutating func resolveOnRead(
    _ request: ReadRequest, _ slot: Int, _ answer: inout ReadReply,
    into events: inout EventBuffer
  ) {
    let rules = store.keys.rules[request.key.index]
    guard let onRead = rules.onRead else { return }
    let siblings = store.slots.states[slot].siblings(in: store.spills)
    guard siblings.count > 1 else { return }
    let chosen = choose(
      among: siblings, of: request.key.index, by: onRead, at: request.node, &answer)
    guard let chosen else { return }
    guard rules.writesBack, !nodes.records[request.node.index].failsWrites, hasRoom else {
      return
    }
    let back = WriteRequest(key: request.key, value: chosen, node: request.node)
    if (try? writeHere(back, isAcknowledged: true, into: &events)) != nil {
      answer.wroteBack = true
    }
  }

  /// What a strategy on read makes of siblings; nil: it leaves them.
  mutating func choose(
    among siblings: [Sibling], of key: Int, by onRead: StrategyID, at node: NodeID,
    _ answer: inout ReadReply
  ) -> ValueID? {
    let strategy = settings.strategies[Int(onRead.rawValue)]
    let candidates = self.candidates(siblings, strategy, at: node)
    answer.strategy = onRead
    let question = Question(key: key, node: node, strategy: onRead)
    var chosen: ValueID?
    switch judge(candidates, of: siblings, question) {
    case .keep(let index, let reason):
      guard candidates.indices.contains(index) else { return nil }
      chosen = candidates[index].value
      answer.versions = [candidates[index].dot]
      answer.reason = reason
    case .keepSome(let indices, let reason):
      let kept = indices.filter { candidates.indices.contains($0) }.map { candidates[$0] }
        .sorted { $0.dot < $1.dot }
      answer.values = kept.map(\.value).filter { $0 != .tombstone }
      answer.versions = kept.map(\.dot)
      answer.reason = reason
    case .merge(let value, let reason):
      chosen = value
      answer.reason = reason
    case .ask: answer.isAsked = true
    case .keepAll, .keepStored, .skip, .stop, .failed: break
    }
    if let chosen { answer.values = chosen == .tombstone ? [] : [chosen] }
    return chosen
  }

  func adding(_ tick: Tick, _ other: Tick) -> Tick {
    let (sum, overflow) = tick.addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
