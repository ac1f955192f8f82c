import Causality
import Replication

// Any running node coordinates a request: it asks the replicas of the key all at once, and tells
// the client when enough have answered.
// - Source: DeCandia et al. 2007, §4.5.
extension World {
  /// What a request needs.
  private struct Needs {
    var answers: Int
    var primaries: Int
  }

  mutating func coordinate(
    _ request: WriteRequest, _ setup: QuorumSetup, after past: Past? = nil,
    into events: inout EventBuffer
  ) throws(Refusal) {
    let needs = try needs(request.quorum, setup.w, setup)
    guard hasRoom else { throw .full }
    var operation = QuorumOperation()
    operation.key = request.key.rawValue
    operation.node = request.node.rawValue
    operation.client = request.client.map { $0.rawValue + 1 } ?? 0
    operation.deadline = adding(now, request.timeout)
    let (slot, isSure) = try open(&operation, needs, request.quorum, setup)
    guard let version = issue(request, setup, after: past) else {
      operations.quorums.remove(UInt32(slot))
      throw .full
    }
    let id = OperationID(leaderless: operations.quorums.operations[slot].serial)
    reply = .wrote(id)
    store.versions.records[Int(version)].carriers += 1
    operations.quorums.operations[slot].version = version
    operations.quorums.list(UInt32(slot))
    recordBegin(request, version, id, into: &events)
    recordPlaces(slot, into: &events)
    let isPossible = isSure || checkPossible(slot, setup)
    for place in 0..<setup.n { requestStore(place, slot, request.latencies, into: &events) }
    if isPossible {
      decideWrite(slot, into: &events)
    } else {
      end(slot, .unavailable, into: &events)
    }
    finishIfDone(slot)
  }

  mutating func coordinate(
    _ request: ReadRequest, _ setup: QuorumSetup, into events: inout EventBuffer
  ) throws(Refusal) {
    let needs = try needs(request.quorum, setup.r, setup)
    guard hasRoom else { throw .full }
    var operation = QuorumOperation()
    operation.key = request.key.rawValue
    operation.node = request.node.rawValue
    operation.client = request.client.map { $0.rawValue + 1 } ?? 0
    operation.deadline = adding(now, request.timeout)
    operation.traits.isRead = true
    let (slot, isSure) = try open(&operation, needs, request.quorum, setup)
    let id = OperationID(leaderless: operations.quorums.operations[slot].serial)
    reply = .reading(id)
    if events.interest.contains(.history) {
      events.recorder.follow(id, events.recorder.begin(request, tick: now))
    }
    operations.quorums.list(UInt32(slot))
    if isSure || checkPossible(slot, setup) {
      for place in 0..<setup.n { requestRead(place, slot, into: &events) }
      decideRead(slot, into: &events)
    } else {
      end(slot, .unavailable, into: &events)
    }
    mendWhenAllAnswered(slot, into: &events)
  }

  private mutating func needs(
    _ quorum: RequestQuorum, _ usual: Int, _ setup: QuorumSetup
  ) throws(Refusal) -> Needs {
    let needs = Needs(
      answers: quorum.need?.count(of: setup.n) ?? usual,
      primaries: quorum.primaries?.count(of: setup.n) ?? 0)
    guard (1...setup.n).contains(needs.answers) else {
      throw .needOutOfRange(needs.answers, of: setup.n)
    }
    guard quorum.primaries == nil || (1...setup.n).contains(needs.primaries) else {
      throw .needOutOfRange(needs.primaries, of: setup.n)
    }
    return needs
  }

  // MARK: Whom to ask

  /// Opens an operation with the places of its key, those marked as asked that can be; `isSure`:
  /// all can, and are different nodes, so that there are enough whatever is needed.
  private mutating func open(
    _ operation: inout QuorumOperation, _ needs: Needs, _ quorum: RequestQuorum,
    _ setup: QuorumSetup
  ) throws(Refusal) -> (slot: Int, isSure: Bool) {
    let at = store.placements.primaries(of: Int(operation.key), n: setup.n, nodes)
    let count = Int(store.placements.member(at))
    guard count == setup.n else { throw .tooFewReplicas(needed: setup.n, got: count) }
    operation.tally.places = Int32(setup.n)
    operation.tally.needed = Int32(needs.answers)
    operation.tally.primaries = Int32(needs.primaries)
    operation.traits.isWatched = quorum.isWatched
    operation.traits.isLimited = quorum.reach != .all
    let slot = Int(operations.quorums.add(operation, places: setup.n))
    let first = slot &* operations.quorums.stride
    var isComplete = true
    var met: UInt64 = 0
    for place in 0..<setup.n {
      var answer = QuorumAnswer()
      answer.node = store.placements.member(at &+ 1 &+ place)
      // Nodes from 64 on share the bit of none, and are compared one by one.
      let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: answer.node)
      if bit == 0 || met & bit != 0 { operation.traits.mayRepeat = true }
      met |= bit
      if canAsk(NodeID(answer.node), from: NodeID(operation.node), quorum.reach) {
        answer.status = .asked
      } else {
        isComplete = false
      }
      operations.quorums.answers[first &+ place] = answer
    }
    if !isComplete, setup.isSloppy {
      findStandIns(slot, setup.n, quorum.reach)
      operation.traits.mayRepeat = true
    }
    if operation.traits.mayRepeat {
      operation.traits.mayRepeat = hasRepeats(first, setup.n)
      operations.quorums.operations[slot].traits.mayRepeat = operation.traits.mayRepeat
    }
    return (slot, isComplete && !operation.traits.mayRepeat)
  }

  private mutating func hasRepeats(_ first: Int, _ n: Int) -> Bool {
    if n > 16 { return true }
    for place in 1..<max(1, n) {
      for other in 0..<place
      where operations.quorums.answers[first &+ place].node
        == operations.quorums.answers[first &+ other].node
      { return true }
    }
    return false
  }

  /// Whether a coordinator may contact a node, and can: it runs, a way leads there, and no link
  /// between them is cut.
  @inline(__always)
  func canAsk(_ node: NodeID, from coordinator: NodeID, _ reach: ReachID) -> Bool {
    guard settings.reaches.allows(node, reach) else { return false }
    return node == coordinator
      || network.hasWay(coordinator, node) && isConnected(node, coordinator)
  }

  @inline(__always)
  func isConnected(_ node: NodeID, _ other: NodeID) -> Bool {
    switch nodes.records[node.index].health {
    case .crashed, .removed: return false
    case .up, .paused: break
    }
    if network.cuts.isEmpty { return true }
    return !network.cuts.contains(Arc(node, other)) && !network.cuts.contains(Arc(other, node))
  }

  /// Gives each primary that cannot be reached the next place of the walk that can.
  ///
  /// - Source: riak_core_apl.erl: a node may stand in twice, or while being a primary.
  private mutating func findStandIns(_ slot: Int, _ n: Int, _ reach: ReachID) {
    let operation = operations.quorums.operations[slot]
    let walk = store.placements.walk(of: Int(operation.key), nodes)
    var next = n
    for place in 0..<n {
      let at = slot * operations.quorums.stride + place
      guard operations.quorums.answers[at].status != .asked else { continue }
      while next < walk.count, !canAsk(walk[next].node, from: NodeID(operation.node), reach) {
        next += 1
      }
      guard next < walk.count else { return }
      operations.quorums.answers[at].home = operations.quorums.answers[at].node + 1
      operations.quorums.answers[at].node = walk[next].node.rawValue
      operations.quorums.answers[at].status = .asked
      next += 1
    }
  }

  /// What has answered, and what may still: all, and primaries.
  struct Standing {
    var answers: Int32 = 0
    var primaries: Int32 = 0
    var possible: Int32 = 0
    var possiblePrimaries: Int32 = 0
  }

  /// How a request stands, by its answers and by what may still come.
  @inline(__always)
  mutating func standing(_ slot: Int, _ setup: QuorumSetup) -> Standing {
    var standing = Standing()
    let first = slot &* operations.quorums.stride
    let isDistinct =
      setup.countsNodes && operations.quorums.operations[slot].traits.mayRepeat
    for place in 0..<Int(operations.quorums.operations[slot].tally.places) {
      let answer = operations.quorums.answers[first &+ place]
      guard answer.status == .yes || answer.status == .asked else { continue }
      if isDistinct, isRepeated(first, place, of: slot) { continue }
      standing.possible &+= 1
      standing.possiblePrimaries &+= answer.home == 0 ? 1 : 0
      guard answer.status == .yes else { continue }
      standing.answers &+= 1
      standing.primaries &+= answer.home == 0 ? 1 : 0
    }
    return standing
  }

  /// Whether an earlier place of the same node counts already: one that answered before one that
  /// may, a primary before one that stands in.
  private mutating func isRepeated(_ first: Int, _ place: Int, of slot: Int) -> Bool {
    let answer = operations.quorums.answers[first + place]
    func rank(_ other: QuorumAnswer) -> Int {
      (other.status == .yes ? 2 : 0) + (other.home == 0 ? 1 : 0)
    }
    for other in 0..<Int(operations.quorums.operations[slot].tally.places) where other != place {
      let twin = operations.quorums.answers[first + other]
      guard twin.node == answer.node, twin.status == .yes || twin.status == .asked else { continue }
      if rank(twin) > rank(answer) || rank(twin) == rank(answer) && other < place { return true }
    }
    return false
  }

  /// Whether enough can be asked at all; what is lacking is noted.
  private mutating func checkPossible(_ slot: Int, _ setup: QuorumSetup) -> Bool {
    let tally = operations.quorums.operations[slot].tally
    let standing = standing(slot, setup)
    if standing.possible < tally.needed {
      operations.quorums.operations[slot].tally.lacking = SIMD2(tally.needed, standing.possible)
      return false
    }
    if standing.possiblePrimaries < tally.primaries {
      operations.quorums.operations[slot].tally.lacking =
        SIMD2(tally.primaries, standing.possiblePrimaries)
      return false
    }
    return true
  }

  // MARK: Asking

  /// Makes the version of a write under the coordinator's next counter; nil: no lane is left.
  private mutating func issue(
    _ request: WriteRequest, _ setup: QuorumSetup, after past: Past?
  ) -> UInt32? {
    let key = request.key.index
    let slot = store.slots.slot(key, request.node.index)
    renewIfForgotten(request.node, key, slot, setup)
    let replica = nodes.records[request.node.index].replica
    guard let lane = store.keys.lane(of: replica, key: key) else { return nil }
    let version = makeVersion(request, lane: lane, slot: slot, replica: replica, after: past)
    let dot = store.versions.records[Int(version)].dot
    store.keys.noteIssued(lane, key: key)
    if setup.hasVectors { noteIssue(of: version, setup.pruning) }
    store.slots.states[slot].lastIssued = dot
    store.slots.touched(slot)
    return version
  }

  /// Gives a node that knows nothing of writes it has issued a fresh identity; whether it did.
  @discardableResult
  mutating func renewIfForgotten(
    _ node: NodeID, _ key: Int, _ slot: Int, _ setup: QuorumSetup
  ) -> Bool {
    guard setup.startsEpochs, store.slots.states[slot].isBlank(in: store.spills),
      store.keys.hasIssued(nodes.records[node.index].replica, key: key)
    else { return false }
    renew(node)
    return true
  }

  /// Gives a node a fresh identity to count its writes under.
  mutating func renew(_ node: NodeID) {
    nodes.renew(node)
    // Whether it once issued writes of a key it knows nothing of is part of the state.
    for key in 0..<store.keys.count {
      if let slot = store.slots.find(key, node.index) { store.slots.touched(slot) }
    }
  }

  /// Asks one place to store the write, or stores it where the coordinator is that place.
  private mutating func requestStore(
    _ place: Int, _ slot: Int, _ latencies: ChosenLatencies, into events: inout EventBuffer
  ) {
    let at = slot &* operations.quorums.stride &+ place
    let answer = operations.quorums.answers[at]
    guard answer.status == .asked else { return }
    let operation = operations.quorums.operations[slot]
    var envelope = Envelope()
    envelope.purpose = .store
    envelope.version = operation.version
    envelope.operation = Int32(slot)
    envelope.tags = Envelope.tags(place: place, home: answer.home)
    if answer.node == operation.node {
      envelope.node = answer.node
      let isStored = keep(envelope, into: &events)
      note(isStored, slot, at)
      return
    }
    operations.quorums.operations[slot].tally.open &+= 1
    let link = network.way(NodeID(operation.node), NodeID(answer.node))
    send(envelope, over: link, latency: latencies[place])
  }

  /// Asks one place for what it holds, or looks where the coordinator is that place.
  private mutating func requestRead(_ place: Int, _ slot: Int, into events: inout EventBuffer) {
    let at = slot &* operations.quorums.stride &+ place
    let answer = operations.quorums.answers[at]
    guard answer.status == .asked else { return }
    let operation = operations.quorums.operations[slot]
    if answer.node == operation.node {
      let found = look(NodeID(answer.node), Int(operation.key), home: answer.home)
      operations.quorums.answers[at].version = found.version
      operations.quorums.answers[at].snapshot = found.snapshot
      operations.quorums.answers[at].isCounted = true
      note(true, slot, at)
      return
    }
    operations.quorums.operations[slot].tally.open &+= 1
    var envelope = Envelope()
    envelope.purpose = .readRequest
    envelope.operation = Int32(slot)
    envelope.tags = Envelope.tags(place: place, home: answer.home)
    send(envelope, over: network.way(NodeID(operation.node), NodeID(answer.node)), latency: nil)
  }

  // MARK: Ending

  /// Tells the client, once.
  mutating func end(_ slot: Int, _ outcome: EventOutcome, into events: inout EventBuffer) {
    operations.quorums.operations[slot].traits.phase = .ended
    operations.quorums.operations[slot].traits.outcome = outcome
    let operation = operations.quorums.operations[slot]
    if operation.traits.isRead {
      let mends = settings.leaderless?.mends ?? false
      operations.quorums.operations[slot].traits.awaitsRepair = outcome == .ok && mends
      if outcome == .ok { giveAnswer(slot, into: &events) }
    } else if outcome == .ok {
      store.versions.records[Int(operation.version)].marks.insert(.acknowledged)
      if operation.client != 0 { learn(ClientID(operation.client - 1), operation.version) }
    }
    if !operations.quorums.operations[slot].traits.awaitsRepair {
      operations.quorums.unlist(UInt32(slot))
    }
    recordHistoryEnd(slot, into: &events)
    recordEnd(slot, into: &events)
    if operation.version != 0 {
      operations.quorums.operations[slot].version = 0
      dropCarrier(operation.version)
    }
  }

  /// Gives an operation's place back when nothing of it is on its way and nobody watches it.
  @inline(__always)
  mutating func finishIfDone(_ slot: Int) {
    let operation = operations.quorums.operations[slot]
    guard operation.traits.phase == .ended, operation.tally.open == 0,
      operation.tally.repairs == 0, !operation.traits.awaitsRepair
    else { return }
    if operation.traits.isRead { dropAnswers(slot) }
    if !operation.traits.isWatched { operations.quorums.remove(UInt32(slot)) }
  }

  /// Lets go of what the places have answered.
  @inline(__always)
  private mutating func dropAnswers(_ slot: Int) {
    let first = slot &* operations.quorums.stride
    for place in 0..<Int(operations.quorums.operations[slot].tally.places) {
      let answer = operations.quorums.answers[first &+ place]
      operations.quorums.answers[first &+ place].version = 0
      operations.quorums.answers[first &+ place].snapshot = 0
      dropFound(answer.version, answer.snapshot)
    }
  }

  /// Lets go of what one place was found to hold.
  @inline(__always)
  mutating func dropFound(_ version: UInt32, _ snapshot: UInt32) {
    if snapshot != 0 { dropSnapshot(snapshot) }
    if version != 0 { dropCarrier(version) }
  }

  /// The first operation's patience ends: what was asked for may have happened.
  mutating func expire(into events: inout EventBuffer) {
    statistics.events += 1
    let slot = Int(operations.quorums.first)
    operations.quorums.unlist(UInt32(slot))
    switch operations.quorums.operations[slot].traits.phase {
    case .asking, .mending:
      statistics.timeouts += 1
      end(slot, .unknown, into: &events)
    case .ended, .free: mend(slot, into: &events)
    }
    finishIfDone(slot)
  }

  /// The requests that a node coordinates will never be answered.
  mutating func abandonRequests(at node: NodeID, into events: inout EventBuffer) {
    for slot in 1..<max(1, operations.quorums.operations.count)
    where operations.quorums.operations[slot].node == node.rawValue {
      let traits = operations.quorums.operations[slot].traits
      guard traits.phase != .free else { continue }
      operations.quorums.operations[slot].traits.awaitsRepair = false
      if traits.phase != .ended { end(slot, .unknown, into: &events) }
      operations.quorums.unlist(UInt32(slot))
      finishIfDone(slot)
    }
  }
}

extension Envelope {
  /// The place of an operation that a message is from or to, and for whom it stands in (+ 1).
  @inline(__always)
  static func tags(place: Int, home: Int32) -> UInt64 {
    UInt64(place) << 32 | UInt64(UInt32(bitPattern: home))
  }

  @inline(__always)
  var place: Int { Int(truncatingIfNeeded: tags >> 32) }

  /// For whom the receiver stands in, + 1; of a read's reply: the snapshot.
  @inline(__always)
  var home: Int32 { Int32(truncatingIfNeeded: tags) }
}
