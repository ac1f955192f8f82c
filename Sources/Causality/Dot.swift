/// One write: the replica that made it and that replica's counter for the key.
///
/// - Source: Preguiça, Baquero et al. 2010, arXiv:1011.5808.
public struct Dot: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Who made the write.
  public var replica: ReplicaID
  /// The replica's own count of its writes to the key, from 1.
  public var counter: UInt32

  /// Names the write `counter` of `replica`.
  @inlinable
  public init(_ replica: ReplicaID, _ counter: UInt32) {
    self.replica = replica
    self.counter = counter
  }

  /// Orders dots by replica, then by counter: a fixed order for lists, not a causal one.
  @inlinable
  public static func < (lhs: Dot, rhs: Dot) -> Bool {
    (lhs.replica, lhs.counter) < (rhs.replica, rhs.counter)
  }
}
