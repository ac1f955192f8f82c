import Causality
import Testing

@testable import Replication

/// riak_core `vclock.erl`, the prune tests; one second is one tick here.
@Suite struct VectorPruningTests {
  private func pruning(
    small: Int, young: Int64, big: Int, old: Int64
  ) -> VectorPruning {
    var pruning = VectorPruning(atMost: big)
    pruning.small = small
    pruning.young = young
    pruning.old = old
    return pruning
  }

  /// Three entries of these ages at a moment.
  private func vector(_ ages: [Int64], now: Int64) -> [VectorPruning.Entry] {
    ages.enumerated().map {
      VectorPruning.Entry(Dot(ReplicaID(UInt32($0) + 1), 1), stamp: now - $1)
    }
  }

  private let now: Int64 = 1_000_000

  @Test func `few entries stay`() {
    let vector = vector([1000, 1000, 1000], now: now)
    #expect(pruning(small: 4, young: 1, big: 2, old: 10).pruned(vector, now: now).count == 3)
  }

  @Test func `young entries stay`() {
    let vector = vector([1, 1, 1], now: now)
    #expect(
      pruning(small: 1, young: 1000, big: 2, old: 100_000).pruned(vector, now: now).count == 3)
  }

  @Test func `the oldest goes where there are too many`() {
    let vector = vector([1000, 1000, 1000], now: now)
    #expect(pruning(small: 1, young: 1, big: 2, old: 100_000).pruned(vector, now: now).count == 2)
  }

  @Test func `old entries go`() {
    let vector = vector([1000, 100_000, 100_000], now: now)
    let rest = pruning(small: 1, young: 1, big: 2, old: 10_000).pruned(vector, now: now)
    #expect(rest == [vector[0]])
  }

  @Test func `entries of one age go in one order`() {
    let vector = vector([1000, 1000, 1000], now: now)
    let rule = pruning(small: 1, young: 1, big: 1, old: 100_000)
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
      #expect(rule.pruned(order.map { vector[$0] }, now: now) == [vector[2]])
    }
  }

  @Test func `clocks that run back, and the ends of time`() {
    let rule = pruning(small: 1, young: 0, big: 1, old: 10)
    let ahead = VectorPruning.Entry(Dot(ReplicaID(0), 1), stamp: .max)
    let first = VectorPruning.Entry(Dot(ReplicaID(1), 1), stamp: .min)
    #expect(rule.pruned([ahead, first], now: 5) == [ahead])
    #expect(rule.pruned([ahead], now: .min) == [ahead])
    #expect(VectorPruning(atMost: 2).pruned([first, ahead], now: 5) == [first, ahead])
  }
}
