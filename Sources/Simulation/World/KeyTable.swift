import BasicContainers
import Causality
import Replication

/// The keys: who wrote each, lane by lane, and what decides over it.
struct KeyTable: ~Copyable, Sendable {
  private let footing = Footing()
  /// How a key's versions are taken in.
  enum Course: UInt8, Sendable, BitwiseCopyable {
    /// Siblings everywhere, nothing else: the fast rule applies.
    case plain
    /// Anything else.
    case ruled
  }

  struct Record: Sendable, BitwiseCopyable {
    /// Replica + 1 of lanes 0 … 7; 0: free.
    var writers = LaneVector()
    var count: UInt32 = 0
    var course = Course.plain
    /// One bit for each of lanes 0 … 7: whether a coordinator has counted a write in it.
    var issued: UInt8 = 0
    /// Whether its values merge by themselves.
    var isTyped = false
  }

  private var records: UniqueArray<Record>
  /// Replicas of lanes 8 and up.
  private var moreWriters: [[ReplicaID]] = []
  private(set) var rules: [KeyRules] = []
  /// What people call the keys; the tombstone where nobody has said.
  private var labels: [ValueID] = []
  /// Whether one vector stands for all versions of a key, so that the fast rule does not apply.
  var hasVectors = false
  /// Whether writes of some key travel as operations, or have.
  var shipsOperations = false

  init() { records = UniqueArray() }

  private init(copying other: borrowing KeyTable) {
    records = other.records.clone()
    moreWriters = other.moreWriters
    rules = other.rules
    labels = other.labels
    hasVectors = other.hasVectors
    shipsOperations = other.shipsOperations
  }

  borrowing func clone() -> KeyTable { KeyTable(copying: self) }

  var count: Int { records.count }

  mutating func add(_ keyRules: KeyRules, isTyped: Bool) {
    var record = Record()
    record.isTyped = isTyped
    record.course = Self.course(of: keyRules)
    records.append(record)
    moreWriters.append([])
    rules.append(keyRules)
    labels.append(.tombstone)
  }

  /// Says what people call a key. Precondition: there is such a key.
  mutating func label(_ key: KeyID, _ label: ValueID) { labels[key.index] = label }

  /// What people call a key.
  func label(of key: Int) -> ValueID { labels[key] }

  mutating func bind(_ key: KeyID, _ keyRules: KeyRules, isTyped: Bool) {
    records[key.index].isTyped = isTyped
    rules[key.index] = keyRules
    records[key.index].course = Self.course(of: keyRules)
  }

  private static func course(of rules: KeyRules) -> Course {
    rules.onWrite == .siblings && rules.delayed == nil && rules.links.isEmpty
      && rules.kinds.isEmpty ? .plain : .ruled
  }

  func course(of key: Int) -> Course { hasVectors ? .ruled : records[key].course }

  /// Whether the values of a key merge by themselves.
  @inline(__always)
  func isTyped(_ key: Int) -> Bool { records[key].isTyped }

  func laneCount(of key: Int) -> Int { Int(records[key].count) }

  /// The lane in which a replica writes a key, if it was given one.
  @inline(__always)
  func knownLane(of replica: ReplicaID, key: Int) -> UInt16? {
    for lane in 0..<min(8, Int(records[key].count)) {
      if records[key].writers[lane] == replica.rawValue &+ 1 { return UInt16(lane) }
    }
    if records[key].count > 8, let index = moreWriters[key].firstIndex(of: replica) {
      return UInt16(index + 8)
    }
    return nil
  }

  /// The lane in which a replica writes a key, given at its first write; nil: none is left.
  mutating func lane(of replica: ReplicaID, key: Int) -> UInt16? {
    if let lane = knownLane(of: replica, key: key) { return lane }
    let lane = records[key].count
    guard lane < UInt16.max else { return nil }
    if lane < 8 {
      records[key].writers[Int(lane)] = replica.rawValue + 1
    } else {
      moreWriters[key].append(replica)
    }
    records[key].count += 1
    return UInt16(lane)
  }

  /// Whether a replica has counted a write of a key as a coordinator.
  func hasIssued(_ replica: ReplicaID, key: Int) -> Bool {
    for lane in 0..<min(8, Int(records[key].count)) {
      if records[key].writers[lane] == replica.rawValue &+ 1 {
        return records[key].issued >> UInt8(lane) & 1 == 1
      }
    }
    return records[key].count > 8 && moreWriters[key].contains(replica)
  }

  /// Notes that a coordinator has counted a write in a lane.
  mutating func noteIssued(_ lane: UInt16, key: Int) {
    if lane < 8 { records[key].issued |= 1 << UInt8(lane) }
  }

  /// Who writes in a lane. Precondition: the lane was given.
  func replica(_ lane: UInt16, key: Int) -> ReplicaID {
    lane < 8
      ? ReplicaID(records[key].writers[Int(lane)] &- 1) : moreWriters[key][Int(lane) - 8]
  }

  /// The dot of a packed one.
  func dot(_ packed: LaneDot, key: Int) -> Dot {
    Dot(replica(packed.lane, key: key), packed.counter)
  }
}
