import Commands
import Exploration
import Replication
import Testing

struct StrategyPageTests {
  @Test(arguments: StrategyCatalogue.all.map(\.name))
  func everyHazardHappensAsItsScriptSays(name: String) throws {
    let strategy = try #require(StrategyCatalogue.named(name))
    let page = HelpPages.page(strategy)
    #expect(page.title == name && page.sections.count >= 3)
    for hazard in strategy.profile?.hazards ?? [] {
      guard let script = hazard.script(name) else { continue }
      let shown = Demonstration(Specimen(script))
      #expect(shown.complaints.map(\.message) == [], "\(hazard)")
      #expect(shown.result == .ok, "\(hazard) of \(name)")
    }
  }

  /// What a search finds is a script that runs and holds.
  @Test(arguments: StrategyCatalogue.all.map(\.name).filter { $0 != "ask" })
  func everyCounterexampleIsAScriptThatHolds(name: String) throws {
    let strategy = Strategy(try #require(StrategyCatalogue.named(name)))
    let values = strategy.definition.profile?.samples ?? StrategyProfile.letters
    var scope = LawScope(values: values, samples: 0, seed: 42)
    scope.isBrief = true
    var search = LawSearch(strategy, scope)
    while search.advance() {}
    for failure in search.failures {
      let script = LawScript(failure, strategy, named: name).text
      let shown = Demonstration(Specimen(script))
      #expect(shown.complaints.map(\.message) == [], "\(script)")
      #expect(shown.result == .ok, "\(script)")
    }
  }

  @Test func aScriptOfAStrategyWithANameOfItsOwnRegistersIt() throws {
    let strategy = Strategy(.lww, try StrategyDefinition.lww.parameters(from: [("tie", "remote")]))
    var search = LawSearch(
      strategy, LawScope(values: StrategyProfile.letters, samples: 0, seed: 1))
    while search.kept.contains(.commutative), search.advance() {}
    let failure = try #require(search.failures.first { $0.law == .commutative })
    let script = LawScript(failure, strategy, named: "mine").text
    #expect(script.contains("strategy mine lww clock=server tie=remote causality=ignore\n"))
    #expect(Demonstration(Specimen(script)).result == .ok)
  }
}
