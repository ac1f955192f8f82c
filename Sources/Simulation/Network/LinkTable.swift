import BasicContainers
import Replication

/// A directed link as the world keeps it.
struct LinkRecord: Sendable, BitwiseCopyable {
  /// What keeps its messages from going straight to their receiver's queue.
  struct Blocks: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt8
    static var cut: Blocks { Blocks(rawValue: 1) }
    static var stopped: Blocks { Blocks(rawValue: 2) }
    /// Nothing keeps them back, but chance or a statement has a say in each.
    static var concerned: Blocks { Blocks(rawValue: 4) }
  }

  var from: NodeID
  var to: NodeID
  var latency: LatencyModel?
  /// The latest due time given on it: fifo messages do not overtake each other.
  var lastDue: Tick = 0
  /// How many messages of any kind were sent on it.
  var ordinal: UInt32 = 0
  var inFlight: UInt32 = 0
  /// One bit for each kind of message that is held.
  var held: UInt16 = 0
  var blocks: Blocks = []
  /// Whether writes are replicated over it; requests and answers travel between any two nodes.
  var replicates: Bool

  var arc: Arc { Arc(from, to) }

  func holds(_ kind: MessageKind) -> Bool { held & kind.bit != 0 }

  /// Whether what is sent on it needs no further look.
  var isFree: Bool {
    @inline(__always) get { held == 0 && blocks.isEmpty }
  }

  /// Takes a message on as its next one.
  @inline(__always)
  mutating func take(_ envelope: inout Envelope) {
    ordinal += 1
    inFlight += 1
    envelope.ordinal = ordinal
    envelope.node = to.rawValue
  }
}

extension MessageKind {
  var bit: UInt16 {
    switch self {
    case .replicate: 1
    case .writeRequest: 2
    case .writeAck: 4
    case .commit: 8
    case .commitAck: 16
    case .readRequest: 32
    case .readReply: 64
    case .repair: 128
    case .repairAck: 256
    case .handOff: 512
    case .handOffAck: 1024
    case .sync: 2048
    }
  }
}

/// The links: by number, by pair of nodes, and the ways out of each node in node order.
struct LinkTable: ~Copyable, Sendable {
  private let footing = Footing()
  var records: UniqueArray<LinkRecord>
  /// (from, to, number) as one number each, sorted.
  private var index: [Arc] = []
  private var numbers: [Int32] = []
  /// The replicating links out of node n: `ways[starts[n] ..< starts[n + 1]]`, by receiver.
  private(set) var ways: UniqueArray<Int32>
  private(set) var starts: UniqueArray<Int32>
  /// Link + 1 of the first nodes to each other, at `from × side + to`; 0: none.
  private var grid: UniqueArray<Int32>
  private var side = 0

  private static var maximalSide: Int { 64 }

  init() {
    grid = UniqueArray()
    records = UniqueArray()
    ways = UniqueArray()
    starts = UniqueArray()
  }

  private init(copying other: borrowing LinkTable) {
    records = other.records.clone()
    index = other.index
    numbers = other.numbers
    ways = other.ways.clone()
    starts = other.starts.clone()
    grid = other.grid.clone()
    side = other.side
  }

  borrowing func clone() -> LinkTable { LinkTable(copying: self) }

  private func position(_ arc: Arc) -> Int {
    var low = 0
    var high = index.count
    while low < high {
      let middle = (low + high) / 2
      if index[middle] < arc { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The number of a link, replicating or not.
  @inline(__always)
  func find(_ arc: Arc) -> Int? {
    let (from, to) = (Int(arc.from.rawValue), Int(arc.to.rawValue))
    guard from >= 0, to >= 0, from < side, to < side else { return findFar(arc) }
    let link = Int(grid[from &* side &+ to])
    return link == 0 ? nil : link &- 1
  }

  /// The number of a link between nodes beyond the grid.
  @inline(never)
  private func findFar(_ arc: Arc) -> Int? {
    let at = position(arc)
    return at < index.count && index[at] == arc ? Int(numbers[at]) : nil
  }

  /// The number of a link, made where there is none.
  mutating func need(_ arc: Arc, replicates: Bool, isCut: Bool) -> Int {
    let at = position(arc)
    if at < index.count, index[at] == arc {
      if replicates { records[Int(numbers[at])].replicates = true }
      return Int(numbers[at])
    }
    var record = LinkRecord(from: arc.from, to: arc.to, replicates: replicates)
    if isCut { record.blocks.insert(.cut) }
    index.insert(arc, at: at)
    numbers.insert(Int32(records.count), at: at)
    records.append(record)
    note(arc, records.count)
    return records.count - 1
  }

  private mutating func note(_ arc: Arc, _ number: Int) {
    guard arc.from.index < side, arc.to.index < side else { return }
    grid[arc.from.index * side + arc.to.index] = Int32(number)
  }

  private mutating func rebuildGrid(_ nodeCount: Int) {
    side = max(4, side)
    while side < min(nodeCount, Self.maximalSide) { side *= 2 }
    grid = UniqueArray(repeating: 0, count: side * side)
    for (arc, number) in zip(index, numbers) { note(arc, Int(number) + 1) }
  }

  /// Ends replication over every link.
  mutating func detachAll() {
    for link in 0..<records.count {
      records[link].replicates = false
      records[link].latency = nil
    }
  }

  /// Ends replication over the links from and to a node.
  mutating func detach(_ node: NodeID) {
    for link in 0..<records.count where records[link].from == node || records[link].to == node {
      records[link].replicates = false
    }
  }

  /// Finds the ways out anew, after links or nodes changed.
  mutating func rebuildWays(nodeCount: Int) {
    if side < min(nodeCount, Self.maximalSide) { rebuildGrid(nodeCount) }
    ways.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    var at = 0
    for node in 0..<Int32(nodeCount) {
      starts.append(Int32(ways.count))
      while at < index.count, index[at].from.rawValue <= node {
        if records[Int(numbers[at])].replicates { ways.append(numbers[at]) }
        at += 1
      }
    }
    starts.append(Int32(ways.count))
  }
}
