// Floor 0: the vocabulary of causal history. It knows no messages, no values and no time.

/// The identity under which a replica counts its own writes.
///
/// Shape: dense, from 0, in order of creation. A node whose disk is lost comes back as a fresh
/// replica, because counters that start again would hide its new writes behind its old ones.
/// - Source: riak_kv #679; Riak's actor epochs.
public struct ReplicaID: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Position in creation order.
  public let rawValue: UInt32

  /// Names the replica at this position of the creation order.
  @inlinable
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// Orders replicas by creation.
  @inlinable
  public static func < (lhs: ReplicaID, rhs: ReplicaID) -> Bool { lhs.rawValue < rhs.rawValue }
}
