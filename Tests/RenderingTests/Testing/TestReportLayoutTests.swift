import Commands
import Rendering
import Testing

@Suite struct TestReportLayoutTests {
  private func text(_ report: TestReport, _ palette: Palette = .plain) -> String {
    var bytes: [UInt8] = []
    TestReportLayout(palette: palette).append(report, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func difference(_ old: [String], _ new: [String], part: Int = 0) -> TestDifference {
    let lines = LineDifference(old, new, names: ("expected", "actual"), origin: ("a.repl", 5))
    return TestDifference(part: part, statement: "get x at a", line: 5, lines: lines)
  }

  private func failing(_ differences: [TestDifference], file: String = "a.repl") -> TestReport {
    var report = TestReport(file: file)
    report.cases[0].outcome = .failed
    report.differences = differences
    return report
  }

  @Test func whatHeldTakesALine() {
    var report = TestReport(file: "tour/a.repl")
    report.tally.statements = 1
    #expect(text(report) == "ok      tour/a.repl  1 statement\n")
    report.tally.statements = 12
    report.tally.compared = 3
    report.tally.rewritten = 2
    report.tally.recorded = 1
    report.notes = ["a note"]
    #expect(
      text(report)
        == "ok      tour/a.repl  12 statements, 3 compared, 2 rewritten, 1 recorded\na note\n")
  }

  @Test func aDifferenceIsLabelledAndTellsHowToRepeatIt() {
    var report = failing([difference(["1", "2"], ["1", "3"])])
    report.approach = [
      TestStep(statement: "put x 1 at a", output: ["said"]),
      TestStep(statement: "get x at a", output: nil),
    ]
    #expect(
      text(report) == """
        FAILED  a.repl  0 statements, 1 differs

        > put x 1 at a
        said
        > get x at a
        a.repl:5: expected output differs: get x at a
        --- expected
        +++ actual
         1
        -2
        +3
        reproduce: parley test a.repl


        """)
  }

  @Test func aComplaintIsShownAndTellsHowToRepeatIt() {
    var report = TestReport(file: "it's.repl")
    report.cases[0].outcome = .broken
    report.endingPart = 0
    report.complaints = [
      Complaint(
        code: "down", message: "a is not running",
        place: Place(file: "it's.repl", line: 1, column: 1, source: "put x 1 at a"))
    ]
    let text = text(report)
    #expect(text.contains("it's.repl:1:1: error[down]: a is not running\n"))
    #expect(text.hasSuffix("\nreproduce: parley 'it'\\''s.repl'\n\n"))
  }

  @Test(arguments: [
    ("a b.repl", "'a b.repl'"), ("-x.repl", "./-x.repl"), ("$(x).repl", "'$(x).repl'"),
    ("dir/a-1_2.repl", "dir/a-1_2.repl"),
  ])
  func commandsCanBeCopied(file: String, word: String) {
    #expect(text(failing([difference([], ["1"])], file: file)).contains(": parley test \(word)\n"))
  }

  @Test func longTextsAreCutInTheMiddle() {
    let many = (0..<500).map { "line \($0)" }
    var report = failing([difference([], many)])
    report.approach = Array(
      repeating: TestStep(statement: "print 1", output: many), count: 50)
    let lines = text(report).lines
    #expect(lines.contains("... 10 statements before") && lines.contains("... 440 lines more"))
    #expect(lines.contains("... and more; the texts have 0 and 500 lines"))
    #expect(lines.contains("+line 199") && !lines.contains("+line 200"))
  }

  @Test func hunksFarApartAreShownByThemselves() {
    let old = (0..<30).map(String.init)
    var new = old
    new[2] = "x"
    new[25] = "y"
    let lines = text(failing([difference(old, new)])).lines
    #expect(lines.contains("@@ a.repl:27") && lines.contains("-25") && lines.contains("+y"))
    #expect(!lines.contains(" 12"))
  }

  @Test func nothingShownDrivesTheTerminal() {
    var report = failing([difference(["\u{1B}[31m"], ["\u{7}"])], file: "a\u{1B}.repl")
    report.approach = [TestStep(statement: "print \"\u{1B}\"", output: nil)]
    #expect(!text(report).unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(text(report, .coloured).contains("\u{1B}[1;31mFAILED\u{1B}[0m"))
  }

  @Test func aDocumentHoldsWhatXMLCanHold() {
    var report = failing(
      [difference(["<&>"], ["\"\u{1}\u{FFFF}]]>"], part: 1)], file: "<\"&\n.repl")
    report.cases = [
      TestCase(name: nil), TestCase(name: "a & b"), TestCase(name: "c"), TestCase(name: "d"),
    ]
    report.cases[1].outcome = .failed
    report.cases[2].outcome = .broken
    report.cases[3].outcome = .skipped
    let document = String(decoding: JUnitDocument.bytes(for: [report]), as: UTF8.self)
    #expect(
      document.contains("<testsuites name=\"parley\" tests=\"4\" failures=\"1\" errors=\"1\""))
    #expect(
      document.contains("name=\"&lt;&quot;&amp;&#10;.repl\"") && document.contains("a &amp; b"))
    #expect(document.contains("-&lt;&amp;&gt;\n+&quot;\\u0001\\uffff]]&gt;\n"))
    #expect(document.contains("<skipped/>"))
    #expect(!document.contains("time"))
  }
}
