import Commands
import Rendering
import Testing

struct ManPageTests {
  private static let program = ProgramDescription(
    name: "tool", abstract: "Does things.",
    discussion: ".dot 'quote' \\back `put \"B\"`\n\nno more",
    arguments: [
      .init(names: "-c, --command", value: "text", words: "Runs a… text."),
      .init(names: "", value: "script", words: "'Scripts'."),
    ],
    subcommands: [
      ProgramDescription(
        name: "sub", abstract: "Too.", discussion: "",
        arguments: [
          .init(names: "--color", value: "when", words: "Colours."),
          .init(names: "-h, --help", value: nil, words: "Help."),
        ], subcommands: [])
    ])

  private static let page = ManPage.text(
    of: program, version: "1.2", files: [("~/x^y", "A file.")], environment: [("TERM", "Words.")])

  @Test func nothingInWordsIsAMacro() {
    let macros = Set(
      Self.page.split(separator: "\n").filter { $0.hasPrefix(".") || $0.hasPrefix("'") }
        .map { String($0.prefix { $0 != " " }) })
    #expect(macros.isSubset(of: [".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".RS", ".RE"]))
    #expect(Self.page.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func signsOfRoffAreSpelt() {
    #expect(Self.page.contains("\\&.dot \\(aqquote\\(aq \\eback \\fBput \"B\"\\fR\n"))
    #expect(Self.page.contains("\\&\\fB\\(ti/x\\(hay\\fR\n") || Self.page.contains("\\(ti/x\\(hay"))
    #expect(!Self.page.contains("no more"))
  }

  @Test func argumentsAndSubcommandsAreListed() {
    #expect(Self.page.contains("\\&\\fB\\-c, \\-\\-command\\fR \\fItext\\fR\nRuns a... text.\n"))
    #expect(Self.page.contains("\\&\\fIscript\\fR\n\\(aqScripts\\(aq.\n"))
    #expect(Self.page.contains("\\fBtool sub\\fR [\\-\\-color <when>]\n"))
    #expect(Self.page.contains(".TH \"TOOL\" \"1\" \"\" \"Parley 1.2\" \"Parley\"\n"))
  }

  @Test func everyVerbCodeAndStatusIsThere() {
    for verb in CommandTable.all.map({ $0.signature.summary.prefix { $0 != "`" } }) {
      #expect(Self.page.contains(verb.replacing("-", with: "\\-").replacing("'", with: "\\(aq")))
    }
    for meaning in ExitMeaning.all { #expect(Self.page.contains("\\fB\(meaning.status)\\fR\n")) }
  }
}

struct MarkdownManualTests {
  private static let lines = MarkdownManual.text(version: "1.2").split(
    separator: "\n", omittingEmptySubsequences: false)

  @Test func fencesAreClosed() {
    #expect(Self.lines.filter { $0.hasPrefix("```") }.count.isMultiple(of: 2))
  }

  @Test func tablesHaveTwoCells() {
    for line in Self.lines where line.hasPrefix("| ") {
      #expect(line.replacing("\\|", with: "").filter { $0 == "|" }.count == 3, "\(line)")
    }
  }

  @Test func signsOfMarkdownAreEscapedOutsideCode() {
    var isFenced = false
    for line in Self.lines {
      if line.hasPrefix("```") { isFenced.toggle() }
      let isMarkup = ["<a id=", "- [", "**"].contains { line.hasPrefix($0) }
      guard !isFenced, !isMarkup else { continue }
      let prose = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
      for sign in "<>*$" {
        #expect(!prose.replacing("\\\(sign)", with: "").contains(sign), "\(line)")
      }
    }
  }
}

struct HelpLayoutTests {
  private func shown(_ lines: [HelpLine]) -> String {
    text(.help(HelpReport(title: "t", sections: [("", lines)])))
  }

  @Test func termsAreAlignedAndLongOnesStandAlone() {
    let long = String(repeating: "x", count: 31)
    #expect(
      shown([.term("a", "one"), .term("abc", "two"), .term(long, "three"), .term("d", "")])
        == "t\n\n  a    one\n  abc  two\n  \(long)\n      three\n  d\n")
  }

  @Test func outputStandsBehindItsMark() {
    #expect(
      shown([.code("print \"x\""), .output(.note("x\n\ny")), .pages(["put", "get"])])
        == "t\n\n  print \"x\"\n  #> x\n  #>\n  #> y\n  put, get\n")
  }

  @Test func nothingInAnExampleDrivesTheTerminal() {
    #expect(!shown([.code("put \u{1B}[2J"), .output(.note("\u{1B}"))]).contains("\u{1B}"))
  }

  @Test func programsReadTheSameLines() {
    let lines: [HelpLine] = [.term("a", "one"), .words("w"), .output(.note("x"))]
    let report = HelpReport(title: "t", sections: [("", lines)])
    #expect(json(.help(report)).contains(##""lines": ["a  one", "w", "#> x"]"##))
  }
}
