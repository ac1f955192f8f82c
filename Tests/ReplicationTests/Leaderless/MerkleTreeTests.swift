import Replication
import Testing

/// What comparing trees costs, and that it finds every difference.
@Suite struct MerkleTreeTests {
  /// riak_core's hashtree: 2²⁰ segments of width 1024.
  @Test func `one difference under a million segments`() {
    var one = MerkleTree(segments: 1 << 20, width: 1024)
    let same = one.compare(with: one)
    #expect(same.hashes == [1] && same.segments.isEmpty)
    let other = one
    one.change(777_777, from: 0, to: 42)
    one.refresh()
    let comparison = one.compare(with: other)
    #expect(comparison.hashes == [1, 1024, 1024])
    #expect(comparison.segments == [777_777])
  }

  @Test(arguments: 0..<20)
  func `differences are found, whatever the way there`(seed: Int) {
    var state = UInt64(seed)
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let width = 2 + draw(5)
    var trees = [
      MerkleTree(segments: 1 + draw(300), width: width)
    ]
    trees.append(trees[0])
    var leaves = Array(
      repeating: Array(repeating: UInt64(0), count: trees[0].segmentCount), count: 2)
    for _ in 0..<200 {
      let side = draw(2)
      let segment = draw(trees[0].segmentCount)
      let leaf = UInt64(draw(3))
      trees[side].change(segment, from: leaves[side][segment], to: leaf)
      leaves[side][segment] = leaf
      if draw(4) == 0 { trees[side].refresh() }
    }
    for side in 0..<2 { trees[side].refresh() }
    let expected = leaves[0].indices.filter { leaves[0][$0] != leaves[1][$0] }
    #expect(trees[0].compare(with: trees[1]).segments == expected)
  }
}
