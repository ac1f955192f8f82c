import Commands
import Testing

struct WordTests {
  @Test(arguments: [
    ("put", "put", 0), ("put", "pt", 1), ("put", "gut", 1), ("kitten", "sitting", 3),
    ("", "abc", 3), ("abc", "", 3), ("ab", "ba", 2), ("größe", "grösse", 2),
  ])
  func editDistanceCountsScalars(lhs: String, rhs: String, distance: Int) {
    #expect(editDistance(lhs, rhs) == distance)
    #expect(editDistance(rhs, lhs) == distance)
  }

  @Test func theNearestWordIsAtMostTwoEditsAwayAndTheFirstOfEquals() {
    #expect(nearest(to: "expct", among: ["export", "expect"]) == "expect")
    #expect(nearest(to: "abcd", among: ["abcx", "abcy"]) == "abcx")
    #expect(nearest(to: "abcdef", among: ["abcxyz"]) == nil)
    #expect(nearest(to: "x", among: ["a"]) == nil)
    #expect(nearest(to: "ab", among: ["xy"]) == nil)
  }

  @Test(
    arguments: [
      ("10ms", 10_000_000), ("300us", 300_000), ("2s", 2_000_000_000), ("1.5ms", 1_500_000),
      ("7ns", 7), ("0ms", 0), ("-3ms", -3_000_000), ("42.004s", 42_004_000_000),
      ("1.0000000000s", 1_000_000_000), ("9223372036854775807ns", Int64.max),
    ] as [(String, Int64)])
  func durationsAreWholeNanoseconds(text: String, ticks: Int64) {
    #expect(Duration(text)?.ticks == ticks)
  }

  @Test(arguments: ["0.5ns", "9223372036854775808ns", "99999999999999999999s", "9223372037s"])
  func durationsThatDoNotFitAreSeenAsSuch(text: String) throws {
    #expect(try #require(Duration(text)).ticks == nil)
  }

  @Test(arguments: ["", "ms", "10", "1.ms", ".5ms", "1e3ms", "10 ms", "10min", "--1ms", "1ms2"])
  func otherWordsAreNoDurations(text: String) { #expect(Duration(text) == nil) }

  @Test(
    arguments: [
      (0, "0ms"), (1, "1ns"), (1_000, "1us"), (1_500_000, "1500us"), (2_000_000_000, "2s"),
      (-3_000_000, "-3ms"),
    ] as [(Int64, String)])
  func durationsReadBackAsTheyAreShown(ticks: Int64, text: String) {
    #expect(Duration.text(ticks) == text)
    #expect(Duration(text)?.ticks == ticks)
  }

  @Test func namesAreTheirBytes() {
    let composed = Name("caf\u{E9}")
    let decomposed = Name("cafe\u{301}")
    #expect(composed.text == decomposed.text)
    #expect(composed != decomposed)
    var table = NameTable()
    table.append(composed)
    #expect(table[decomposed] == nil)
    #expect(table[Name("caf\u{E9}")] == 0)
    #expect(Name("B") < Name("a"))
  }
}
