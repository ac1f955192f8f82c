import Causality
import Replication

@testable import Simulation

/// What must hold of a world between any two decisions, recomputed from its parts.
struct Invariants {
  private(set) var violations: [String] = []

  init(_ world: borrowing World) {
    checkReferences(world)
    checkSpills(world)
    checkLinks(world)
    checkSlots(world)
    checkQueue(world)
    checkRequests(world)
    checkLogs(world)
  }

  private mutating func require(_ holds: Bool, _ message: @autoclosure () -> String) {
    if !holds { violations.append(message()) }
  }

  /// Holders and carriers of each version, counted where they are.
  private mutating func checkReferences(_ world: borrowing World) {
    let versions = world.store.versions.records.count
    var holders = Array(repeating: UInt32(0), count: versions)
    var carriers = holders
    for slot in 0..<world.store.slots.states.count {
      for sibling in world.store.slots.states[slot].siblings(in: world.store.spills) {
        holders[Int(sibling.version)] += 1
      }
    }
    for slot in world.network.queue.slots() {
      let envelope = world.network.queue.pool[Int(slot)]
      if !envelope.isTimer { carriers[Int(envelope.version)] += 1 }
    }
    for envelope in world.network.causal.buffers.joined() {
      carriers[Int(envelope.version)] += 1
    }
    for operation in world.operations.operations { carriers[Int(operation.version)] += 1 }
    for log in world.store.logs.logs {
      for entry in log.entries { holders[Int(entry.version)] += 1 }
    }
    for hint in world.store.hints.hints { holders[Int(hint.version)] += 1 }
    for snapshot in world.store.snapshots.snapshots {
      for sibling in snapshot.siblings { carriers[Int(sibling.version)] += 1 }
    }
    let table = world.operations.quorums.answers.count
    for answer in 0..<table {
      carriers[Int(world.operations.quorums.answers[answer].version)] += 1
    }
    for slot in 0..<world.operations.quorums.operations.count
    where world.operations.quorums.operations[slot].traits.phase != .free {
      carriers[Int(world.operations.quorums.operations[slot].version)] += 1
    }
    for version in 1..<max(1, versions) {
      let record = world.store.versions.records[version]
      require(
        record.holders == holders[version],
        "version \(version): \(record.holders) holders, found \(holders[version])")
      require(
        record.carriers == carriers[version],
        "version \(version): \(record.carriers) carriers, found \(carriers[version])")
    }
  }

  /// Every spill has one owner; what nobody owns is empty.
  private mutating func checkSpills(_ world: borrowing World) {
    var owners = Array(repeating: 0, count: world.store.spills.spills.count)
    func own(_ past: Past) { owners[Int(past.spill)] += 1 }
    for slot in 0..<world.store.slots.states.count { own(world.store.slots.states[slot].past) }
    for version in 1..<max(1, world.store.versions.records.count) {
      let record = world.store.versions.records[version]
      if record.holders + record.carriers > 0 { own(record.past) }
    }
    for client in world.clients.clients {
      for past in client.pasts { own(past) }
    }
    for snapshot in world.store.snapshots.snapshots { own(snapshot.past) }
    for spill in owners.indices.dropFirst() {
      require(owners[spill] <= 1, "spill \(spill) has \(owners[spill]) owners")
      if owners[spill] == 0 {
        let left = world.store.spills.spills[spill]
        let isEmpty =
          left.lanes.isEmpty && left.cloud.isEmpty && left.siblings.isEmpty && left.merged == nil
          && !left.awaitsHandler
        require(isEmpty, "spill \(spill) is nobody's and not empty")
      }
    }
  }

  /// What links count in flight is in the queue, under ordinals given once.
  private mutating func checkLinks(_ world: borrowing World) {
    let count = world.network.links.records.count
    var inFlight = Array(repeating: UInt32(0), count: count)
    var names: Set<[UInt32]> = []
    for slot in world.network.queue.slots() {
      let envelope = world.network.queue.pool[Int(slot)]
      guard !envelope.isTimer else { continue }
      inFlight[Int(envelope.link)] += 1
      let isNew = names.insert([UInt32(envelope.link), envelope.ordinal]).inserted
      require(isNew, "two messages \(envelope.link)#\(envelope.ordinal)")
    }
    for link in 0..<count {
      let record = world.network.links.records[link]
      require(
        record.inFlight == inFlight[link],
        "link \(link): \(record.inFlight) in flight, found \(inFlight[link])")
    }
  }

  /// Under one leader a node shows the last entry of each key in its log, and those who follow the
  /// leader have a beginning of the leader's log.
  private mutating func checkLogs(_ world: borrowing World) {
    guard world.leadership != nil else {
      require(world.store.logs.logs.allSatisfy { $0.count == 0 }, "logs without a leader")
      return
    }
    for node in world.nodes.present() {
      let log = world.store.logs.logs[node.index]
      for key in 0..<world.store.keys.count {
        let entries = log.entries.filter {
          Int(world.store.versions.records[Int($0.version)].key) == key
        }
        let slot = world.store.slots.find(key, node.index)
        let shown = slot.map { world.store.slots.states[$0].siblings(in: world.store.spills) }
        require(
          (shown ?? []).map(\.version) == entries.suffix(1).map(\.version),
          "node \(node.rawValue) does not show the end of its log of key \(key)")
      }
      guard let leading = world.store.logs.leading, world.store.logs.follows(node) else { continue }
      let isPrefix = leading.entries.starts(with: log.entries)
      require(isPrefix, "node \(node.rawValue) is no prefix of the leader")
      let sent = world.store.logs.sent[node.index]
      require(
        node == world.store.logs.leader || log.count <= sent,
        "node \(node.rawValue) has \(log.count) of \(sent) sent")
    }
  }

  /// A request knows what is on its way for it; the deadlines are those of requests, in order.
  private mutating func checkRequests(_ world: borrowing World) {
    let count = world.operations.quorums.operations.count
    var open = Array(repeating: Int32(0), count: count)
    var repairs = open
    for slot in world.network.queue.slots() {
      let envelope = world.network.queue.pool[Int(slot)]
      switch envelope.purpose {
      case .store, .stored, .readRequest, .readReply: open[Int(envelope.operation)] += 1
      case .repair, .repairAck: repairs[Int(envelope.operation)] += 1
      default: break
      }
    }
    for slot in 0..<count {
      let operation = world.operations.quorums.operations[slot]
      if operation.traits.phase == .free {
        require(open[slot] + repairs[slot] == 0, "messages of request \(slot), which is over")
        continue
      }
      require(operation.tally.open == open[slot], "request \(slot) has \(open[slot]) open")
      require(operation.tally.repairs == repairs[slot], "request \(slot): \(repairs[slot]) repairs")
      let isAwaited = operation.traits.phase != .ended || operation.traits.awaitsRepair
      require(operation.links.isListed == isAwaited, "request \(slot) has the wrong deadline")
      let isOver =
        !isAwaited && operation.tally.open == 0 && operation.tally.repairs == 0
        && !operation.traits.isWatched
      require(!isOver, "request \(slot) is over and was kept")
    }
    var slot = world.operations.quorums.first
    var last = Tick.min
    while slot != 0 {
      let operation = world.operations.quorums.operations[Int(slot)]
      require(operation.deadline >= last, "the deadlines are out of order")
      last = operation.deadline
      slot = operation.links.later
    }
    require(world.operations.quorums.bereft.isEmpty, "a loss was not attended to")
  }

  /// A node knows what it stores.
  private mutating func checkSlots(_ world: borrowing World) {
    for slot in 0..<world.store.slots.states.count {
      let state = world.store.slots.states[slot]
      for sibling in state.siblings(in: world.store.spills) {
        let record = world.store.versions.records[Int(sibling.version)]
        require(record.dot == sibling.dot, "slot \(slot) stores another version than it says")
        require(
          state.past.knows(sibling.dot, in: world.store.spills),
          "slot \(slot) stores \(sibling.dot) and does not know it")
      }
    }
  }

  /// Queued is what nothing keeps back; quiet is when there is nothing of that.
  private mutating func checkQueue(_ world: borrowing World) {
    var deliverable = 0
    for slot in world.network.queue.slots() {
      let envelope = world.network.queue.pool[Int(slot)]
      let isFree = world.obstacle(to: envelope) == nil
      deliverable += isFree ? 1 : 0
      require(
        isFree == (envelope.entry.state == .queued),
        "slot \(slot) is \(envelope.entry.state), free: \(isFree)")
    }
    let isMendAwaited = world.chaosWounds > 0
    let isWaiting = world.operations.quorums.first != 0
    require(
      world.isQuiet == (deliverable == 0 && !isWaiting && !isMendAwaited && !world.isRoundAwaited),
      "quiet with \(deliverable) deliverable")
    require(world.network.queue.count == deliverable, "the queue miscounts")
    let messages = world.inFlight().filter { $0.obstacle == nil }.count
    require(messages <= deliverable, "more messages than envelopes")
  }
}
