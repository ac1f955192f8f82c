import BasicContainers
import Replication

/// What is counted but decides nothing: no part of the state's identity.
struct Statistics: ~Copyable, Sendable {
  /// Two concurrent versions that met at a node.
  struct Conflict: Hashable, Sendable, BitwiseCopyable {
    /// The serial numbers of both, the smaller first.
    var pair: UInt64
    var node: NodeID
    var key: Int32
  }

  /// A lost write: where it was made, and its key.
  struct Loss: Hashable, Sendable, BitwiseCopyable {
    var node: NodeID
    var key: Int32
  }

  /// What came in for a slot: versions, and how many bytes of values.
  struct Intake: Sendable, BitwiseCopyable {
    var tally = Tally()
    var bytes = 0
  }

  private var met: Set<Conflict> = []
  private var pairs: Set<UInt64> = []
  private(set) var conflicts: [Conflict] = []
  private(set) var losses: [Loss] = []
  /// What came in, by slot.
  private var intakes: UniqueArray<Intake> = UniqueArray()
  var timeouts = 0
  /// Client requests that were taken, and what fell due.
  var events = 0
  /// How many messages arrived, by purpose.
  var arrivals = InlineArray<18, Int>(repeating: 0)
  /// Deliveries after which the receiver held more than one version of the key.
  var crowdedDeliveries = 0
  /// How often two nodes compared their trees, and how many hashes that took.
  var comparisons = (count: 0, hashes: 0)

  init() {}

  private init(copying other: borrowing Statistics) {
    met = other.met
    pairs = other.pairs
    conflicts = other.conflicts
    losses = other.losses
    intakes = other.intakes.clone()
    timeouts = other.timeouts
    events = other.events
    arrivals = other.arrivals
    crowdedDeliveries = other.crowdedDeliveries
    comparisons = other.comparisons
  }

  borrowing func clone() -> Statistics { Statistics(copying: self) }

  /// How many distinct pairs met anywhere.
  var distinctConflicts: Int { pairs.count }

  mutating func meet(_ first: UInt32, _ second: UInt32, at node: NodeID, key: Int) {
    let pair = UInt64(min(first, second)) << 32 | UInt64(max(first, second))
    let conflict = Conflict(pair: pair, node: node, key: Int32(key))
    guard met.insert(conflict).inserted else { return }
    pairs.insert(pair)
    conflicts.append(conflict)
  }

  mutating func lose(at node: NodeID, key: Int32) { losses.append(Loss(node: node, key: key)) }

  /// Counts for a slot.
  mutating func count(_ slot: Int, _ change: (inout Tally) -> Void) {
    reach(slot)
    change(&intakes[slot].tally)
  }

  /// Counts bytes that were brought for a slot.
  mutating func carry(_ bytes: Int, to slot: Int) {
    reach(slot)
    intakes[slot].bytes &+= bytes
  }

  private mutating func reach(_ slot: Int) {
    while intakes.count <= slot { intakes.append(Intake()) }
  }

  /// What came in for a slot.
  func intake(_ slot: Int) -> Intake { slot < intakes.count ? intakes[slot] : Intake() }
}
