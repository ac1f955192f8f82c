import Causality

/// A write as it travels and is stored: made once, shared by all who hold or carry it. 64 bytes.
public struct VersionRecord: Sendable, BitwiseCopyable {
  /// What the write causally follows.
  public var past: Past
  /// The key, by number.
  public var key: Int32
  /// What was written.
  public var value: ValueID
  /// Which write of its replica to the key it is, from 1.
  public var counter: UInt32
  /// How many replicas store it, alone, as a sibling or inside a merge.
  public var holders: UInt32
  /// How many messages and buffers carry it.
  public var carriers: UInt32
  /// Which write of the world it is, from 1.
  public var serial: UInt32
  /// The lane of its replica.
  public var lane: UInt16
  /// Whether its client was told that it succeeded, and whether a later write replaced it.
  public var marks: Marks

  /// A write that nobody holds or carries yet.
  @inlinable
  public init(past: Past, key: Int32, value: ValueID, dot: LaneDot, serial: UInt32) {
    self.past = past
    self.key = key
    self.value = value
    counter = dot.counter
    holders = 0
    carriers = 0
    self.serial = serial
    lane = dot.lane
    marks = .none
  }

  /// Which write it is.
  @inlinable @inline(__always)
  public var dot: LaneDot { LaneDot(lane, counter) }

  /// What is remembered of a write; a set of bits.
  public struct Marks: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var bits: UInt8

    @inlinable @inline(__always)
    init(bits: UInt8) { self.bits = bits }

    /// Nothing.
    @inlinable @inline(__always)
    public static var none: Marks { Marks(bits: 0) }
    /// Its client was told that it succeeded.
    @inlinable @inline(__always)
    public static var acknowledged: Marks { Marks(bits: 1) }
    /// A causally later write took its place somewhere.
    @inlinable @inline(__always)
    public static var replaced: Marks { Marks(bits: 2) }

    /// A strategy preferred a write that does not follow it.
    @inlinable @inline(__always)
    public static var beaten: Marks { Marks(bits: 4) }

    /// Adds what another set holds.
    @inlinable @inline(__always)
    public mutating func insert(_ other: Marks) { bits |= other.bits }

    /// Takes away what another set holds.
    @inlinable @inline(__always)
    public mutating func remove(_ other: Marks) { bits &= ~other.bits }

    /// Whether the write was acknowledged and not replaced: lost, once nobody has it.
    @inlinable @inline(__always)
    public var isWanted: Bool { bits & 3 == 1 }

    /// Whether nothing but the acknowledgement is remembered.
    @inlinable @inline(__always)
    public var isOnlyAcknowledged: Bool { bits == 1 }
  }
}
