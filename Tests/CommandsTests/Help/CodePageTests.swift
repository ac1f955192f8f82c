import Commands
import ScriptSyntax
import Testing

struct CodePageTests {
  static let pages = CodePage.all

  @Test func everyCodeHasItsOwnPageOnce() {
    let codes = Self.pages.map(\.code)
    let expected =
      DiagnosticCode.allCases.map(\.rawValue) + ErrorCode.allCases.map(\.rawValue)
      + FileProblemCode.allCases.map(\.rawValue)
    for code in expected {
      #expect(codes.filter { $0 == code }.count == 1, "\(code)")
    }
    #expect(Set(codes) == Set(expected))
    #expect(zip(codes, codes.dropFirst()).allSatisfy { Name($0) < Name($1) })
  }

  @Test(arguments: ErrorCode.allCases)
  func refusalsComeUpWhileRunning(code: ErrorCode) {
    #expect(code.page.code == code.rawValue && code.page.occasion == .running)
  }

  @Test(arguments: pages.map(\.code))
  func everyPageSaysWhatWhyAndWhatToDo(code: String) throws {
    let page = try #require(CodePage.named(code))
    #expect(!page.summary.hasSuffix(".") && !page.summary.isEmpty)
    #expect(!page.reasons.isEmpty && !page.remedies.isEmpty)
  }

  /// The codes that no script of a few lines can bring up, or none of this version.
  static let unshown = [
    "forbidden", "interrupted", "no-scripts", "too-large", "unwritable-file",
  ]

  @Test(arguments: pages.map(\.code))
  func everyExampleBringsUpItsCode(code: String) throws {
    let page = try #require(CodePage.named(code))
    guard let example = page.example else {
      #expect(Self.unshown.contains(code))
      return
    }
    let demonstration = Demonstration(example)
    #expect(demonstration.complaints.last?.code == code)
    #expect((demonstration.result == nil) == (page.occasion == .reading))
    if !example.isAbridged { #expect(demonstration.complaints.count == 1) }
  }

  @Test(arguments: pages.filter { $0.corrected != nil }.map(\.code))
  func everyCorrectionRunsClean(code: String) throws {
    let corrected = try #require(CodePage.named(code)?.corrected)
    let demonstration = Demonstration(corrected)
    #expect(demonstration.complaints.map(\.message) == [])
    #expect(demonstration.result == .ok)
    #expect(corrected.text != CodePage.named(code)?.example?.text)
  }

  /// Where nothing can be put right in place, nothing is shown.
  @Test func correctionsAreMissingWhereThereIsNone() {
    let missing = Self.pages.filter { $0.corrected == nil }.map(\.code)
    #expect(
      missing == [
        "forbidden", "heredoc", "interrupted", "no-scripts", "too-large",
        "unterminated-heredoc", "unwritable-file",
      ])
  }

  @Test func nearestCodeIsNamed() {
    #expect(CodePage.nearCode(to: "dwn") == "down")
    #expect(CodePage.nearCode(to: "quorum-not-reached") == nil)
  }

  @Test func sessionsExplainCodesToo() throws {
    var bench = Bench()
    #expect(bench.run("help unknown-node") == .ok)
    guard case .help(let page) = try #require(bench.sink.reports.first) else {
      Issue.record("no page")
      return
    }
    #expect(page.title == "error[unknown-node]")
    #expect(
      page.sections.map(\.heading) == [
        "", "Why", "What to do", "Example", "What it says", "Put right",
      ])
  }

  @Test func verbsWinOverCodesOfTheirName() throws {
    var bench = Bench()
    #expect(bench.run("help strategy") == .ok)
    guard case .help(let page) = try #require(bench.sink.reports.first) else {
      Issue.record("no page")
      return
    }
    #expect(page.title == "strategy" && page.sections.contains { $0.heading == "The error" })
  }
}
