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
    guard let profile = definition.profile else { return }
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

  @Test func everyStrategyOfASystemHasAProfile() {
    for strategy in StrategyCatalogue.builtIns + StrategyCatalogue.families.flatMap(\.strategies)
    where strategy.profile == nil {
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
