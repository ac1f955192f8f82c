/// Counters of the first eight replicas that wrote a key: the packed form of a version vector.
///
/// A lane is a replica's position in the order in which replicas first wrote that key, so eight
/// lanes serve any number of nodes as long as few of them write the same key.
public typealias LaneVector = SIMD8<UInt32>

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
