import Commands
import Testing

struct ExpectTests {
  private static let world = """
    nodes a b c
    put title "B" at a
    put title "B" at b
    put n 3 at a
    put n 4.0 at b
    put list [1, 2] at a
    put "lost" x at a

    """

  private func judge(_ predicate: String) -> RunResult? {
    var bench = Bench()
    return bench.run(Self.world + "expect " + predicate)
  }

  @Test(arguments: [
    "title at a = \"B\"", "title at a=\"B\"", "title at a = B", "title at a,b = B",
    "title at a b = B", "title at !c = B", "title at c absent", "title at a != \"C\"",
    "title at c != \"B\"", "not title at c = B", "n at a = 3.0", "n at b = 4", "n at a < 4",
    "n at a <= 3", "n at b > 3 and n at b >= 4", "list at a = [1, 2]", "list at a = [1.0, 2]",
    "siblings title at a = [\"B\"]", "siblings title at c = []",
    "siblings title at a != [\"B\", \"B\"]",
    "conflicts = 0", "lost = 0", "in-flight at a = 0", "delivered at c on title = 0",
    "delivered on title at c = 0", "\"lost\" at a = x", "not converged title",
    "not converged", "quiet", "not conflict title", "up a", "up all", "up a, b",
    "get title at a = \"B\"", "get title at c absent", "not get title at c = B",
    "get title at a as ann != \"C\"",
    "quiet and title at a = C or up a", "up a or title at a = C and title at a = C",
    "not (up a and title at a = C)", "not not up a", "(((quiet)))", "title at a > 9",
    "n = 3 or not n = 3",
  ])
  func holds(predicate: String) { #expect(judge(predicate) == .ok) }

  @Test(arguments: [
    "title at a = \"C\"", "title = B", "title at c = B", "title at a absent", "n at a < 3",
    "siblings title at a = []", "siblings title at a = [B, B]", "conflicts = 1", "conflicts > 0",
    "converged title", "conflict title", "not quiet", "get title at c = B",
    "not up a and quiet", "not (up a or quiet)", "title at a,c = B", "title at a = [B]",
  ])
  func doesNotHold(predicate: String) { #expect(judge(predicate) == .failed) }

  @Test(arguments: [
    ("expect", "1:7 missing-argument"), ("expect title", "1:13 predicate"),
    ("expect title at a", "1:18 predicate"), ("expect title at = 3", "1:17 wrong-kind"),
    ("expect title at a = ", "1:20 missing-argument"),
    ("expect title at a == 3", "1:20 wrong-kind"),
    ("expect (quiet", "1:14 missing-argument"), ("expect quiet)", "1:13 surplus-argument"),
    ("expect quiet and", "1:17 missing-argument"),
    ("expect converged = 3", "1:18 surplus-argument"),
    ("expect siblings k at a = 3", "1:26 wrong-kind"), ("expect conflicts", "1:17 predicate"),
    ("expect conflicts = many", "1:20 wrong-kind"),
    ("expect conflicts at a at b = 1", "1:23 predicate"),
    ("expect linearizable", "1:8 unsupported"), ("expect not no-lost-updates", "1:12 unsupported"),
    ("expect get k = 3", "1:14 missing-argument"),
    ("expect error down", "1:18 missing-block"),
    ("expect error dwn { }", "1:14 unknown-word"),
    ("expect title at a = 1 2", "1:23 surplus-argument"),
    ("expect quiet, up a", "1:13 surplus-argument"), ("expect up", "1:10 missing-argument"),
    ("expect title at a and up a", "1:19 predicate"),
  ])
  func mistakes(text: String, expected: String) { #expect(firstComplaint(text) == expected) }

  @Test func aMistypedWordIsSuggested() {
    var bench = Bench()
    #expect(bench.diagnose("expect convergd").first?.remedy == "did you mean `converged`?")
    #expect(
      bench.diagnose("expect error unavailble { }").first?.remedy
        == "did you mean `unavailable`?")
  }

  @Test func aKeyNeverUsedIsUnknown() {
    var bench = Bench()
    #expect(bench.run(Self.world + "expect titel at a = 1") == .refused)
    #expect(bench.complaints.first?.code == "unknown-key")
    #expect(bench.complaints.first?.remedy == "did you mean `title`?")
    #expect(bench.complaints.first?.place.column == 8)
  }

  @Test func aKeyNeverUsedIsAbsentEverywhere() {
    #expect(judge("nope absent and siblings nope at a = []") == .ok)
    #expect(judge("not siblings nope at a = [1]") == .refused)
    #expect(judge("nope at d absent") == .refused)
  }

  @Test func aFailureShowsBothSidesAndWhereItStands() throws {
    var bench = Bench()
    #expect(bench.run(Self.world + "expect quiet and title at a,c = \"C\"") == .failed)
    let verdict = try #require(bench.verdicts.first)
    #expect(!verdict.held)
    #expect(verdict.predicate == "quiet and title at a,c = \"C\"")
    #expect(verdict.findings == ["title at a: \"B\"", "title at c: (none)"])
    #expect(verdict.place.line == 8)
    #expect(verdict.place.column == 8)
  }

  @Test func aFailureTellsTheLastDecision() throws {
    var bench = Bench()
    bench.run("nodes a\nput k 1 at a blind\nput k 2 at a blind\nexpect k at a = 2")
    let verdict = try #require(bench.verdicts.first)
    #expect(verdict.findings.first == "k at a: siblings 1, 2")
    #expect(verdict.findings.last?.contains("concurrent") == true)
  }

  @Test func anExpectedErrorKeepsWhatTheBlockDidBefore() {
    var bench = Bench()
    let text = """
      nodes a
      expect error unknown-node { put k 1 at a; put k 2 at b; put k 3 at a }
      expect k at a = 1
      expect error duplicate-name { nodes b a }
      expect error unknown-key { expect nope = 1 }
      """
    #expect(bench.run(text) == .ok)
  }

  @Test func anotherErrorOrNoneFails() {
    var bench = Bench()
    #expect(bench.run("nodes a\nexpect error down { put k 1 at b }") == .failed)
    #expect(bench.verdicts.last?.findings.first?.contains("`unknown-node`") == true)
    #expect(bench.run("expect error down { put k 1 at a }") == .failed)
    #expect(bench.verdicts.last?.findings == ["nothing was refused"])
  }

  @Test func aFailedJudgementInsideIsNoExpectedError() {
    var bench = Bench()
    #expect(bench.run("nodes a\nexpect error down { expect quiet and not quiet }") == .failed)
    #expect(bench.verdicts.first?.predicate == "quiet and not quiet")
  }

  /// Findings once told server times whichever clock had decided, and left out the rule of ties.
  @Test func findingsNameTheClockThatDecided() {
    var bench = Bench()
    let text = """
      nodes a b
      link a <-> b
      strategy counted lww clock=logical
      resolve x with counted
      put x 1 at a
      put x 2 at a
      put x 3 at b
      settle
      expect x at b = 3
      """
    #expect(bench.run(text) == .failed)
    let rule = "counted (lww clock=logical tie=highest-node causality=ignore)"
    #expect(
      bench.verdicts.first?.findings == [
        "x at b: 2",
        "  decided there: at 12.000ms \(rule) kept 2 {a:2} stamped 2, not 3 {b:1} stamped 1: "
          + "newer stamp",
      ])
  }

  @Test func scriptsThatGoOnReportEveryFailure() {
    var options = SessionOptions()
    options.keepsGoing = true
    var bench = Bench(options)
    let text = """
      nodes a
      section "s" { expect not quiet; print after; expect quiet and not quiet }
      put k 1 at b
      expect not quiet
      print end
      """
    #expect(bench.run(text) == .failed)
    #expect(bench.verdicts.count == 3)
    #expect(bench.notes == ["after", "end"])
    #expect(bench.complaints.count == 1)
  }

  @Test(arguments: [
    ("expect not quiet; put k 1 at b", RunResult.failed),
    ("put k 1 at b; expect not quiet", .refused),
    ("expect not quiet; quit", .failed),
    ("expect quiet; quit", .quit),
  ])
  func theFirstFailureDecides(text: String, result: RunResult) {
    var options = SessionOptions()
    options.keepsGoing = true
    var bench = Bench(options)
    #expect(bench.run(text) == result)
  }
}
