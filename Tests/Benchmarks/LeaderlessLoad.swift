import Causality
import Replication
import Simulation

/// W2: three replicas, w = r = 2, 1,000 keys, half writes and half reads with read repair.
///
/// A fourth node coordinates. The kernel draws every latency from its one stream in the order of
/// events, so the world's chance is sequential here and the driver draws from the same stream.
enum LeaderlessLoad {
  static let replicas: Int32 = 3
  static let keys: UInt32 = 1000

  struct Counts: Equatable {
    var reads = 0
    var stale = 0
    var repairs = 0

    var line: String { "reads=\(reads) stale=\(stale) repairs=\(repairs)" }
  }

  /// What a driver keeps of the requests under way, to judge what reads return.
  private struct Judge {
    /// The latest write of each key whose client was told that it succeeded.
    var committed = Array(repeating: UInt32(0), count: Int(keys))
    /// By read, modulo 2¹⁶: what was committed when it began.
    var before = Array(repeating: UInt32(0), count: 1 << 16)
    var stale = 0

    mutating func begin(_ operation: OperationID, key: Int) {
      before[Int(operation.rawValue) & 0xFFFF] = committed[key]
    }

    mutating func judge(_ events: inout EventBuffer) {
      for event in events.events {
        let counter = event.version.dot.counter
        if event.request.isRead {
          if counter < before[Int(event.operation.rawValue) & 0xFFFF] { stale += 1 }
        } else {
          committed[event.key.index] = max(committed[event.key.index], counter)
        }
      }
      events.removeAll()
    }
  }

  /// `round`: how often two nodes compare hash trees; nil: never, as in the kernel.
  static func run(operations: Int, seed: UInt64 = 42, round: Tick? = nil) throws -> Counts {
    var world = World()
    var events = EventBuffer(interest: .outcomes)
    try build(&world, &events)
    try world.step(.antiEntropy(every: round), into: &events)
    var counts = Counts()
    var judge = Judge()
    let coordinator = NodeID(replicas)
    var stream = ReferenceStream(seed: seed)
    var at = stream.exponential(mean: 50e3)
    for operation in 0..<operations {
      _ = world.exchangeSequence(stream.state)
      _ = world.advance(until: at, into: &events)
      judge.judge(&events)
      stream.state = world.exchangeSequence(nil) ?? 0
      let isWrite = stream.next() >> 63 == 1
      let key = KeyID(Int32(stream.below(keys)))
      _ = world.exchangeSequence(stream.state)
      if isWrite {
        guard let value = ValueID(integer: Int64(operation)) else { break }
        let request = WriteRequest(key: key, value: value, node: coordinator)
        try world.step(.write(request), into: &events)
      } else {
        counts.reads += 1
        try world.step(.read(ReadRequest(key: key, node: coordinator)), into: &events)
        if case .reading(let id) = world.reply { judge.begin(id, key: key.index) }
      }
      stream.state = world.exchangeSequence(nil) ?? 0
      at += stream.exponential(mean: 50e3)
    }
    _ = world.exchangeSequence(stream.state)
    _ = world.settle(until: .max, into: &events)
    judge.judge(&events)
    counts.stale = judge.stale
    counts.repairs = world.count(.repairs)
    return counts
  }

  private static func build(_ world: inout World, _ events: inout EventBuffer) throws {
    world.recordsStatistics = false
    try world.step(.addNodes(count: Int(replicas) + 1), into: &events)
    try world.step(.delivery(.any), into: &events)
    try world.step(.replication(.leaderless(QuorumSetup(n: 3, w: 2, r: 2))), into: &events)
    let owners = (0..<replicas).map { NodeID($0) }
    try world.step(.ring(owners: owners, isDistinct: true), into: &events)
    for _ in 0..<keys { try world.step(.addKey(KeyRules()), into: &events) }
    try world.step(.latency(.all, .exponential(mean: 2_000_000)), into: &events)
    for kind in [MessageKind.writeRequest, .repair] {
      try world.step(.latency(.kind(kind), .exponential(mean: 5_000_000)), into: &events)
    }
  }
}
