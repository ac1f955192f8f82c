import Replication

/// The hash trees of pairs of nodes that have compared what they hold, over the keys both hold.
struct SyncTrees: Sendable {
  /// Two nodes, the lower first.
  struct Pair: Sendable {
    var one: NodeID
    var other: NodeID
    /// How many keys there were when it was made.
    var keyCount: Int
    /// The keys of each segment, and each key's segment; −1: not both hold it.
    var keys: [[Int32]]
    var segments: [Int32]
    /// One tree and one list of leaves a node.
    var trees: [MerkleTree]
    var leaves: [[UInt64]]

    /// Which of the two a node is; nil: neither.
    func side(of node: NodeID) -> Int? { one == node ? 0 : other == node ? 1 : nil }

    /// Takes in what a node holds of a key now.
    mutating func update(_ side: Int, _ key: Int, _ leaf: UInt64) {
      guard key < segments.count, segments[key] >= 0 else { return }
      trees[side].change(Int(segments[key]), from: leaves[side][key], to: leaf)
      leaves[side][key] = leaf
    }
  }

  var pairs: [Pair] = []
  /// Which placements the pairs were made under.
  var generation = 0
  var last = SyncCost()

  static var width: Int { 32 }

  /// The place of a key among the segments.
  static func segment(of key: Int, among count: Int) -> Int {
    Int(Chance.below(UInt64(count), Chance.mix(UInt64(key))))
  }
}
