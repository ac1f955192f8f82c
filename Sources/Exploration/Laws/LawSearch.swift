import Replication
import Simulation

/// Looks for cases that break a strategy's laws, smallest first, on small worlds that deliver.
///
/// Exhaustive over its scope: one to three writes, each at a node of its own, under every order of
/// stamps and values, and every order in which replicas hear of them; then drawn cases. Compared is
/// what replicas show; what they store beside it shows when one more write has come. `advance`
/// tries one case, so that whoever drives it can stop.
package struct LawSearch: Sendable {
  /// The laws that no case has broken so far.
  package var kept: LawSet { keptByReplicas.intersection(states?.kept ?? .all) }
  /// For each law that replicas broke the first case in which they did.
  package private(set) var failures: [LawFailure] = []
  /// For each other law that the states of a type broke the first case in which they did.
  package var stateFailures: [StateFailure] {
    states?.failures.filter { keptByReplicas.contains($0.law) } ?? []
  }
  /// How many cases were tried of all that there are, and how many of those drawn.
  package private(set) var tried = (all: 0, drawn: 0)
  /// How many cases the strategy or the type of values let nobody make.
  package private(set) var refused = 0

  private var keptByReplicas = LawSet.all
  private var states: StateLaws?
  private let strategy: Strategy
  private let scope: LawScope
  private let cases: [LawCase]
  private var next = 0

  /// A search that has not begun.
  package init(_ strategy: Strategy, _ scope: LawScope) {
    self.strategy = strategy
    self.scope = scope
    states = strategy.definition.merge.map { StateLaws($0, strategy.parameters) }
    cases = scope.singles + scope.pairs + scope.successions + scope.triples
  }

  /// Tries one more case; false: there is none left, or every law is broken.
  package mutating func advance() -> Bool {
    guard !keptByReplicas.isEmpty, next < cases.count + scope.samples else { return false }
    if next < cases.count {
      tried.all += 1
      check(cases[next], seed: UInt64(next))
    } else if !(scope.values.isEmpty && scope.operations.isEmpty) {
      tried.drawn += 1
      check(scope.drawn(next - cases.count), seed: UInt64(next))
    }
    next += 1
    return true
  }

  private mutating func check(_ writes: LawCase, seed: UInt64) {
    states?.check(writes)
    switch writes.writes.count {
    case 1: checkTwice(writes, seed)
    case 2: checkPair(writes, seed)
    default:
      guard keptByReplicas.contains(.associative) || keptByReplicas.contains(.commutative)
      else { return }
      checkTriple(writes, seed)
    }
  }

  private mutating func fail(
    _ law: Law, _ writes: LawCase, _ seed: UInt64, _ left: (LawPath, [Value]),
    _ right: (LawPath, [Value]), kept given: [Int] = [], between: Value? = nil
  ) {
    guard keptByReplicas.contains(law) else { return }
    keptByReplicas.remove(LawSet(law))
    failures.append(
      LawFailure(
        law: law, writes: writes, left: left, right: right, seed: seed, kept: given,
        between: between))
  }

  /// The world of a case; nil, and counted: its writes are refused.
  private mutating func bench(
    _ strategy: Strategy, _ writes: LawCase, observers: Int, seed: UInt64
  ) -> LawBench? {
    if let bench = LawBench(strategy, writes, observers: observers, seed: seed) { return bench }
    refused += 1
    return nil
  }

  // MARK: - One write

  /// The same version joined twice. Only what can be told to forget what it has joined does so.
  private mutating func checkTwice(_ writes: LawCase, _ seed: UInt64) {
    guard strategy.definition.options.contains(.dedupe) else { return }
    var parameters = strategy.parameters
    parameters.dedupe = false
    let forgetful = Strategy(strategy.definition, parameters)
    guard var bench = bench(forgetful, writes, observers: 2, seed: seed) else { return }
    let (once, twice) = (bench.observer(), bench.observer())
    bench.give(0, to: once)
    bench.give(0, to: twice, twice: true)
    guard bench.shown(at: once).map(\.json) != bench.shown(at: twice).map(\.json) else { return }
    fail(
      .idempotent, writes, seed, (LawPath([0]), bench.shown(at: once)),
      (LawPath([0], .twice), bench.shown(at: twice)))
  }

  // MARK: - Two writes

  private mutating func checkPair(_ writes: LawCase, _ seed: UInt64) {
    guard var bench = bench(strategy, writes, observers: 2, seed: seed) else { return }
    let paths = [[0, 1], [1, 0]]
    let observers = [bench.observer(), bench.observer()]
    for (path, observer) in zip(paths, observers) {
      for number in path { bench.give(number, to: observer) }
    }
    let shown = observers.map { bench.shown(at: $0) }
    if bench.state(at: observers[0]) != bench.state(at: observers[1]) {
      fail(
        .commutative, writes, seed, (LawPath(paths[0]), shown[0]), (LawPath(paths[1]), shown[1]))
    }
    for later in 0...1 where writes.writes[later].follows != nil {
      for place in 0...1 where !bench.holds(later, at: observers[place]) {
        fail(
          .monotone, writes, seed, (LawPath(paths[place]), shown[place]),
          (LawPath([later]), writes.writes[later].value.map { [$0] } ?? []))
      }
    }
  }

  // MARK: - Three writes

  private static let orders = [
    [0, 1, 2], [1, 0, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0], [2, 1, 0],
  ]

  private mutating func checkTriple(_ writes: LawCase, _ seed: UInt64) {
    guard var bench = bench(strategy, writes, observers: 9, seed: seed) else { return }
    var observers: [NodeID] = []
    for order in Self.orders {
      let observer = bench.observer()
      for number in order.prefix(2) { bench.give(number, to: observer) }
      observers.append(observer)
    }
    // The orders stand in twos that differ in their first two writes alone.
    var pairsCommute = true
    for first in stride(from: 0, to: 6, by: 2) {
      let (left, right) = (observers[first], observers[first + 1])
      guard bench.state(at: left) != bench.state(at: right) else { continue }
      pairsCommute = false
      fail(
        .commutative, writes, seed,
        (LawPath(Array(Self.orders[first].prefix(2))), bench.shown(at: left)),
        (LawPath(Array(Self.orders[first + 1].prefix(2))), bench.shown(at: right)))
    }
    for (order, observer) in zip(Self.orders, observers) { bench.give(order[2], to: observer) }
    if pairsCommute {
      compareOrders(&bench, observers, writes, seed)
    } else if writes.writes.allSatisfy({ $0.follows == nil }) {
      compareGroups(&bench, observers[0], writes, seed)
    }
    if strategy.definition.needs.contains(.shown), !strategy.definition.needs.contains(.base) {
      compareWriteBack(&bench, observers[0], writes, seed)
    }
  }

  /// Where any two writes may change places, all three may.
  private mutating func compareOrders(
    _ bench: inout LawBench, _ observers: [NodeID], _ writes: LawCase, _ seed: UInt64
  ) {
    let expected = bench.state(at: observers[0])
    for (order, observer) in zip(Self.orders, observers) where bench.state(at: observer) != expected
    {
      fail(
        .associative, writes, seed, (LawPath(Self.orders[0]), bench.shown(at: observers[0])),
        (LawPath(order), bench.shown(at: observer)))
    }
  }

  /// (0 1) 2 against 0 (1 2), where the second replica gives away what it has kept.
  private mutating func compareGroups(
    _ bench: inout LawBench, _ expected: NodeID, _ writes: LawCase, _ seed: UInt64
  ) {
    let (other, observer) = (bench.observer(), bench.observer())
    bench.give(1, to: other)
    bench.give(2, to: other)
    bench.give(0, to: observer)
    let given = bench.give(allOf: other, to: observer)
    guard bench.state(at: observer) != bench.state(at: expected) else { return }
    fail(
      .associative, writes, seed, (LawPath([0, 1, 2]), bench.shown(at: expected)),
      (LawPath([0, 1, 2], .group), bench.shown(at: observer)), kept: given)
  }

  /// The same, where a reader of the second replica writes back what it was shown there.
  private mutating func compareWriteBack(
    _ bench: inout LawBench, _ expected: NodeID, _ writes: LawCase, _ seed: UInt64
  ) {
    guard keptByReplicas.contains(.associative),
      writes.writes.allSatisfy({ $0.follows == nil }),
      var again = LawBench(strategy, writes, observers: 2, seed: seed)
    else { return }
    let (other, observer) = (again.observer(), again.observer())
    again.give(1, to: other)
    again.give(2, to: other)
    again.give(0, to: observer)
    let between = again.shown(at: other).first
    guard again.writeBack(at: other, to: observer) else { return }
    let (left, right) = (bench.shown(at: expected), again.shown(at: observer))
    guard left.map(\.json) != right.map(\.json) else { return }
    fail(
      .associative, writes, seed, (LawPath([0, 1, 2]), left),
      (LawPath([0, 1, 2], .writeBack), right), between: between)
  }
}
