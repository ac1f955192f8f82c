import TestSupport
import Testing

@testable import Shell

@Suite struct OutputPatternTests {
  @Test(arguments: [
    ("", ""), ("abc", "abc"), ("…", ""), ("…", "abc"), ("a…", "a"), ("a…c", "ac"), ("a…c", "abbc"),
    ("…b…", "abc"), ("a…b…c", "a-b-b-c"), ("a … b", "a … b"), ("…aab", "aaab"), ("… …", " "),
  ])
  func lineStandsFor(pattern: String, line: String) {
    #expect(LinePattern(pattern).matches(line))
  }

  @Test(arguments: [
    ("", "a"), ("abc", "ab"), ("a…", "ba"), ("…c", "cb"), ("a…a", "a"), ("a…b…c", "acb"),
    ("… …", ""), ("é", "e\u{301}"), ("a …", "a"),
  ])
  func lineDoesNotStandFor(pattern: String, line: String) {
    #expect(!LinePattern(pattern).matches(line))
  }

  @Test(arguments: [("…", true), ("  …\t", true), ("… …", false), ("a…", false), ("", false)])
  func aloneItIsAGap(pattern: String, isGap: Bool) {
    #expect(LinePattern(pattern).isGap == isGap)
  }

  /// Against a matcher that tries everything.
  @Test func randomLinesMatchAsByTryingEverything() {
    for seed in FuzzRounds.seeds(5_000, part: 0, of: 1) {
      var draws = Draws(seed: seed)
      let pattern = (0..<draws.below(8)).map { _ in draws.pick(["a", "b", "…"]) }.joined()
      let line = (0..<draws.below(10)).map { _ in draws.pick(["a", "b"]) }.joined()
      let expected = matchesByTrying(Array(pattern)[...], Array(line)[...], "…")
      #expect(LinePattern(pattern).matches(line) == expected, "\(pattern) \(line)")
    }
  }

  @Test func randomBlocksMatchAsByTryingEverything() {
    for seed in FuzzRounds.seeds(5_000, part: 0, of: 1) {
      var draws = Draws(seed: seed)
      let pattern = (0..<draws.below(7)).map { _ in draws.pick(["a", "b", "…"]) }
      let lines = (0..<draws.below(9)).map { _ in draws.pick(["a", "b"]) }
      let expected = matchesByTrying(pattern[...], lines[...], "…")
      let block = OutputPattern(pattern)
      #expect(block.matches(lines) == expected, "\(pattern) \(lines)")
      #expect((block.alignment(with: lines).cost == 0) == expected, "\(pattern) \(lines)")
    }
  }

  private func matchesByTrying<Element: Equatable>(
    _ pattern: ArraySlice<Element>, _ text: ArraySlice<Element>, _ wildcard: Element
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == wildcard {
      return (0...text.count).contains {
        matchesByTrying(pattern.dropFirst(), text.dropFirst($0), wildcard)
      }
    }
    return text.first == first
      && matchesByTrying(pattern.dropFirst(), text.dropFirst(), wildcard)
  }

  /// What would take years if every way were tried.
  @Test func hostilePatternsTakeNoTime() {
    let line = String(repeating: "a", count: 2_000)
    #expect(!LinePattern(String(repeating: "a…", count: 500) + "b").matches(line))
    let lines = Array(repeating: "a", count: 2_000)
    let pattern = Array(repeating: ["a", "…"], count: 500).flatMap { $0 } + ["b"]
    #expect(!OutputPattern(pattern).matches(lines))
  }

  @Test(
    arguments: [
      ("41.000ms  a->b#1 … {a:1}", "42.000ms  a->b#1  x = 1 {a:1}", "42.000ms  a->b#1 … {a:1}"),
      ("1 … of 3", "2 … of 3", "2 … of 3"),
      ("kept … by lww", "something else", nil), ("plain", "plane", nil), ("…", "x", nil),
    ] as [(String, String, String?)])
  func aPatternAdaptsToALineLikeIt(pattern: String, line: String, adapted: String?) {
    #expect(LinePattern(pattern).adapted(to: line) == adapted)
  }
}
