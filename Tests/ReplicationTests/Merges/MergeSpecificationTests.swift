import Causality
import Testing

@testable import Replication

/// What replicas show against the definitions of the types, over whole histories.
@Suite struct MergeSpecifications {
  /// All that can happen in so many moves.
  private func explore(
    _ history: OperationHistory, _ operations: [MergeOperation], moves: Int,
    visit: (OperationHistory) -> Void
  ) {
    visit(history)
    guard moves > 0 else { return converge(history) }
    for replica in history.states.indices {
      for (at, operation) in operations.enumerated() {
        var next = history
        // The stamp falls where the move comes late: newest first, as a clock that runs back.
        next.apply(operation, at: replica, stamp: Int64(moves + at % 2))
        explore(next, operations, moves: moves - 1, visit: visit)
      }
      for other in history.states.indices
      where other != replica && !history.known[other].isSubset(of: history.known[replica]) {
        var next = history
        next.send(from: other, to: replica)
        explore(next, operations, moves: moves - 1, visit: visit)
      }
    }
  }

  private func check(_ history: OperationHistory) {
    for replica in history.states.indices {
      guard let shown = history.reading(at: replica) else { continue }
      let meant = MergeSpecification(
        history: history.operations, known: history.known[replica].sorted()
      ).value(of: history.merge.name)
      #expect(shown == meant, "\(history.merge.name) at \(replica): \(history.operations)")
    }
  }

  /// Everyone hears of everyone, in different orders and twice: all hold the same state.
  private func converge(_ history: OperationHistory) {
    var forward = history
    var backward = history
    let all = history.states.indices
    for receiver in all {
      for sender in all { forward.send(from: sender, to: receiver) }
    }
    for receiver in all {
      for sender in all.reversed() {
        backward.send(from: sender, to: receiver)
        backward.send(from: sender, to: receiver)
      }
    }
    for sender in all { forward.send(from: all.upperBound - 1, to: sender) }
    for sender in all { backward.send(from: all.upperBound - 1, to: sender) }
    #expect(Set(forward.states).count == 1)
    #expect(forward.states == backward.states, "\(history.merge.name): \(history.operations)")
  }

  @Test(arguments: MergeHistories.specified.map(\.name))
  func everyShortHistoryOfTwoReplicas(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    let start = OperationHistory(type, replicas: 2)
    explore(start, MergeHistories.operations(of: type), moves: 3) { check($0) }
  }

  @Test(arguments: MergeHistories.specified.map(\.name))
  func everyShortHistoryOfThreeReplicas(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    let start = OperationHistory(type, replicas: 3)
    let operations = Array(MergeHistories.operations(of: type).prefix(3))
    explore(start, operations, moves: 3) { check($0) }
  }

  @Test(arguments: MergeHistories.specified.map(\.name))
  func longRandomHistories(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    for seed in 0..<25 as Range<UInt64> {
      var chance = MergeChance(seed: seed)
      var history = OperationHistory(type, replicas: 3)
      for _ in 0..<16 {
        chance.move(&history, MergeHistories.operations(of: type))
        check(history)
      }
      converge(history)
    }
  }

  /// Clients that have read elsewhere: replicas converge whatever was observed where.
  @Test(arguments: MergeCatalogue.all.map(\.name))
  func contextsFromElsewhere(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    for seed in 0..<40 as Range<UInt64> {
      var chance = MergeChance(seed: seed)
      var history = OperationHistory(type, replicas: 3)
      for _ in 0..<16 {
        chance.move(&history, MergeHistories.operations(of: type), foreign: true)
      }
      converge(history)
    }
  }

  /// Removals that have observed what is unknown here take it away when it comes.
  @Test func deferredRemovalsFollowTheDefinition() {
    for seed in 0..<60 as Range<UInt64> {
      var chance = MergeChance(seed: seed)
      var history = OperationHistory(.orSet, replicas: 3)
      for _ in 0..<10 {
        chance.move(
          &history, MergeHistories.operations(of: .orSet).filter { $0.kind == .add })
      }
      let seen = history.known[1]
      history.apply(MergeOperation(.remove, [.string("x")]), at: 0, observed: seen)
      for sender in [1, 2] { history.send(from: sender, to: 0) }
      check(history)
    }
  }
}
