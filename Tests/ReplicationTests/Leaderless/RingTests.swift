import Replication
import Testing

/// Walks on published rings.
@Suite struct RingTests {
  /// voldemort's ConsistentRoutingStrategyTest: 18 partitions of six nodes.
  private static let owners: [Int] = {
    let partitions = [
      [2, 7, 14], [1, 10, 13], [3, 5, 17], [0, 11, 16], [6, 9, 15], [4, 8, 12],
    ]
    var owners = Array(repeating: 0, count: 18)
    for (node, mine) in partitions.enumerated() {
      for partition in mine { owners[partition] = node }
    }
    return owners
  }()

  @Test(
    arguments: [
      (0, [3, 1, 0], [0, 1, 2]), (14, [0, 4, 3], [14, 15, 16]), (4, [5, 2, 4], [4, 5, 6]),
      (16, [3, 2, 1], [16, 17, 1]), (-2, [3, 2, 1], [16, 17, 1]), (36, [3, 1, 0], [0, 1, 2]),
    ])
  func `distinct owners, clockwise`(from: Int, nodes: [Int], partitions: [Int]) {
    let walk = Ring(owners: Self.owners, isDistinct: true).walk(from: from)
    #expect(walk.prefix(3).map(\.owner) == nodes)
    #expect(walk.prefix(3).map(\.partition) == partitions)
    #expect(Set(walk.map(\.owner)).count == walk.count && walk.count == 6)
  }

  @Test func `all partitions, one after the other`() {
    let walk = Ring(owners: ["a", "b", "a"], isDistinct: false).walk(from: 2)
    #expect(walk.map(\.owner) == ["a", "a", "b"])
    #expect(walk.map(\.partition) == [2, 0, 1])
    #expect(Ring(owners: [Int](), isDistinct: true).walk(from: 3).isEmpty)
  }

  /// The published vectors of 64-bit FNV-1a.
  @Test(
    arguments: [
      ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C),
      ("foobar", 0x8594_4171_F739_67E8),
    ] as [(String, UInt64)])
  func `hashes as published`(text: String, hash: UInt64) {
    #expect(KeyPartition.fowlerNollVo(Array(text.utf8)) == hash)
  }

  @Test func `keys spread over partitions`() {
    var counts = Array(repeating: 0, count: 8)
    for number in 0..<8000 {
      counts[KeyPartition.of(Array("k\(number)".utf8), count: 8)] += 1
    }
    #expect(counts.allSatisfy { (900...1100).contains($0) }, "\(counts)")
    #expect(KeyPartition.of([1, 2], count: 0) == 0)
  }
}
