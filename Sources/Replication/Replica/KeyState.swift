import Causality

/// A live version as a replica stores it.
public struct Sibling: Hashable, Sendable, BitwiseCopyable {
  /// Which write it is.
  public var dot: LaneDot
  /// Its record, by number in the version table.
  public var version: UInt32

  /// A stored version.
  @inlinable
  public init(_ dot: LaneDot, version: UInt32) {
    self.dot = dot
    self.version = version
  }
}

/// What one replica holds of one key: everything it has seen, and the versions still live.
///
/// Two siblings stand in place, more in the spill. 64 bytes, one cache line.
public struct KeyState: Sendable, BitwiseCopyable {
  /// Every write seen, live or not.
  public var past: Past
  @usableFromInline var counter0: UInt32
  @usableFromInline var counter1: UInt32
  @usableFromInline var version0: UInt32
  @usableFromInline var version1: UInt32
  /// The last counter under which its node has issued a write of the key, stored here or not.
  @usableFromInline var issued: UInt32
  @usableFromInline var placedLanes: (UInt16, UInt16)
  /// The lane of `issued`.
  @usableFromInline var issuedLane: UInt16
  @usableFromInline var inPlace: UInt8
  /// Since when the state has changed.
  public var changes: Changes

  /// Nothing seen, nothing stored.
  @inlinable
  public init() {
    past = Past()
    counter0 = 0
    counter1 = 0
    version0 = 0
    version1 = 0
    issued = 0
    placedLanes = (0, 0)
    issuedLane = 0
    inPlace = 0
    changes = []
  }

  @inlinable var lane0: UInt16 {
    @inline(__always) get { placedLanes.0 }
    @inline(__always) set { placedLanes.0 = newValue }
  }

  @inlinable var lane1: UInt16 {
    @inline(__always) get { placedLanes.1 }
    @inline(__always) set { placedLanes.1 = newValue }
  }

  /// For whom a state has changed since they last looked at it.
  public struct Changes: OptionSet, Sendable, BitwiseCopyable {
    /// The bits.
    public let rawValue: UInt8

    /// A set of bits.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Since its owner last took its fingerprint.
    @inlinable public static var sinceFingerprint: Changes { Changes(rawValue: 1) }
    /// Since it was last compared with another replica's.
    @inlinable public static var sinceComparison: Changes { Changes(rawValue: 2) }
    /// For both.
    @inlinable public static var all: Changes { Changes(rawValue: 3) }
  }

  /// What became of a version that arrived, when the fast rule could tell.
  public struct Taking: Sendable, BitwiseCopyable {
    /// The cases; `taken` tells how many versions are live now.
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
      case unclear, redundant, taken
    }

    /// What became of it.
    public var kind: Kind
    /// How many versions are live now.
    public var live: UInt8
    /// The versions it replaced; 0: none.
    public var replaced: (UInt32, UInt32)

    @inlinable @inline(__always)
    init(_ kind: Kind, live: UInt8 = 0, _ replaced: (UInt32, UInt32) = (0, 0)) {
      self.kind = kind
      self.live = live
      self.replaced = replaced
    }
  }

  /// The rule of siblings for the common case: at most two versions stored, no spill.
  ///
  /// `mayJoin`: whether standing beside a concurrent version needs no further thought.
  @inlinable @inline(__always)
  public mutating func takeFast(
    _ dot: LaneDot, past other: borrowing Past, version: UInt32, mayJoin: Bool
  ) -> Taking {
    guard past.spill | other.spill == 0, dot.lane < 8 else { return Taking(.unclear) }
    let lane = Int(dot.lane & 7)
    if past.lanes[lane] >= dot.counter { return Taking(.redundant) }
    guard max(past.lanes[lane], other.lanes[lane]) == dot.counter &- 1 else {
      return Taking(.unclear)
    }
    var replaced = (UInt32(0), UInt32(0))
    var left = inPlace
    if inPlace > 0, other.lanes[Int(lane0)] >= counter0 {
      replaced.0 = version0
      left &-= 1
    }
    if inPlace > 1, other.lanes[Int(lane1)] >= counter1 {
      replaced.1 = version1
      left &-= 1
    }
    guard left == 0 || (left == 1 && mayJoin) else { return Taking(.unclear) }
    past.lanes.merge(other.lanes)
    past.lanes[lane] = dot.counter
    if left == 1, replaced.0 != 0 { placeFirst(LaneDot(lane1, counter1), version1) }
    if left == 0 { placeFirst(dot, version) } else { placeSecond(dot, version) }
    inPlace = left &+ 1
    return Taking(.taken, live: inPlace, replaced)
  }

  @inlinable @inline(__always)
  mutating func placeFirst(_ dot: LaneDot, _ version: UInt32) {
    counter0 = dot.counter
    version0 = version
    lane0 = dot.lane
  }

  @inlinable @inline(__always)
  mutating func placeSecond(_ dot: LaneDot, _ version: UInt32) {
    counter1 = dot.counter
    version1 = version
    lane1 = dot.lane
  }

  /// Replaces what is live by a local write that follows everything seen, where nothing has
  /// spilled; the versions replaced, 0: none. nil: the general rule has to.
  @inlinable @inline(__always)
  public mutating func overwriteFast(_ dot: LaneDot, version: UInt32) -> (UInt32, UInt32)? {
    guard past.spill == 0, dot.lane < 8 else { return nil }
    // A node that has also coordinated requests may have issued writes it does not store.
    guard past.lanes[Int(dot.lane)] &+ 1 == dot.counter, dot.counter != 0 else { return nil }
    let replaced = (inPlace > 0 ? version0 : 0, inPlace > 1 ? version1 : 0)
    past.lanes[Int(dot.lane)] = dot.counter
    placeFirst(dot, version)
    inPlace = 1
    return replaced
  }

  /// The one live version, where nothing has spilled; else 0.
  @inlinable public var onlyVersion: UInt32 { inPlace == 1 && past.spill == 0 ? version0 : 0 }

  /// Whether what was seen is the one live version and what that follows, and nothing else.
  @inlinable @inline(__always)
  public func isAllSeen(by dot: LaneDot, after other: borrowing Past) -> Bool {
    guard past.spill | other.spill == 0, dot.lane < 8 else { return false }
    let lane = Int(dot.lane)
    guard past.lanes[lane] == max(dot.counter, other.lanes[lane]) else { return false }
    return past.lanes.agrees(with: other.lanes, exceptAt: lane)
  }

  /// The last write that its node has issued; counter 0: none.
  @inlinable public var lastIssued: LaneDot {
    get { LaneDot(issuedLane, issued) }
    set { (issuedLane, issued) = (newValue.lane, newValue.counter) }
  }

  /// Whether nothing of the key was ever seen or issued here.
  public func isBlank(in pool: borrowing SpillPool) -> Bool {
    guard issued == 0, inPlace == 0 else { return false }
    return past.isEmpty(in: pool)
  }

  /// How many versions are live.
  @inlinable
  public func count(in pool: borrowing SpillPool) -> Int {
    past.spill == 0 ? Int(inPlace) : Int(inPlace) + pool.spills[Int(past.spill)].siblings.count
  }

  /// The live versions in order of arrival.
  public func siblings(in pool: borrowing SpillPool) -> [Sibling] {
    var result: [Sibling] = []
    if inPlace > 0 { result.append(Sibling(LaneDot(lane0, counter0), version: version0)) }
    if inPlace > 1 { result.append(Sibling(LaneDot(lane1, counter1), version: version1)) }
    if past.spill != 0 { result += pool.spills[Int(past.spill)].siblings }
    return result
  }

  /// Replaces the live versions, in order of arrival, and forgets any joined value.
  public mutating func store(_ siblings: [Sibling], in pool: inout SpillPool) {
    if siblings.count > 0 { placeFirst(siblings[0].dot, siblings[0].version) }
    if siblings.count > 1 { placeSecond(siblings[1].dot, siblings[1].version) }
    inPlace = UInt8(min(2, siblings.count))
    if siblings.count > 2 { pool.need(&past.spill) }
    guard past.spill != 0 else { return }
    pool.update(past.spill) {
      $0.siblings = Array(siblings.dropFirst(2))
      $0.merged = nil
    }
    pool.trim(&past.spill)
  }

  /// The value that the siblings were joined into.
  public func merged(in pool: borrowing SpillPool) -> ValueID? {
    past.spill == 0 ? nil : pool.spills[Int(past.spill)].merged
  }

  /// Records the value that the siblings were joined into.
  public mutating func join(_ value: ValueID, in pool: inout SpillPool) {
    pool.need(&past.spill)
    pool.update(past.spill) { $0.merged = value }
  }

  /// Whether a background handler is on its way.
  public func awaitsHandler(in pool: borrowing SpillPool) -> Bool {
    past.spill != 0 && pool.spills[Int(past.spill)].awaitsHandler
  }

  /// Records whether a background handler is on its way.
  public mutating func awaitHandler(_ awaits: Bool, in pool: inout SpillPool) {
    if awaits { pool.need(&past.spill) }
    guard past.spill != 0 else { return }
    pool.update(past.spill) { $0.awaitsHandler = awaits }
    pool.trim(&past.spill)
  }
}
