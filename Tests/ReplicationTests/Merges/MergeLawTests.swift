import Causality
import Testing

@testable import Replication

/// Every type in the catalogue is a join-semilattice on the states that can be reached.
@Suite struct MergeLaws {
  @Test(arguments: MergeCatalogue.all.map(\.name))
  func statesFormASemilattice(name: String) throws {
    let merge = try #require(MergeCatalogue.named(name)).merge
    let type = try #require(MergeCatalogue.named(name))
    for seed in 0..<12 as Range<UInt64> {
      let states = MergeHistories.randomStates(of: type, seed: seed)
      for (at, one) in states.enumerated() {
        #expect(merge(one, one) == one, "idempotent: \(one.json)")
        let two = states[(at * 7 + 3) % states.count]
        let three = states[(at * 5 + 1) % states.count]
        let joined = merge(one, two)
        #expect(joined == merge(two, one), "commutative: \(one.json) \(two.json)")
        #expect(merge(joined, one) == joined, "absorbs: \(one.json) \(two.json)")
        #expect(
          merge(joined, three) == merge(one, merge(two, three)),
          "associative: \(one.json) \(two.json) \(three.json)")
      }
    }
  }

  @Test(arguments: MergeCatalogue.all.map(\.name))
  func operationsOnlyGoUp(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    var chance = MergeChance(seed: 5)
    var history = OperationHistory(type, replicas: 2)
    for _ in 0..<60 {
      let before = history.states
      chance.move(&history, MergeHistories.operations(of: type))
      for (old, new) in zip(before, history.states) {
        guard let old, let new else { continue }
        #expect(type.merge(old, new) == new, "\(old.json) \(new.json)")
      }
    }
  }

  @Test(arguments: MergeCatalogue.all.map(\.name))
  func statesAreToldFromOtherValues(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    for state in MergeHistories.randomStates(of: type, seed: 1) {
      #expect(type.isState(state, type.defaults))
      for other in MergeCatalogue.all where other.name != name {
        #expect(!other.isState(state, other.defaults), "\(other.name)")
      }
    }
    for value in [Value.null, .int(3), .string("x"), .array([]), .object([])] {
      #expect(!type.isState(value, type.defaults))
      _ = type.read(value)
      _ = type.merge(value, .int(1))
    }
  }

  /// Gaps in a replica's counters, as aborted writes leave them, change nothing.
  @Test func countersMayHaveGaps() throws {
    let type = MergeDefinition.pnCounter
    func context(_ counter: UInt32) -> MergeContext {
      MergeContext(dot: Dot(ReplicaID(0), counter))
    }
    let first = try type.apply(nil, MergeOperation(.increment), context(1))
    let third = try type.apply(first, MergeOperation(.increment), context(3))
    let second = try type.apply(first, MergeOperation(.increment, [.int(5)]), context(2))
    #expect(type.read(third) == [.int(2)])
    #expect(type.read(type.merge(second, third)) == [.int(7)])
  }
}
