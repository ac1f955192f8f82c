/// Consistent hashing: partitions in a circle, each with an owner.
///
/// A key belongs to a partition; its replicas are found by walking on from there.
/// - Source: DeCandia et al. 2007, §4.2; Karger et al. 1997.
package struct Ring<Owner: Hashable & Sendable>: Sendable {
  /// A partition and its owner, as a walk meets them.
  package struct Entry: Hashable, Sendable {
    /// Position on the ring, from 0.
    package var partition: Int
    /// Who owns it.
    package var owner: Owner
  }

  /// The owners, by partition.
  package var owners: [Owner]
  /// Whether a walk skips owners it has met.
  package var isDistinct: Bool

  /// A ring of these owners, partition by partition.
  package init(owners: [Owner], isDistinct: Bool) {
    self.owners = owners
    self.isDistinct = isDistinct
  }

  /// Once round from a partition (taken modulo their number): every owner once, or all partitions.
  ///
  /// - Source: distinct owners as Voldemort's consistent routing; all partitions as riak_core_apl.
  package func walk(from partition: Int) -> [Entry] {
    guard !owners.isEmpty else { return [] }
    var entries: [Entry] = []
    var met: Set<Owner> = []
    let start = partition % owners.count + (partition < 0 ? owners.count : 0)
    for step in 0..<owners.count {
      let at = (start + step) % owners.count
      if isDistinct, !met.insert(owners[at]).inserted { continue }
      entries.append(Entry(partition: at, owner: owners[at]))
    }
    return entries
  }
}

/// Where a key lies on a ring.
package enum KeyPartition {
  /// The partition of a key among `count`, from the bytes of its name; 0 where `count` is 0.
  ///
  /// - Source: FNV-1a of Fowler, Noll, Vo; multiply and shift instead of a remainder.
  package static func of(_ bytes: some Sequence<UInt8>, count: Int) -> Int {
    Int(truncatingIfNeeded: hash(bytes).multipliedFullWidth(by: UInt64(max(0, count))).high)
  }

  /// FNV-1a through SplitMix64's finaliser.
  ///
  /// Short names that differ in their last byte only would else share their upper bits.
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = fowlerNollVo(bytes)
    hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }

  /// The published 64-bit FNV-1a.
  package static func fowlerNollVo(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return hash
  }
}
