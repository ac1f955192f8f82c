import Commands
import Simulation
import Testing

struct ResolveRulesTests {
  private func strategy(_ key: String, _ rules: ResolveRules) -> UInt16 {
    rules.rules(for: Name(key)).onWrite.rawValue
  }

  private func write(_ id: UInt16) -> ResolveRules.Effect { .onWrite(StrategyID(id)) }

  @Test func anExactKeyGoesBeforePatternsWhateverTheOrder() {
    var rules = ResolveRules()
    rules.bind(Name("cart:7"), write(1))
    rules.bind(Name("cart:*"), write(2))
    rules.bind(Name("*"), write(3))
    #expect(strategy("cart:7", rules) == 1)
    #expect(strategy("cart:8", rules) == 2)
    #expect(strategy("title", rules) == 3)
  }

  @Test func longerLiteralTextGoesFirstThenTheLaterRule() {
    var rules = ResolveRules()
    rules.bind(Name("ab*"), write(1))
    rules.bind(Name("a*"), write(2))
    rules.bind(Name("*cd"), write(3))
    #expect(strategy("abx", rules) == 1)
    #expect(strategy("abcd", rules) == 3)
    #expect(strategy("ax", rules) == 2)
    #expect(strategy("x", rules) == 0)
  }

  @Test func aRuleReplacesTheOneOfItsPattern() {
    var rules = ResolveRules()
    rules.bind(Name("a*"), write(1))
    rules.bind(Name("a*"), .onRead(StrategyID(2), writesBack: true))
    let found = rules.rules(for: Name("ab"))
    #expect(found.onWrite == .siblings)
    #expect(found.onRead == StrategyID(2))
    #expect(found.writesBack)
    #expect(rules.rules.count == 1)
  }

  @Test func rulesOfLinksStandBesideTheOthers() {
    var rules = ResolveRules()
    let first = Arc(NodeID(0), NodeID(1))
    let second = Arc(NodeID(1), NodeID(0))
    rules.bind(Name("*"), .onLink(second, StrategyID(4)))
    rules.bind(Name("k"), .onLink(first, StrategyID(5)))
    rules.bind(Name("k"), write(1))
    let found = rules.rules(for: Name("k"))
    #expect(found.onWrite == StrategyID(1))
    #expect(found.links.map(\.arc) == [first, second])
    #expect(found.links.map(\.strategy) == [StrategyID(5), StrategyID(4)])
  }

  /// A kind on a link goes before the kind, whatever was bound first.
  @Test func rulesOfKindsMayBeOfOneLink() {
    var rules = ResolveRules()
    let link = Arc(NodeID(0), NodeID(1))
    rules.bind(Name("*"), .onKind(.updateDelete, link, StrategyID(3)))
    rules.bind(Name("*"), .onKind(.updateDelete, nil, StrategyID(4)))
    rules.bind(Name("k"), .onKind(.insertExists, nil, StrategyID(5)))
    rules.bind(Name("k"), .onKind(.insertExists, nil, StrategyID(6)))
    let found = rules.rules(for: Name("k")).kinds
    #expect(found.map(\.kind) == [.updateDelete, .insertExists, .updateDelete])
    #expect(found.map(\.arc) == [link, nil, nil])
    #expect(found.map(\.strategy) == [StrategyID(3), StrategyID(6), StrategyID(4)])
  }

  @Test(arguments: [
    ("*", "", true), ("a*", "a", true), ("*a", "a", true), ("a*b*c", "axbxbxc", true),
    ("a*b*c", "axbxbx", false), ("a**b", "ab", true), ("*:*", "cart", false),
    ("a*a", "a", false), ("*ab", "aab", true),
  ])
  func patterns(pattern: String, key: String, fits: Bool) {
    var rules = ResolveRules()
    rules.bind(Name(pattern), write(9))
    #expect((strategy(key, rules) == 9) == fits)
  }
}
