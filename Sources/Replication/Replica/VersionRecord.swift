import Causality

/// A write as it travels and is stored: made once, shared by all who hold or carry it. 64 bytes.
package struct VersionRecord: Sendable, BitwiseCopyable {
  /// What the write causally follows.
  package var past: Past
  /// The key, by number.
  package var key: Int32
  /// What was written.
  package var value: ValueID
  /// Which write of its replica to the key it is, from 1.
  package var counter: UInt32
  /// How many replicas store it, alone, as a sibling or inside a merge.
  package var holders: UInt32
  /// How many messages and buffers carry it.
  package var carriers: UInt32
  /// Which write of the world it is, from 1.
  package var serial: UInt32
  /// The lane of its replica.
  package var lane: UInt16
  /// Whether its client was told that it succeeded, and whether a later write replaced it.
  package var marks: Marks

  /// A write that nobody holds or carries yet.
  @inlinable
  package init(past: Past, key: Int32, value: ValueID, dot: LaneDot, serial: UInt32) {
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
  package var dot: LaneDot { LaneDot(lane, counter) }

  /// What is remembered of a write; a set of bits.
  package struct Marks: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var bits: UInt8

    @inlinable @inline(__always)
    init(bits: UInt8) { self.bits = bits }

    /// Nothing.
    @inlinable @inline(__always)
    package static var none: Marks { Marks(bits: 0) }
    /// Its client was told that it succeeded.
    @inlinable @inline(__always)
    package static var acknowledged: Marks { Marks(bits: 1) }
    /// A causally later write took its place somewhere.
    @inlinable @inline(__always)
    package static var replaced: Marks { Marks(bits: 2) }

    /// Adds what another set holds.
    @inlinable @inline(__always)
    package mutating func insert(_ other: Marks) { bits |= other.bits }

    /// Takes away what another set holds.
    @inlinable @inline(__always)
    package mutating func remove(_ other: Marks) { bits &= ~other.bits }

    /// Whether nothing but the acknowledgement is remembered: lost, once nobody has the write.
    @inlinable @inline(__always)
    package var isOnlyAcknowledged: Bool { bits == 1 }
  }
}
