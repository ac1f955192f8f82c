import Exploration
import Replication
import Testing

@Suite struct LawTests {
  /// What a search finds that tries few cases, and what it takes for more.
  private func search(
    _ strategy: Strategy, values: [Value]? = nil, isBrief: Bool = true, samples: Int = 0
  ) -> LawSearch {
    let values = values ?? strategy.definition.profile?.samples ?? StrategyProfile.letters
    var scope = LawScope(values: values, samples: samples, seed: 42)
    scope.isBrief = isBrief
    var search = LawSearch(strategy, scope)
    while search.advance() {}
    return search
  }

  private func search(
    _ name: String, _ options: KeyValuePairs<String, String> = [:], values: [Value]? = nil
  ) throws -> LawSearch {
    let definition = try #require(StrategyCatalogue.named(name))
    let stated = options.map { (name: $0.key, value: $0.value) }
    return search(Strategy(definition, try definition.parameters(from: stated)), values: values)
  }

  /// Being registered is being under law.
  @Test(arguments: StrategyCatalogue.all.map(\.name).filter { $0 != "ask" })
  func everyStrategyKeepsWhatItPromisesAndNothingElse(name: String) throws {
    let definition = try #require(StrategyCatalogue.named(name))
    guard let profile = definition.profile, definition.merge == nil else { return }
    let found = search(Strategy(definition))
    #expect(found.kept.letters == profile.laws.letters)
    #expect(
      found.failures.count == Law.allCases.count - found.kept.letters.filter { $0 != "-" }.count)
  }

  /// Typed values are tried with operations; a search whose worlds refuse them finds nothing.
  @Test(arguments: MergeCatalogue.all.map(\.name).filter { $0 != "ot-text" })
  func everyTypeKeepsAllLaws(name: String) throws {
    let strategy = Strategy(try #require(StrategyCatalogue.named(name)))
    var scope = LawScope(values: [], samples: 100, seed: 42)
    scope.operations = try #require(strategy.definition.merge).samples
    scope.isBrief = true
    var search = LawSearch(strategy, scope)
    while search.advance() {}
    #expect(search.kept == .all)
    #expect(search.refused == 0 && search.tried.all > 100 && search.tried.drawn == 100)
  }

  /// A type of integers with one fault, and what replicas and states find of it.
  @Test(arguments: [
    BrokenType("largest", found: "CAIM") { max($0, $1) },
    BrokenType("first stays", found: "-AI-") { one, _ in one },
    BrokenType("last stays", found: "-AIM") { $1 },
    BrokenType("sum", found: "CA--") { $0 + $1 },
    BrokenType("mean", found: "C-I-") { ($0 + $1) / 2 },
    BrokenType("bump of equals", found: "CA-M") { $0 == $1 ? $0 + 1 : max($0, $1) },
    BrokenType("operations that go down", found: "CAI-", sign: -1) { max($0, $1) },
  ])
  func aBrokenTypeIsFound(type: BrokenType) {
    let strategy = Strategy(StrategyDefinition(type.merge), StrategyParameters())
    var scope = LawScope(values: [], samples: 10, seed: 42)
    scope.operations = [8, 20, 4].map { MergeOperation(.increment, [.int($0)]) }
    scope.isBrief = true
    var search = LawSearch(strategy, scope)
    while search.advance() {}
    #expect(search.kept.letters == type.found)
    let broken = Set(search.failures.map(\.law) + search.stateFailures.map(\.law))
    #expect(broken == Set(Law.allCases.filter { !search.kept.contains($0) }))
    for failure in search.stateFailures { #expect(failure.left != failure.right) }
  }

  @Test func everyStrategyOfASystemHasAProfile() {
    for strategy in StrategyCatalogue.all where strategy.profile == nil {
      Issue.record("\(strategy.name) says nothing of its laws")
    }
  }

  /// - Source: the strategy is Kleppmann's (2017, chapter 5), the laws are those of a join.
  @Test func concatenation() throws {
    let sorted = try search("concatenate", ["as": "sorted"])
    #expect(sorted.kept.letters == "C--M")
    let order = try #require(sorted.failures.first { $0.law == .associative })
    #expect(
      [order.left.shown, order.right.shown].map { $0.map(\.json) } == [
        ["\"A/C/B\""], ["\"A/B/C\""],
      ] || order.left.shown.map(\.json) != order.right.shown.map(\.json))
    let twice = try #require(sorted.failures.first { $0.law == .idempotent })
    #expect(twice.left.shown == [.string("A")] && twice.right.shown == [.string("A/A")])
    #expect(try search("concatenate", ["as": "set"]).kept == .all)
    #expect(try search("concatenate").kept.letters == "-A-M")
  }

  /// - Source: SQL Server's averaging resolver.
  @Test func averages() throws {
    let found = try search("average", values: [.int(0), .int(4), .int(8)])
    #expect(found.kept.letters == "C-IM")
    let failure = try #require(found.failures.first)
    #expect(failure.left.shown != failure.right.shown)
  }

  /// Causality first, then rank, goes in a circle of three; stamps alone do not.
  @Test(arguments: [
    ("highest-node", "first", "C-IM"), ("highest-node", "ignore", "CAI-"),
    ("lww", "first", "C-IM"), ("lww", "ignore", "CAI-"), ("max", "first", "C-IM"),
    ("max", "ignore", "CAI-"),
  ])
  func causalityAndRank(name: String, causality: String, laws: String) throws {
    let found = try search(name, ["causality": causality])
    #expect(found.kept.letters == laws)
    if let circle = found.failures.first(where: { $0.law == .associative }) {
      #expect(circle.writes.writes.count == 3)
      #expect(circle.writes.writes.contains { $0.follows != nil })
    }
  }

  @Test(arguments: [
    ("highest-node", "CAI-"), ("lowest-node", "CAI-"), ("larger-value", "CAI-"),
    ("remote", "-AI-"), ("local", "-AI-"),
  ])
  func tiesOfStamps(tie: String, laws: String) throws {
    #expect(try search("lww", ["tie": tie]).kept.letters == laws)
  }

  @Test func drawnCasesComeAfterAllOthersAndAreTheSameEachTime() {
    let lww = Strategy(.lww)
    let first = search(lww, samples: 50)
    #expect(first.tried.drawn == 50)
    #expect(search(lww, samples: 50).tried == first.tried)
    #expect(search(lww, isBrief: false).tried.all == 4 + 24 + 48 + 1092)
  }

  @Test func aSearchEndsWhenNothingIsLeftToBreak() {
    let each = StrategyDefinition(name: "worst", summary: "Keeps what came last.") {
      conflict, _, table in
      guard case .int(let count)? = table.value(conflict.candidates[0].value) else {
        return .keep(conflict.candidates.count - 1, .tookRemote)
      }
      return .merge(table.intern(.int(count + 1)), .joined)
    }
    let found = search(Strategy(each), values: [.int(1), .int(2)], isBrief: false)
    #expect(!found.kept.contains(.commutative))
  }
}

/// A type of integers that adds, joined by a rule that may be none.
struct BrokenType: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The laws that a search leaves.
  let found: String
  let merge: MergeDefinition

  init(
    _ name: String, found: String, sign: Int64 = 1,
    _ join: @escaping @Sendable (Int64, Int64) -> Int64
  ) {
    testDescription = name
    self.found = found
    merge = MergeDefinition(
      name: "integers", summary: name, operations: [.increment],
      apply: { (state, operation, _) throws(MergeError) in
        .int((state?.integer ?? 0) + sign * (operation.operands.first?.integer ?? 1))
      },
      merge: { .int(join($0.integer, $1.integer)) },
      effects: MergeEffects(
        difference: { _, later in later },
        apply: { state, effect in .int(join(state?.integer ?? 0, effect.integer)) }),
      read: { [$0] }, isState: { _, _ in true })
  }
}

extension Value {
  fileprivate var integer: Int64 { if case .int(let integer) = self { integer } else { 0 } }
}
