import Commands
import ScriptSyntax
import Testing

/// Statements as texts that need no other file.
@Suite struct StandaloneTests {
  private static let files = [
    "setup.repl": "nodes a b # two\ninclude \"links.repl\"\n\nlet x = 7\n",
    "links.repl": "link a <-> b",
    "first.lua": "return function(key, siblings)\r\n  return siblings[1]\r\nend",
    "end.lua": "-- END is near\nEND = 1\nreturn function() return 1 end\n",
    "empty.repl": "# nothing\n",
  ]

  /// The standalone texts of the top-level statements of a script.
  private func texts(_ script: String) -> [String] {
    var options = SessionOptions()
    options.files = Files { path, _ in
      guard let text = Self.files[path] else {
        return .failure(FileProblem(reason: "no such file"))
      }
      return .success(SourceFile(canonicalName: path, name: path, bytes: Array(text.utf8)))
    }
    var interpreter = Interpreter(options)
    guard
      case .program(let program) = interpreter.load(
        SourceText(name: "main.repl", bytes: Array(script.utf8)))
    else {
      Issue.record("does not load: \(script)")
      return []
    }
    return interpreter.standalone(program)
  }

  @Test func whatNeedsNoFileStaysAsItWasWritten() {
    let script = "nodes  a   b\nrepeat 2 { put k 1.0 at a ; # twice\n step }\n#> …\nget k at a"
    #expect(
      texts(script) == [
        "nodes  a   b", "repeat 2 { put k 1.0 at a ; # twice\n step }", "get k at a",
      ])
  }

  @Test func includedStatementsStandInPlace() {
    #expect(texts("include \"setup.repl\"") == ["nodes a b\nlink a <-> b\nlet x = 7"])
    #expect(texts("include \"empty.repl\"") == [""])
    #expect(
      texts("section \"s\" { include \"links.repl\"; step }")
        == ["section \"s\" {\n  link a <-> b\n  step\n}"])
  }

  @Test func codeStandsInAHeredoc() {
    #expect(
      texts("strategy s lua file=\"first.lua\" clock=logical") == [
        "strategy s lua clock=logical <<END\nreturn function(key, siblings)\n"
          + "  return siblings[1]\nend\nEND"
      ])
    #expect(
      texts("predicate p lua file=\"end.lua\"") == [
        "predicate p lua <<ENDD\n-- END is near\nEND = 1\nreturn function() return 1 end\nENDD"
      ])
  }

  @Test func aTranscriptLosesItsPrompts() {
    let script = """
      parley> strategy s lua <<END
      END ....> return function() return 1 end
      END ....> END

      """
    let text = texts(script).first ?? ""
    #expect(Parser.parse(SourceText(name: "", bytes: Array(text.utf8))).diagnostics.isEmpty)
    #expect(!text.contains("..."))
  }
}
