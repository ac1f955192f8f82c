import Causality
import Testing

@testable import Replication

/// The effect of an operation stands for it wherever all that it follows is known.
@Suite struct MergeEffectTests {
  /// Every operation of a random history with the states around it and those of other replicas.
  private func forEachOperation(
    of type: MergeDefinition,
    _ body: (_ before: Value?, _ after: Value, _ others: [Value]) -> Void
  ) {
    for seed in 0..<20 as Range<UInt64> {
      var chance = MergeChance(seed: seed)
      var history = OperationHistory(type, replicas: 3)
      for _ in 0..<20 {
        let before = history.states
        let count = history.operations.count
        chance.move(&history, MergeHistories.operations(of: type), foreign: true)
        guard history.operations.count > count else { continue }
        let at = history.states.indices.first { history.states[$0] != before[$0] }
        // An operation that changes nothing still counts as included.
        guard let at, let after = history.states[at] else { continue }
        body(before[at], after, history.states.compactMap { $0 })
      }
    }
  }

  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `an effect makes of the state before the state after`(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    forEachOperation(of: type) { before, after, _ in
      let effect = type.effects.difference(before, after)
      #expect(type.effects.apply(before, effect) == after, "\(before?.json ?? "-") \(effect.json)")
    }
  }

  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `an effect joins as its state where that is known`(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    forEachOperation(of: type) { before, after, others in
      let effect = type.effects.difference(before, after)
      for other in others {
        let ready = before.map { type.merge($0, other) } ?? other
        let joined = type.effects.apply(ready, effect)
        #expect(joined == type.merge(ready, after), "\(ready.json) \(effect.json)")
        #expect(type.effects.apply(joined, effect) == joined, "twice: \(effect.json)")
      }
    }
  }

  /// What one of many elements costs on the wire does not grow with the others.
  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `an effect is no larger for what was there`(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    guard let kind = type.operations.first(where: { [.add, .insert].contains($0) }) else { return }
    var history = OperationHistory(type, replicas: 1)
    var sizes: [Int] = []
    for number in 100..<140 as Range<Int64> {
      let before = history.states[0]
      let operands: [Value] =
        kind == .insert ? [.int(0), .string("\(number)")] : [.string("\(number)")]
      history.apply(MergeOperation(kind, operands), at: 0)
      let after = try #require(history.states[0])
      sizes.append(type.effects.difference(before, after).json.utf8.count)
    }
    let state = try #require(history.states[0]).json.utf8.count
    #expect(sizes[39] <= sizes[1] + 8, "\(sizes)")
    #expect(sizes[39] * 2 < state)
  }

  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `what is no effect changes nothing`(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    let state = try #require(MergeHistories.randomStates(of: type, seed: 3).last)
    for other in [Value.null, .int(1), .string("x"), .array([.int(9), .object([])]), .object([])] {
      #expect(type.effects.apply(state, other) == state)
      _ = type.effects.apply(nil, other)
      _ = type.effects.difference(other, other)
    }
  }
}
