/// Hashes of hashes over segments of a key space, so that two replicas find where they differ.
///
/// A segment's hash is the sum of its leaves', so that changing one leaf takes the old one away and
/// adds the new one. Shape: every level is `width` times as long as the one above it.
/// - Source: Merkle 1987; the exchange level by level as in riak_core's hashtree.
package struct MerkleTree: Sendable {
  /// What comparing two trees took, and where they differ.
  package struct Comparison: Sendable {
    /// How many hashes of each level were held against the other tree's, from the root.
    package var hashes: [Int]
    /// The segments that differ, ascending.
    package var segments: [Int]
  }

  /// How many children a node has.
  package let width: Int
  /// The levels from the root to the segments.
  private var levels: [[UInt64]]
  /// The segments whose way to the root is out of date, each once.
  private var stale: [Int] = []
  private var isStale: [Bool]

  /// A tree of empty segments; their number is rounded up to a power of `width`.
  package init(segments: Int, width: Int) {
    self.width = max(2, width)
    var count = 1
    levels = [[0]]
    while count < segments {
      count *= self.width
      levels.append(Array(repeating: 0, count: count))
    }
    isStale = Array(repeating: false, count: count)
    refreshAll()
  }

  /// How many segments there are.
  package var segmentCount: Int { isStale.count }

  /// Changes the hash of one leaf of a segment; 0: no leaf.
  package mutating func change(_ segment: Int, from old: UInt64, to new: UInt64) {
    guard old != new else { return }
    levels[levels.count - 1][segment] = levels[levels.count - 1][segment] &- old &+ new
    guard !isStale[segment] else { return }
    isStale[segment] = true
    stale.append(segment)
  }

  /// Brings the hashes above changed segments up to date.
  package mutating func refresh() {
    var changed = stale
    for segment in stale { isStale[segment] = false }
    stale.removeAll(keepingCapacity: true)
    for level in stride(from: levels.count - 2, through: 0, by: -1) {
      var parents: [Int] = []
      for child in changed.sorted() where parents.last != child / width {
        parents.append(child / width)
      }
      for parent in parents { levels[level][parent] = hash(of: parent, at: level) }
      changed = parents
    }
  }

  private mutating func refreshAll() {
    for level in stride(from: levels.count - 2, through: 0, by: -1) {
      for parent in levels[level].indices { levels[level][parent] = hash(of: parent, at: level) }
    }
  }

  private func hash(of parent: Int, at level: Int) -> UInt64 {
    var hash: UInt64 = 0
    for child in parent * width..<(parent + 1) * width {
      var mixed = (hash ^ levels[level + 1][child]) &+ 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      hash = mixed ^ mixed >> 31
    }
    return hash
  }

  /// Compares with a tree of the same shape, from the root down where hashes differ.
  ///
  /// Precondition: both are refreshed and of one shape.
  package func compare(with other: MerkleTree) -> Comparison {
    var comparison = Comparison(hashes: [], segments: [])
    var nodes = [0]
    for level in levels.indices {
      comparison.hashes.append(nodes.count)
      let differing = nodes.filter { levels[level][$0] != other.levels[level][$0] }
      guard !differing.isEmpty else { return comparison }
      if level == levels.count - 1 {
        comparison.segments = differing
      } else {
        nodes = differing.flatMap { $0 * width..<($0 + 1) * width }
      }
    }
    return comparison
  }
}
