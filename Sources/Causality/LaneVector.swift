/// Counters of the first eight replicas that wrote a key: the packed form of a version vector.
///
/// A lane is a replica's position in the order in which replicas first wrote that key, so eight
/// lanes serve any number of nodes as long as few of them write the same key.
///
/// Scalars side by side rather than a SIMD vector: single lanes are read and written far more often
/// than all are compared, and a lane of a vector in memory costs a stall.
public struct LaneVector: Sendable, BitwiseCopyable {
  @usableFromInline var counters: InlineArray<8, UInt32>

  /// All zero.
  @inlinable @inline(__always)
  public init() { counters = InlineArray(repeating: 0) }

  /// The counter of a lane; lanes beyond the eighth alias the first ones, so callers check.
  @inlinable
  public subscript(lane: Int) -> UInt32 {
    @inline(__always) get { counters[lane & 7] }
    @inline(__always) set { counters[lane & 7] = newValue }
  }

  /// Keeps the larger counter of each lane.
  @inlinable @inline(__always)
  public mutating func merge(_ other: LaneVector) {
    for lane in 0..<8 { counters[lane] = Swift.max(counters[lane], other.counters[lane]) }
  }

  /// Whether all lanes but one are equal.
  @inlinable @inline(__always)
  public func agrees(with other: LaneVector, exceptAt lane: Int) -> Bool {
    // A sum of what is never negative: equal to one of its terms when the others are 0.
    var differences = UInt64(counters[0] ^ other.counters[0])
    differences &+= UInt64(counters[1] ^ other.counters[1])
    differences &+= UInt64(counters[2] ^ other.counters[2])
    differences &+= UInt64(counters[3] ^ other.counters[3])
    differences &+= UInt64(counters[4] ^ other.counters[4])
    differences &+= UInt64(counters[5] ^ other.counters[5])
    differences &+= UInt64(counters[6] ^ other.counters[6])
    differences &+= UInt64(counters[7] ^ other.counters[7])
    return differences == UInt64(self[lane] ^ other[lane])
  }
}

/// A dot in packed form: the lane instead of the replica.
public struct LaneDot: Hashable, Sendable, BitwiseCopyable {
  /// The replica's lane for the key, from 0.
  public var lane: UInt16
  /// The replica's counter for the key, from 1.
  public var counter: UInt32

  /// The write `counter` of the replica in `lane`.
  @inlinable @inline(__always)
  public init(_ lane: UInt16, _ counter: UInt32) {
    self.lane = lane
    self.counter = counter
  }
}
