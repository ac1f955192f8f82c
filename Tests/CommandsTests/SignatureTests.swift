import Commands
import ScriptSyntax
import Testing

struct SignatureTests {
  private static let signatures = CommandTable.all.map { $0.signature }

  @Test func verbsAreSortedAndDifferent() {
    let verbs = CommandTable.verbs.map { Name($0) }
    #expect(zip(verbs, verbs.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test(arguments: signatures.map(\.verb))
  func everyVerbIsDescribed(verb: String) throws {
    let signature = try #require(CommandTable.signature(verb))
    #expect(signature.summary.hasSuffix("."))
    #expect(!signature.syntax.isEmpty)
    #expect(signature.syntax.allSatisfy { $0.hasPrefix(verb) })
    for other in signature.seeAlso {
      #expect(CommandTable.signature(other) != nil || HelpTopic.named(other) != nil, "\(other)")
    }
  }

  @Test(arguments: signatures.map(\.verb))
  func everyExampleParsesPrintsBackBindsAndRuns(verb: String) throws {
    let signature = try #require(CommandTable.signature(verb))
    let source = SourceText(name: "example", bytes: Array(signature.example.utf8))
    let parsed = Parser.parse(source, file: 0)
    #expect(parsed.diagnostics.isEmpty)
    let printed = ScriptPrinter.print(parsed.statements)
    let again = Parser.parse(SourceText(name: "printed", bytes: Array(printed.utf8)), file: 0)
    #expect(again.statements == parsed.statements)
    let demonstration = Demonstration(Specimen(signature.example))
    let complaints = demonstration.complaints.map(\.message)
    #expect(demonstration.result == .ok || demonstration.result == .quit, "\(complaints)")
    let isTelling = demonstration.lines.contains { if case .output = $0 { true } else { false } }
    #expect(isTelling || verb == "quit", "the example prints nothing")
    #expect(parsed.statements.contains { mentions($0, verb) })
  }

  @Test(arguments: signatures.map(\.verb))
  func everyOptionStatesItsDefault(verb: String) throws {
    for option in try #require(CommandTable.signature(verb)).parameters where option.role == .option
    {
      #expect(
        option.note.contains("(default"), "\(option.name)")
    }
  }

  private func mentions(_ statement: Statement, _ verb: String) -> Bool {
    if statement.verb == verb { return true }
    return statement.items.contains { item in
      guard case .block(let statements) = item.kind else { return false }
      return statements.contains { mentions($0, verb) }
    }
  }

  @Test(arguments: signatures.map(\.verb))
  func everyVerbHasAPage(verb: String) throws {
    var bench = Bench()
    #expect(bench.run("help \(verb)") == .ok)
    guard case .help(let page) = try #require(bench.sink.reports.first) else {
      Issue.record("no page")
      return
    }
    #expect(page.title == verb)
    #expect(page.sections.contains { $0.heading == "Usage" })
  }

  @Test func helpListsEveryVerbAndTopic() throws {
    let lines = HelpPages.overview.sections.flatMap(\.lines)
    for word in CommandTable.verbs + HelpTopic.all.map(\.name) {
      #expect(lines.contains { if case .term(word, _) = $0 { true } else { false } }, "\(word)")
    }
    #expect(firstComplaint("help tme") == "1:6 unknown-word")
    #expect(firstComplaint("help put get") == "1:10 surplus-argument")
  }
}
