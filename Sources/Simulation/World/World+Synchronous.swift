import Causality
import Replication

/// A synchronous write on its way.
struct Operation: Sendable {
  enum Phase: Sendable {
    /// The other leaders are asked to accept.
    case asking
    /// They are told to make it visible.
    case concluding
    case ended
  }

  var key: Int
  /// The coordinator.
  var node: NodeID
  /// The version, carried by the operation until it ends; 0: none.
  var version: UInt32
  /// When it was issued.
  var issued: Tick
  /// When its coordinator gives up.
  var deadline: Tick
  var phase = Phase.asking
  var outcome = Outcome.pending
  /// The leaders that have not answered.
  var waiting: [NodeID] = []
  /// The slot of the timer of its deadline; 0: none is set.
  var timer: UInt32 = 0
  /// Whose context the write follows, and is added to when it succeeds.
  var client: ClientID?
}

/// The synchronous writes ever issued, and which of them each leader has accepted for each key.
struct OperationTable: ~Copyable, Sendable {
  /// A leader takes no other concurrent write of the key until this one ends.
  struct Promise: Sendable {
    var node: NodeID
    var key: Int
    var operation: OperationID
  }

  private(set) var operations: [Operation] = []
  /// Those that have not ended, in order of issue.
  private(set) var live: [OperationID] = []
  /// The sum of the fingerprints of those that have.
  private(set) var endedHash: UInt64 = 0
  private(set) var promises: [Promise] = []
  /// The requests of a leaderless store.
  var quorums = QuorumTable()

  init() {}

  private init(copying other: borrowing OperationTable) {
    operations = other.operations
    live = other.live
    endedHash = other.endedHash
    promises = other.promises
    quorums = other.quorums.clone()
  }

  borrowing func clone() -> OperationTable { OperationTable(copying: self) }

  /// Adds an operation under the next number.
  mutating func add(_ operation: Operation) {
    operations.append(operation)
    let index = operations.count - 1
    if operation.phase == .ended {
      endedHash = endedHash &+ operation.endedHash(index)
    } else {
      live.append(OperationID(Int32(index)))
    }
  }

  /// Notes how an operation ended.
  mutating func end(_ id: OperationID, _ outcome: Outcome) {
    self[id].phase = .ended
    self[id].outcome = outcome
    live.removeAll { $0 == id }
    endedHash = endedHash &+ self[id].endedHash(Int(id.rawValue))
  }

  /// Takes back every promise of a node.
  mutating func forget(_ node: NodeID) { promises.removeAll { $0.node == node } }

  subscript(id: OperationID) -> Operation {
    get { operations[Int(id.rawValue)] }
    set { operations[Int(id.rawValue)] = newValue }
  }

  func promise(_ node: NodeID, _ key: Int) -> OperationID? {
    promises.first { $0.node == node && $0.key == key }?.operation
  }

  mutating func give(_ node: NodeID, _ key: Int, _ operation: OperationID) {
    take(node, key)
    promises.append(Promise(node: node, key: key, operation: operation))
  }

  mutating func take(_ node: NodeID, _ key: Int) {
    promises.removeAll { $0.node == node && $0.key == key }
  }
}

// A synchronous write in two rounds: every leader is asked and promises to take no concurrent
// write of the key; when all have, they are told to make it visible; when all have done so, the
// client is told. Of two writes that ask for each other's promise the lower (issue time, node)
// wins, so one of them always goes through.
extension World {
  mutating func writeSynchronously(
    _ request: WriteRequest, into events: inout EventBuffer
  ) throws(Refusal) {
    let leaders = nodes.present()
    let others = leaders.filter { $0 != request.node }
    let id = OperationID(Int32(operations.operations.count))
    var operation = Operation(
      key: request.key.index, node: request.node, version: 0, issued: now,
      deadline: adding(now, request.timeout), waiting: others)
    var got = 1
    for other in others where isReachable(other, from: request.node) { got += 1 }
    guard got == leaders.count else {
      // What is reachable is still written, as an asynchronous write would be.
      _ = try writeHere(request, isAcknowledged: false, into: &events)
      reply = .wrote(id)
      operation.outcome = .unavailable(needed: leaders.count, got: got)
      operation.phase = .ended
      operations.add(operation)
      return
    }
    reply = .wrote(id)
    guard let version = propose(request) else {
      operation.outcome = .conflict
      operation.phase = .ended
      operations.add(operation)
      return
    }
    operation.version = version
    operation.client = request.client
    operations.add(operation)
    recordBegin(request, version, id, into: &events)
    operations.give(request.node, operation.key, id)
    for other in others { send(.writeRequest, id, version, request.node, other, true) }
    setTimer(of: id)
    if others.isEmpty { concludeAll(id, into: &events) }
  }

  /// Makes an operation end at its deadline if it has not ended before.
  mutating func setTimer(of id: OperationID) {
    var timer = Envelope()
    timer.purpose = .timeout
    timer.node = operations[id].node.rawValue
    timer.operation = id.rawValue
    timer.entry.due = operations[id].deadline
    operations[id].timer = network.queue.push(timer)
  }

  /// Whether a node would answer another: it runs, takes writes, and no link between them is cut.
  func isReachable(_ other: NodeID, from node: NodeID) -> Bool {
    let record = nodes.records[other.index]
    return record.health != .crashed && !record.failsWrites
      && !network.cuts.contains(Arc(node, other)) && !network.cuts.contains(Arc(other, node))
  }

  /// The version of a synchronous write, carried by its operation; nil: it conflicts right here.
  private mutating func propose(_ request: WriteRequest) -> UInt32? {
    let key = request.key.index
    if let other = operations.promise(request.node, key), isBinding(other) { return nil }
    let slot = store.slots.slot(key, request.node.index)
    let replica = nodes.records[request.node.index].replica
    guard let lane = store.keys.lane(of: replica, key: key) else { return nil }
    let version = makeVersion(request, lane: lane, slot: slot, replica: replica)
    store.versions.records[Int(version)].carriers += 1
    if isConcurrent(version, slot) {
      dropCarrier(version)
      return nil
    }
    return version
  }

  /// The counter that a node's own synchronous write of a key has taken and not stored yet; 0:
  /// none.
  func proposed(_ key: Int, at node: NodeID) -> UInt32 {
    guard let id = operations.promise(node, key), operations[id].node == node else { return 0 }
    return store.versions.records[Int(operations[id].version)].counter
  }

  /// Whether a promise still stands: its operation goes on and has not run out of time.
  private func isBinding(_ id: OperationID) -> Bool {
    operations[id].phase != .ended && operations[id].deadline >= now
  }

  /// Whether a version does not follow everything that is live in a slot.
  private func isConcurrent(_ version: UInt32, _ slot: Int) -> Bool {
    let past = store.versions.records[Int(version)].past
    return store.slots.states[slot].siblings(in: store.spills).contains {
      !past.knows($0.dot, in: store.spills)
    }
  }

  private mutating func send(
    _ purpose: Envelope.Purpose, _ id: OperationID, _ version: UInt32, _ from: NodeID,
    _ to: NodeID, _ consents: Bool
  ) {
    let link = network.need(Arc(from, to), replicates: false)
    let isAnswer = purpose == .writeAck || purpose == .commitAck
    if isAnswer, nodes.records[to.index].health == .crashed {
      // An answer to a crashed node is lost, and so is its ordinal.
      network.links.records[link].ordinal += 1
      return
    }
    var envelope = Envelope()
    envelope.purpose = purpose
    envelope.operation = id.rawValue
    envelope.version = version
    envelope.consents = consents
    send(envelope, over: link, latency: nil)
  }

  /// A leader is asked to accept a write.
  mutating func answerRequest(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let id = OperationID(envelope.operation)
    let node = NodeID(envelope.node)
    let operation = operations[id]
    let slot = store.slots.slot(operation.key, node.index)
    var accepts = isBinding(id) && !isConcurrent(envelope.version, slot)
    if let other = operations.promise(node, operation.key), other != id, isBinding(other) {
      let theirs = (operations[other].issued, operations[other].node)
      if theirs < (operation.issued, operation.node) {
        accepts = false
      } else if accepts, operations[other].node == node {
        abort(other, .conflict, into: &events)
      }
    }
    if accepts { operations.give(node, operation.key, id) }
    record(accepts ? .accepted : .refused, envelope, into: &events)
    send(.writeAck, id, 0, node, operation.node, accepts)
    dropCarrier(envelope.version)
  }

  /// The coordinator hears from a leader.
  mutating func countAnswer(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let id = OperationID(envelope.operation)
    record(.answered, envelope, into: &events)
    guard operations[id].phase == .asking, isBinding(id) else { return }
    guard envelope.consents else {
      abort(id, .conflict, into: &events)
      return
    }
    let leader = sender(envelope)
    operations[id].waiting.removeAll { $0 == leader }
    if operations[id].waiting.isEmpty { concludeAll(id, into: &events) }
  }

  private func sender(_ envelope: Envelope) -> NodeID {
    network.links.records[Int(envelope.link)].from
  }

  /// All leaders promised: the write becomes visible at the coordinator, then everywhere.
  private mutating func concludeAll(_ id: OperationID, into events: inout EventBuffer) {
    let operation = operations[id]
    operations[id].phase = .concluding
    operations[id].waiting = nodes.present().filter { $0 != operation.node }
    operations.take(operation.node, operation.key)
    apply(
      operation.version, operation.node, MessageName(Arc(operation.node, operation.node), 0),
      into: &events)
    for other in operations[id].waiting {
      send(.commit, id, operation.version, operation.node, other, true)
    }
    if operations[id].waiting.isEmpty { end(id, .ok, into: &events) }
  }

  @discardableResult
  private mutating func apply(
    _ version: UInt32, _ node: NodeID, _ message: MessageName, into events: inout EventBuffer
  ) -> Taken {
    let key = Int(store.versions.records[Int(version)].key)
    return reconcile(
      Arrival(
        version: version, key: key, node: node, slot: store.slots.slot(key, node.index),
        message: message, kind: .commit, strategy: store.keys.rules[key].onWrite,
        isLocal: true), into: &events)
  }

  /// A leader learns how a write it accepted ended.
  mutating func conclude(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let id = OperationID(envelope.operation)
    let node = NodeID(envelope.node)
    let key = operations[id].key
    if operations.promise(node, key) == id { operations.take(node, key) }
    record(envelope.consents ? .committed : .aborted, envelope, into: &events)
    if envelope.consents {
      let arc = network.links.records[Int(envelope.link)].arc
      let taken = apply(
        envelope.version, node, MessageName(arc, envelope.ordinal), into: &events)
      tally(envelope, key, taken)
      if isGated { releaseBuffer(node, into: &events) }
      send(.commitAck, id, 0, node, operations[id].node, true)
    }
    if envelope.version != 0 { dropCarrier(envelope.version) }
  }

  private mutating func tally(_ envelope: Envelope, _ key: Int, _ taken: Taken) {
    func add(_ tally: inout Tally) {
      tally.delivered += 1
      tally.redundant += taken == .redundant ? 1 : 0
      tally.applied += taken == .applied ? 1 : 0
    }
    add(&nodes.records[Int(envelope.node)].tally)
    guard settings.recordsStatistics else { return }
    statistics.count(store.slots.slot(key, Int(envelope.node))) { add(&$0) }
  }

  mutating func countCommit(_ envelope: Envelope, into events: inout EventBuffer) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    let id = OperationID(envelope.operation)
    record(.answered, envelope, into: &events)
    guard operations[id].phase == .concluding else { return }
    let leader = sender(envelope)
    operations[id].waiting.removeAll { $0 == leader }
    if operations[id].waiting.isEmpty { end(id, .ok, into: &events) }
  }

  /// Ends an operation that nobody may make visible any more, and frees the leaders it asked.
  private mutating func abort(
    _ id: OperationID, _ outcome: Outcome, into events: inout EventBuffer
  ) {
    let operation = operations[id]
    if operations.promise(operation.node, operation.key) == id {
      operations.take(operation.node, operation.key)
    }
    for other in nodes.present() where other != operation.node {
      send(.commit, id, 0, operation.node, other, false)
    }
    end(id, outcome, into: &events)
  }

  /// Ends an operation for its client.
  mutating func end(
    _ id: OperationID, _ outcome: Outcome, into events: inout EventBuffer
  ) {
    recordEnd(id, outcome, into: &events)
    let version = operations[id].version
    operations.end(id, outcome)
    if operations[id].timer != 0 { _ = network.queue.remove(operations[id].timer) }
    operations[id].timer = 0
    guard version != 0 else { return }
    if outcome == .ok {
      store.versions.records[Int(version)].marks.insert(.acknowledged)
      if let client = operations[id].client { learn(client, version) }
    }
    operations[id].version = 0
    dropCarrier(version)
  }

  /// A coordinator is gone: what it has not concluded may or may not have happened, and nobody
  /// will ever say which.
  mutating func abandon(at node: NodeID, into events: inout EventBuffer) {
    for id in operations.live where operations[id].node == node {
      end(id, .unknown, into: &events)
    }
    operations.forget(node)
  }

  /// The coordinator's patience ends: the write may have happened.
  mutating func timeOut(_ envelope: Envelope, into events: inout EventBuffer) {
    let id = OperationID(envelope.operation)
    operations[id].timer = 0
    guard operations[id].phase != .ended else { return }
    statistics.timeouts += 1
    if operations[id].phase == .asking {
      abort(id, .unknown, into: &events)
    } else {
      end(id, .unknown, into: &events)
    }
  }

  /// How an operation stands.
  package func outcome(of operation: OperationID) -> Outcome {
    if operation.isLeaderless { return outcome(ofLeaderless: operation) }
    let index = Int(operation.rawValue)
    return operations.operations.indices.contains(index) ? operations[operation].outcome : .ok
  }
}
