import Causality

/// What is known of a key's writes: eight lanes in place, everything rarer in a `Spill`.
///
/// Not closed downwards by itself: dots that came without those before them stand apart in the
/// spill. A past owns its spill: copy it with `SpillPool.copy`, end it with `SpillPool.release`.
public struct Past: Sendable, BitwiseCopyable {
  /// Counters of lanes 0 … 7; each stands for the dots 1 … counter.
  public var lanes: LaneVector
  /// The spill, or 0.
  public var spill: UInt32

  /// The empty past.
  @inlinable
  public init() {
    lanes = LaneVector()
    spill = 0
  }

  @inlinable
  init(lanes: LaneVector, spill: UInt32) {
    self.lanes = lanes
    self.spill = spill
  }

  /// Whether the write is known.
  @inlinable
  public func knows(_ dot: LaneDot, in pool: borrowing SpillPool) -> Bool {
    if dot.lane < 8, lanes[Int(dot.lane)] >= dot.counter { return true }
    return spill != 0 && pool.knows(dot, spill)
  }

  /// How many writes of a lane are known without a gap.
  public func counter(_ lane: UInt16, in pool: borrowing SpillPool) -> UInt32 {
    lane < 8 ? lanes[Int(lane)] : pool.counter(lane, spill)
  }

  /// Learns one write; its predecessors are not implied.
  public mutating func include(_ dot: LaneDot, in pool: inout SpillPool) {
    guard !knows(dot, in: pool) else { return }
    if counter(dot.lane, in: pool) == dot.counter - 1 {
      set(dot, in: &pool)
      if spill != 0 { closeGaps(in: &pool) }
    } else {
      pool.need(&spill)
      pool.insertCloud(dot, spill)
    }
  }

  /// Learns every write of a lane up to this one.
  public mutating func include(upTo dot: LaneDot, in pool: inout SpillPool) {
    guard counter(dot.lane, in: pool) < dot.counter else { return }
    set(dot, in: &pool)
    if spill != 0 { closeGaps(in: &pool) }
  }

  /// Whether no write is known.
  public func isEmpty(in pool: borrowing SpillPool) -> Bool {
    for lane in 0..<8 where lanes[lane] != 0 { return false }
    guard spill != 0 else { return true }
    return pool.spills[Int(spill)].lanes.isEmpty && pool.spills[Int(spill)].cloud.isEmpty
  }

  /// Whether everything that another past knows is known.
  public func covers(_ other: Past, in pool: borrowing SpillPool) -> Bool {
    for lane in 0..<8 where lanes[lane] < other.lanes[lane] { return false }
    guard other.spill != 0 else { return true }
    let theirs = pool.spills[Int(other.spill)]
    for (index, counter) in theirs.lanes.enumerated()
    where self.counter(UInt16(index + 8), in: pool) < counter { return false }
    return theirs.cloud.allSatisfy { knows($0, in: pool) }
  }

  /// Learns everything the other past knows.
  public mutating func merge(_ other: Past, in pool: inout SpillPool) {
    lanes.merge(other.lanes)
    guard spill != 0 || other.spill != 0 else { return }
    if other.spill != 0 {
      let theirs = pool.spills[Int(other.spill)]
      for (index, counter) in theirs.lanes.enumerated() where counter > 0 {
        let dot = LaneDot(UInt16(index + 8), counter)
        if self.counter(dot.lane, in: pool) < counter { set(dot, in: &pool) }
      }
      for dot in theirs.cloud { include(dot, in: &pool) }
    }
    if spill != 0 { closeGaps(in: &pool) }
  }

  private mutating func set(_ dot: LaneDot, in pool: inout SpillPool) {
    if dot.lane < 8 {
      lanes[Int(dot.lane)] = dot.counter
    } else {
      pool.need(&spill)
      pool.setLane(dot, spill)
    }
  }

  /// Moves dots out of the cloud that the lanes reach by now.
  private mutating func closeGaps(in pool: inout SpillPool) {
    var moved = true
    while moved {
      moved = false
      for dot in pool.spills[Int(spill)].cloud {
        let known = counter(dot.lane, in: pool)
        guard dot.counter <= known &+ 1 else { continue }
        if dot.counter == known + 1 { set(dot, in: &pool) }
        pool.removeCloud(dot, spill)
        moved = true
        break
      }
    }
  }
}

/// What does not fit in place: of a past, and of the state of a key.
public struct Spill: Sendable {
  /// Counters of lanes 8 and up.
  public var lanes: [UInt32] = []
  /// Dots that came without those before them; unsorted, unique.
  public var cloud: [LaneDot] = []
  /// The third sibling and those after it, in order of arrival.
  public var siblings: [Sibling] = []
  /// The value the siblings were joined into.
  public var merged: ValueID?
  /// Whether a background handler is on its way.
  public var awaitsHandler = false

  /// Nothing.
  public init() {}

  var isEmpty: Bool {
    lanes.isEmpty && cloud.isEmpty && siblings.isEmpty && merged == nil && !awaitsHandler
  }
}

/// Where spills live; position 0 is never used.
public struct SpillPool: Sendable {
  /// The spills by number.
  public internal(set) var spills: [Spill] = [Spill()]
  private var free: [UInt32] = []

  /// An empty pool.
  public init() {}

  /// Makes sure that there is a spill to write to.
  public mutating func need(_ spill: inout UInt32) {
    guard spill == 0 else { return }
    if let last = free.popLast() {
      spill = last
    } else {
      spill = UInt32(spills.count)
      spills.append(Spill())
    }
  }

  /// Gives the spill back, if there is one.
  public mutating func release(_ spill: inout UInt32) {
    guard spill != 0 else { return }
    spills[Int(spill)] = Spill()
    free.append(spill)
    spill = 0
  }

  /// Gives the spill back when nothing is left in it.
  public mutating func trim(_ spill: inout UInt32) {
    if spill != 0, spills[Int(spill)].isEmpty { release(&spill) }
  }

  /// A second past with the same knowledge.
  @inlinable
  public mutating func copy(_ past: Past) -> Past {
    past.spill == 0 ? past : copySpilled(past)
  }

  @usableFromInline
  mutating func copySpilled(_ past: Past) -> Past {
    let source = spills[Int(past.spill)]
    guard !source.lanes.isEmpty || !source.cloud.isEmpty else {
      return Past(lanes: past.lanes, spill: 0)
    }
    var result = Past(lanes: past.lanes, spill: 0)
    need(&result.spill)
    spills[Int(result.spill)].lanes = source.lanes
    spills[Int(result.spill)].cloud = source.cloud
    return result
  }

  /// Changes a spill in place.
  public mutating func update(_ spill: UInt32, _ change: (inout Spill) -> Void) {
    change(&spills[Int(spill)])
  }

  @usableFromInline
  func knows(_ dot: LaneDot, _ spill: UInt32) -> Bool {
    counter(dot.lane, spill) >= dot.counter || spills[Int(spill)].cloud.contains(dot)
  }

  @usableFromInline
  func counter(_ lane: UInt16, _ spill: UInt32) -> UInt32 {
    guard lane >= 8 else { return 0 }
    let index = Int(lane) - 8
    return index < spills[Int(spill)].lanes.count ? spills[Int(spill)].lanes[index] : 0
  }

  mutating func setLane(_ dot: LaneDot, _ spill: UInt32) {
    let index = Int(dot.lane) - 8
    while spills[Int(spill)].lanes.count <= index { spills[Int(spill)].lanes.append(0) }
    spills[Int(spill)].lanes[index] = dot.counter
  }

  mutating func insertCloud(_ dot: LaneDot, _ spill: UInt32) {
    spills[Int(spill)].cloud.append(dot)
  }

  mutating func removeCloud(_ dot: LaneDot, _ spill: UInt32) {
    spills[Int(spill)].cloud.removeAll { $0 == dot }
  }
}

extension Past {
  /// How many writes are known, at most `UInt32.max`.
  package func count(in pool: borrowing SpillPool) -> UInt32 {
    var sum: UInt64 = 0
    for lane in 0..<8 { sum += UInt64(lanes[lane]) }
    if spill != 0 {
      let rest = pool.spills[Int(spill)]
      for counter in rest.lanes { sum += UInt64(counter) }
      sum += UInt64(rest.cloud.count)
    }
    return UInt32(clamping: sum)
  }
}
