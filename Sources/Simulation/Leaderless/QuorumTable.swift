import BasicContainers
import Replication

/// A request to a leaderless store. Plain data; what its replicas answered stands in `QuorumTable`.
struct QuorumOperation: Sendable, BitwiseCopyable {
  enum Phase: UInt8, Sendable, BitwiseCopyable {
    /// Answers are awaited.
    case asking
    /// What the answers showed to be missing is being mended, then the client is told.
    case mending
    /// The client was told; answers may still be awaited for repair.
    case ended
    /// Not in use.
    case free
  }

  struct Tally: Sendable, BitwiseCopyable {
    /// How many places were contacted, or would have been.
    var places: Int32 = 0
    /// How many answers are needed, of which so many from primaries.
    var needed: Int32 = 0
    var primaries: Int32 = 0
    /// Requests and answers on their way.
    var open: Int32 = 0
    /// How many places have answered yes, and no, whether or not a node stands in several.
    var yes: Int32 = 0
    var no: Int32 = 0
    /// Repairs on their way.
    var repairs: Int32 = 0
    /// What was needed and possible, where it was unavailable.
    var lacking: SIMD2<Int32> = .zero
  }

  struct Traits: Sendable, BitwiseCopyable {
    var isRead = false
    var isWatched = false
    /// Whether the request stated whom it may contact.
    var isLimited = false
    /// Whether a node may stand in several places.
    var mayRepeat = false
    /// Whether the repair of a read is due.
    var awaitsRepair = false
    var phase = Phase.asking
    var outcome = EventOutcome.pending
  }

  /// The places of the list of deadlines; 0: none.
  struct Links: Sendable, BitwiseCopyable {
    var earlier: UInt32 = 0
    var later: UInt32 = 0
    var isListed = false
  }

  var serial: UInt32 = 0
  var key: Int32 = 0
  /// The coordinator.
  var node: Int32 = 0
  /// The version of a write, carried until the client is told; 0: none.
  var version: UInt32 = 0
  /// The client + 1; 0: nobody in particular.
  var client: Int32 = 0
  var deadline: Tick = 0
  var tally = Tally()
  var traits = Traits()
  var links = Links()
}

/// What one place of an operation has answered.
struct QuorumAnswer: Sendable, BitwiseCopyable {
  enum Status: UInt8, Sendable, BitwiseCopyable {
    case silent, asked, yes, no
  }

  var node: Int32 = 0
  /// For whom the node stands in, + 1; 0: it is a primary.
  var home: Int32 = 0
  /// What it holds: the first version, carried; 0: none.
  var version: UInt32 = 0
  /// All that it holds, where a version cannot tell; 0: the version tells.
  var snapshot: UInt32 = 0
  var status = Status.silent
  /// Whether the answer counted towards what was needed.
  var isCounted = false
  /// Whether it was sent what the counted answers showed to be missing.
  var isMended = false
}

/// The operations under way, those watched, and the deadlines in order.
struct QuorumTable: ~Copyable, Sendable {
  /// Slot 0 is never used.
  var operations: UniqueArray<QuorumOperation>
  /// `stride` for each operation.
  var answers: UniqueArray<QuorumAnswer>
  private(set) var stride = 4
  private var free: UInt32 = 0
  /// Who gives up first, and last; 0: nobody.
  private(set) var first: UInt32 = 0
  private var last: UInt32 = 0
  private var serial: UInt32 = 0
  /// The operations that are watched: serial and slot, by serial.
  private(set) var watched: [(serial: UInt32, slot: UInt32)] = []
  /// What watched reads have returned, by serial; looked up, never iterated.
  private var given: [UInt32: ReadReply] = [:]
  /// Those that lost messages, to be looked after before the decision ends.
  var bereft: [UInt32] = []

  init() {
    operations = UniqueArray()
    answers = UniqueArray()
    operations.append(QuorumOperation())
    operations[0].traits.phase = .free
    for _ in 0..<stride { answers.append(QuorumAnswer()) }
  }

  private init(copying other: borrowing QuorumTable) {
    operations = other.operations.clone()
    answers = other.answers.clone()
    stride = other.stride
    free = other.free
    first = other.first
    last = other.last
    serial = other.serial
    watched = other.watched
    given = other.given
    bereft = other.bereft
  }

  borrowing func clone() -> QuorumTable { QuorumTable(copying: self) }

  /// When the first operation runs out of time.
  var nextDeadline: Tick {
    @inline(__always) get { first == 0 ? .max : operations[Int(first)].deadline }
  }

  // MARK: Coming and going

  /// A new operation's slot, its answers silent.
  @inline(__always)
  mutating func add(_ operation: QuorumOperation, places: Int) -> UInt32 {
    if places > stride { widen(to: places) }
    serial = (serial &+ 1) & 0x3FFF_FFFF
    let slot: UInt32
    if free != 0 {
      slot = free
      free = operations[Int(slot)].links.later
    } else {
      slot = UInt32(operations.count)
      operations.append(QuorumOperation())
      for _ in 0..<stride { answers.append(QuorumAnswer()) }
    }
    operations[Int(slot)] = operation
    operations[Int(slot)].serial = serial
    if operation.traits.isWatched { watched.append((serial, slot)) }
    return slot
  }

  /// Gives a slot back. Precondition: nothing carries its number any more.
  @inline(__always)
  mutating func remove(_ slot: UInt32) {
    operations[Int(slot)].traits.phase = .free
    operations[Int(slot)].links.later = free
    free = slot
  }

  private mutating func widen(to places: Int) {
    var wider = stride
    while wider < places { wider *= 2 }
    var moved = UniqueArray<QuorumAnswer>(minimumCapacity: operations.count * wider)
    for slot in 0..<operations.count {
      for place in 0..<wider {
        moved.append(place < stride ? answers[slot * stride + place] : QuorumAnswer())
      }
    }
    answers = moved
    stride = wider
  }

  // MARK: Those that are watched

  func slot(of id: OperationID) -> UInt32? {
    let serial = UInt32(bitPattern: id.rawValue) & 0x3FFF_FFFF
    return watched.last { $0.serial == serial }?.slot
  }

  /// Keeps what a watched read has returned.
  mutating func give(_ answer: ReadReply, for serial: UInt32) { given[serial] = answer }

  func answer(_ slot: UInt32) -> ReadReply? { given[operations[Int(slot)].serial] }

  /// Nobody asks for this operation any more.
  mutating func unwatch(_ slot: UInt32) {
    given[operations[Int(slot)].serial] = nil
    operations[Int(slot)].traits.isWatched = false
    watched.removeAll { $0.slot == slot }
  }

  // MARK: Deadlines

  /// Puts an operation among the deadlines; behind those of the same moment.
  @inline(__always)
  mutating func list(_ slot: UInt32) {
    let deadline = operations[Int(slot)].deadline
    var before = last
    while before != 0, operations[Int(before)].deadline > deadline {
      before = operations[Int(before)].links.earlier
    }
    let after = before == 0 ? first : operations[Int(before)].links.later
    operations[Int(slot)].links.earlier = before
    operations[Int(slot)].links.later = after
    operations[Int(slot)].links.isListed = true
    if before == 0 { first = slot } else { operations[Int(before)].links.later = slot }
    if after == 0 { last = slot } else { operations[Int(after)].links.earlier = slot }
  }

  /// Takes an operation from among the deadlines, where it is one.
  @inline(__always)
  mutating func unlist(_ slot: UInt32) {
    guard operations[Int(slot)].links.isListed else { return }
    let (before, after) = (
      operations[Int(slot)].links.earlier, operations[Int(slot)].links.later
    )
    if before == 0 { first = after } else { operations[Int(before)].links.later = after }
    if after == 0 { last = before } else { operations[Int(after)].links.earlier = before }
    operations[Int(slot)].links.isListed = false
  }
}
