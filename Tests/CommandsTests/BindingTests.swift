import Commands
import Testing

struct BindingTests {
  @Test(arguments: [
    ("nodes", "1:6 missing-argument"),
    ("nods a", "1:1 unknown-verb"),
    ("put", "1:4 missing-argument"),
    ("put k", "1:6 missing-argument"),
    ("put k at a", "1:7 missing-argument"),
    ("put k 1", "1:8 missing-argument"),
    ("put k 1 at", "1:11 missing-argument"),
    ("put k 1 at a at b", "1:14 repeated-option"),
    ("put k 1 at a blind blind", "1:20 repeated-option"),
    ("put k 1 at a stamp=1s stamp=2s", "1:23 repeated-option"),
    ("put k 1 at a stmp=1s", "1:14 unknown-option"),
    ("put k 1 at a stamp=1", "1:20 wrong-kind"),
    ("put k 1 at a stamp=", "1:20 wrong-kind"),
    ("put k 1 at a stamp=1s,2s", "1:22 surplus-argument"),
    ("put k 1 at a blnd", "1:14 unknown-word"),
    ("put k 1 2 at a", "1:9 surplus-argument"),
    ("put [1] 2 at a", "1:5 wrong-kind"),
    ("put k 1 at \"a\"", "1:12 wrong-kind"),
    ("put k 1 at a stamp=99999999999999s", "1:20 out-of-range"),
    ("put k $x at a", "1:7 unknown-variable"),
    ("nodes n5..n1", "1:7 wrong-kind"),
    ("nodes all", "1:7 wrong-kind"),
    ("nodes a zone=", "1:14 wrong-kind"),
    ("put k 1 at a { }", "1:14 surplus-argument"),
    ("put k {room: 7} at a", "1:7 wrong-kind"),
    ("put k 1 at all", "1:12 wrong-kind"),
    ("put k 1 at !a", "1:12 wrong-kind"),
    ("put k 1 at n1..n3", "1:12 wrong-kind"),
    ("run -5ms", "1:5 out-of-range"),
    ("update likes incremnt 5 at a", "1:14 unknown-word"),
    ("update m//x add 1 at a", "1:8 wrong-kind"),
    ("update m" + String(repeating: "/f", count: 33) + " add 1 at a", "1:8 out-of-range"),
    ("update s add at a", "1:14 missing-argument"),
    ("update c increment 1 2 at a", "1:22 surplus-argument"),
    ("expect causal-memory", "1:8 unsupported"),
    ("help explore", "1:6 unsupported"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test(arguments: [
    "always lost = 0", "compare lww siblings { }", "demo", "diff a b", "draw timeline",
    "duplicates all 1%", "explore { }", "export history \"h.edn\"", "gc grace=10d", "goto before",
    "laws lww", "loss a->b 5%", "mark before", "measure staleness r=1 w=1", "never lost > 0",
    "place x on n1,n2", "preference x", "promote b", "redo", "report \"bug.repl\"",
    "ring partitions=8 owners=a,b", "save \"session.repl\"", "sync a b", "undo 3",
  ])
  func verbsOfLaterVersionsAreNamedAsSuch(text: String) {
    guard CommandTable.signature(String(text.prefix { $0 != " " })) == nil else { return }
    #expect(firstComplaint(text) == "1:1 unsupported")
  }

  @Test func whatIsCalledOtherwiseElsewhereIsKnown() {
    var bench = Bench()
    #expect(bench.diagnose("exit").map(\.remedy) == ["did you mean `quit`?"])
    #expect(bench.diagnose("set k 1").map(\.remedy) == ["did you mean `put`?"])
  }

  @Test func allMistakesOfATextAreReportedTogether() {
    var bench = Bench()
    let complaints = bench.diagnose("nods a\nput k 1\n  put \"x\nnodes b c=1\n")
    #expect(complaints.map(\.place.line) == [1, 2, 3, 4])
    #expect(complaints[0].remedy == "did you mean `nodes`?")
  }

  @Test func optionsAndClausesStandInAnyOrder() {
    var bench = Bench()
    #expect(bench.run("nodes a b zone=eu; put k 1 stamp=1.5ms blind as ann at a") == .ok)
  }

  @Test func liveNamesAreRefusedWithTheirPlace() {
    var bench = Bench()
    #expect(bench.run("nodes alice bob\nput k 1 at alise") == .refused)
    #expect(bench.complaints.map(\.code) == ["unknown-node"])
    #expect(bench.complaints.first?.place.column == 12)
    #expect(bench.complaints.first?.remedy == "did you mean `alice`?")
  }
}
