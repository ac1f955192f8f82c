import Commands
import ScriptSyntax
import Testing

/// At the prompt every statement says something; in a script only what a person wants to see.
struct ConfirmationTests {
  /// Verbs whose blocks speak for them, or that say nothing because nobody is left to hear it.
  private static let silent = ["for", "quit", "repeat", "section"]

  @Test(arguments: CommandTable.verbs.filter { $0 != "include" })
  func everyStatementOfAnExampleIsConfirmed(verb: String) throws {
    let example = try #require(CommandTable.signature(verb)).example
    var bench = Bench(Disk().options())
    let script = Parser.parse(SourceText(name: "example", bytes: Array(example.utf8)), file: 0)
    for statement in script.statements {
      let before = bench.sink.reports.count
      _ = bench.run(ScriptPrinter.print(statement))
      let said = bench.sink.reports.dropFirst(before).filter {
        if case .events(let lines) = $0 { !lines.isEmpty } else { true }
      }
      #expect(
        !said.isEmpty || Self.silent.contains(statement.verb),
        "\(ScriptPrinter.print(statement)) says nothing")
    }
    #expect(bench.complaints.isEmpty)
  }
}
