import Causality
import Replication

/// Everything that exists. A value: decisions go in, events come out, forking it forks the future.
package struct World: ~Copyable, Sendable {
  /// The clock.
  package internal(set) var now: Tick = 0
  /// The values that versions name.
  package var values = ValueTable()
  var upshot = Upshot()
  var store = ReplicaStore()
  var nodes = NodeTable()
  var network = Network()
  var clients = ClientTable()
  var operations = OperationTable()
  var statistics = Statistics()
  var settings: Settings

  /// An empty world.
  package init(seed: UInt64 = 42) { settings = Settings(seed: seed) }

  private init(copying other: borrowing World) {
    now = other.now
    values = other.values
    upshot = other.upshot
    store = other.store.clone()
    nodes = other.nodes.clone()
    network = other.network.clone()
    clients = other.clients
    operations = other.operations.clone()
    statistics = other.statistics.clone()
    settings = other.settings
  }

  /// A second world that goes on from this one.
  package borrowing func fork() -> World { World(copying: self) }

  /// What the last client request brought.
  package internal(set) var reply: Reply {
    get { upshot.reply }
    set { upshot.reply = newValue }
  }

  /// The first failure of a strategy's own code that nobody has taken note of; nil: none failed.
  package var failure: StrategyFailure? {
    get { upshot.failure }
    set { upshot.failure = newValue }
  }

  /// Whether a strategy's own code failed and nobody has taken note of it.
  package var hasFailed: Bool { upshot.failure != nil }

  /// Makes one decision. A refusal leaves the state as it was.
  package mutating func step(
    _ decision: Decision, into events: inout EventBuffer
  ) throws(Refusal) {
    switch decision {
    case .write(let request):
      try write(request, into: &events)
      statistics.events += 1
    case .update(let request, let operation):
      try update(request, operation, into: &events)
      statistics.events += 1
    case .read(let request):
      try read(request, into: &events)
      statistics.events += 1
    case .pass(let until): now = max(now, until)
    case .deliverNext: try deliverNext(into: &events)
    case .deliver(let message): try deliver(message, into: &events)
    case .drop(let message): try drop(message, into: &events)
    case .duplicate(let message): try duplicate(message)
    case .delay(let message, let by): try delay(message, by: by)
    case .addKey, .label, .labelKey, .bind, .addStrategy, .client, .seed, .replication, .addNodes,
      .rank, .remove,
      .ring, .place, .antiEntropy, .chaos, .strike:
      try configure(decision, into: &events)
    case .sync(let one, let other): try sync(one, other, into: &events)
    case .promote(let node): try promote(node, into: &events)
    case .collect(let before, let nodes): try collect(before: before, nodes, into: &events)
    case .link, .unlink, .topology, .forwarding, .relay, .ignore, .clearIgnores, .delivery,
      .latency, .loss, .duplicates, .detour, .destine:
      try wire(decision, into: &events)
    default: try disturb(decision, into: &events)
    }
  }

  /// Delivers what is due up to and at `until`, at most `limit` events, and returns how many.
  ///
  /// Rounds of anti-entropy and faults of chaos are events, too. The clock ends at `until` unless a
  /// limit was reached first.
  package mutating func advance(
    until: Tick, limit: Int = .max, into events: inout EventBuffer
  ) -> Int {
    let done =
      settings.occasions.isNone
      ? deliver(until: until, limit: limit, into: &events)
      : deliverOnOccasion(until: until, limit: limit, idling: true, into: &events)
    if done < limit, hasRoom, until > now { now = until }
    return done
  }

  /// Delivers what is due up to and at `until`, at most `limit` events, and returns how many; the
  /// clock stays at the last of them.
  ///
  /// Rounds of anti-entropy and faults of chaos are events, too: those on the way, and beyond them
  /// as many as it takes until no round could bring a node what it lacks, and all is mended.
  package mutating func settle(
    until: Tick, limit: Int = .max, into events: inout EventBuffer
  ) -> Int {
    settings.occasions.isNone
      ? deliver(until: until, limit: limit, into: &events)
      : deliverOnOccasion(until: until, limit: limit, idling: false, into: &events)
  }

  /// Delivers what is due, and nothing else happens.
  @inline(__always)
  mutating func deliver(
    until: Tick, limit: Int, into events: inout EventBuffer
  ) -> Int {
    var done = 0
    while done < limit, hasRoom {
      let deadline = operations.quorums.nextDeadline
      if let envelope = network.queue.pop(until: min(until, deadline)) {
        now = max(now, envelope.entry.due)
        receive(envelope, into: &events)
      } else if deadline <= until, deadline != .max {
        now = max(now, deadline)
        expire(into: &events)
      } else {
        break
      }
      done &+= 1
    }
    if done > 0 { settings.hasBegun = true }
    return done
  }

  /// Whether the next event may send what it wants: a node relays to every other at most.
  package var hasRoom: Bool { network.queue.hasRoom(for: 4 &* nodes.count &+ 16) }

  private mutating func deliverNext(into events: inout EventBuffer) throws(Refusal) {
    guard hasRoom else { throw .full }
    guard settle(until: .max, limit: 1, into: &events) == 1 else { throw .quiet }
  }

  /// Whether anything has happened: a client request or a delivery.
  package var hasBegun: Bool { settings.hasBegun }

  /// Whether conflicts are counted; on unless a caller that looks at no counter turns it off.
  package var recordsStatistics: Bool {
    get { settings.recordsStatistics }
    set { settings.recordsStatistics = newValue }
  }

  mutating func checkNode(_ node: NodeID) throws(Refusal) {
    guard nodes.isPresent(node) else { throw .noNode(node) }
  }

  /// Whether a node takes requests.
  mutating func checkUp(_ node: NodeID) throws(Refusal) {
    try checkNode(node)
    switch nodes.records[node.index].health {
    case .crashed, .removed: throw .down(node)
    case .paused: throw .paused(node)
    case .up: break
    }
  }
}

/// What the replicas hold, and the tables that their states point into.
struct ReplicaStore: ~Copyable, Sendable {
  var keys = KeyTable()
  var slots = SlotTable()
  var versions = VersionTable()
  var spills = SpillPool()
  var placements = PlacementTable()
  var logs = LogTable()
  var hints = HintTable()
  var snapshots = SnapshotPool()
  var issues = IssueTable()
  var histories = HistoryTable()

  init() {}

  private init(copying other: borrowing ReplicaStore) {
    keys = other.keys.clone()
    slots = other.slots.clone()
    versions = other.versions.clone()
    spills = other.spills
    placements = other.placements.clone()
    logs = other.logs
    hints = other.hints
    snapshots = other.snapshots
    issues = other.issues
    histories = other.histories
  }

  borrowing func clone() -> ReplicaStore { ReplicaStore(copying: self) }
}

/// What holds for the world as a whole.
struct Settings: Sendable {
  var chance: Chance
  var strategies: [Strategy]
  var isSynchronous = false
  /// How a leaderless store is set up; nil: every leader replicates.
  var leaderless: QuorumSetup?
  var reaches = ReachTable()
  var trees = SyncTrees()
  /// What happens by itself while time passes.
  var occasions = Occasions()
  var hasBegun = false
  /// Whether some strategy compares clocks that learn from what they receive.
  var learnsClocks = false
  var recordsStatistics = true

  init(seed: UInt64) {
    chance = Chance(seed: seed)
    strategies = [Strategy(.siblings, StrategyDefinition.siblings.defaults)]
  }
}
