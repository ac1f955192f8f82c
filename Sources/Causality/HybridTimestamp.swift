/// A reading of some clock, wide enough for all of them: physical, logical or hybrid.
///
/// Unit of `wall`: nanoseconds of virtual time for physical and hybrid clocks, events for a
/// logical one. `count` orders events of a hybrid clock at the same `wall` and is 0 otherwise.
public struct HybridTimestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// The physical part, or a logical clock's count.
  public var wall: Int64
  /// Events at the same physical part.
  public var count: UInt32

  /// A reading of its two parts.
  @inlinable
  public init(wall: Int64, count: UInt32 = 0) {
    self.wall = wall
    self.count = count
  }

  /// The reading before any event.
  @inlinable
  public static var zero: HybridTimestamp { HybridTimestamp(wall: 0) }

  /// Lexicographic: physical part, then count.
  @inlinable
  public static func < (lhs: HybridTimestamp, rhs: HybridTimestamp) -> Bool {
    (lhs.wall, lhs.count) < (rhs.wall, rhs.count)
  }

  /// Stamps a local event or a send when the physical clock reads `physical`.
  ///
  /// - Source: Kulkarni et al. 2014, algorithm of figure 5.
  public mutating func tick(physical: Int64) {
    if physical > wall {
      wall = physical
      count = 0
    } else {
      count &+= 1
    }
  }

  /// Stamps the receipt of `message` when the physical clock reads `physical`.
  ///
  /// - Source: Kulkarni et al. 2014, algorithm of figure 5.
  public mutating func receive(_ message: HybridTimestamp, physical: Int64) {
    let latest = max(wall, message.wall, physical)
    if latest == wall, latest == message.wall {
      count = max(count, message.count) &+ 1
    } else if latest == wall {
      count &+= 1
    } else if latest == message.wall {
      count = message.count &+ 1
    } else {
      count = 0
    }
    wall = latest
  }
}
