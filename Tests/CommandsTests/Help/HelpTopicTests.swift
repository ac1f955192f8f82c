import Commands
import ScriptSyntax
import Simulation
import Testing

struct HelpTopicTests {
  @Test func topicsAreSortedAndNoVerbs() {
    let names = HelpTopic.all.map { Name($0.name) }
    #expect(zip(names, names.dropFirst()).allSatisfy { $0 < $1 })
    for topic in HelpTopic.all {
      #expect(CommandTable.signature(topic.name) == nil && CodePage.named(topic.name) == nil)
      #expect(topic.summary.hasSuffix("."))
    }
  }

  @Test(arguments: HelpTopic.all.filter { $0.example != nil }.map(\.name))
  func everyExampleRunsAndPrints(name: String) throws {
    let example = try #require(HelpTopic.named(name)?.example)
    let demonstration = Demonstration(example)
    #expect(demonstration.complaints.map(\.message) == [] && demonstration.result == .ok)
    #expect(demonstration.lines.contains { if case .output = $0 { true } else { false } })
  }

  @Test func everyCounterIsExplained() throws {
    let terms = try #require(HelpTopic.named("counters")).sections[0].lines.compactMap {
      if case .term(let term, _) = $0 { term } else { nil }
    }
    #expect(terms == Counter.allCases.map(\.rawValue))
  }

  @Test(arguments: ["put --help", "put -h", "help put"])
  func verbsTellOfThemselves(statement: String) throws {
    var bench = Bench()
    #expect(bench.run(statement) == .ok)
    guard case .help(let page) = try #require(bench.sink.reports.first) else {
      Issue.record("no page")
      return
    }
    #expect(page.title == "put")
  }

  @Test func aKeyOfThatNameIsQuoted() {
    var bench = Bench()
    #expect(bench.run("nodes a\nput \"--help\" 1 at a\nshow \"--help\"") == .ok)
    #expect(bench.run("define both k { put $k 1 at a }\nboth --help") == .ok)
    #expect(!bench.sink.reports.contains { if case .help = $0 { true } else { false } })
  }
}

struct DemonstrationTests {
  @Test func outputStandsBehindItsStatement() {
    let lines = Demonstration("nodes a\nprint \"x\"; print \"y\"\n# end").lines.map {
      switch $0 {
      case .code(let line): line
      case .output(.note(let words)): "> \(words)"
      default: "?"
      }
    }
    #expect(lines == ["nodes a", "print \"x\"; print \"y\"", "> x", "> y", "# end"])
  }

  @Test func expectedOutputIsNotSaidTwice() {
    #expect(Demonstration("print \"x\"\n#> x").lines.count == 2)
  }

  @Test func examplesReadOnlyThemselvesAndTheSetup() {
    #expect(Demonstration("include \"setup.repl\"").complaints.isEmpty)
    #expect(Demonstration("include \"other.repl\"").complaints.map(\.code) == ["unreadable-file"])
    #expect(Demonstration("include \"/etc/passwd\"").complaints.map(\.code) == ["forbidden-path"])
  }

  @Test func replacementCharactersStandForBytesThatAreNoText() {
    #expect(Specimen("a\u{FFFD}b").bytes == [97, 0xFF, 98])
  }
}
