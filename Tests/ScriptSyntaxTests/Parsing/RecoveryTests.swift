import ScriptSyntax
import Testing

/// One mistake is reported once, and hides nothing behind it.
@Suite struct RecoveryTests {
  /// The verbs that survive, blocks flattened.
  private func verbs(_ statements: [Statement]) -> [String] {
    statements.flatMap { statement in
      [statement.verb]
        + statement.items.flatMap { item in
          if case .block(let inner) = item.kind { return verbs(inner) }
          return []
        }
    }
  }

  @Test(arguments: [
    ("a ^\nb", ["b"], 1),
    ("a ^; b", ["b"], 1),
    ("a ^ { x ^ }\nb", ["b"], 2),
    ("a {\n x ^\n y\n}\nb", ["a", "y", "b"], 1),
    ("a {\n x [1, 2\n y 3\n}\nb", ["a", "y", "b"], 1),
    ("a {\n x {\"k\": 2\n y 3\n}\nb", ["a", "y", "b"], 1),
    ("x [1,\n 2, ^,\n 3]\nb", ["b"], 1),
    ("x [1 ^ {\"a\": \"]\"}, '}', # ]\n 3] ^ ]\nb", ["b"], 1),
    ("x [1, 2\ny [3]\nz ^", ["y"], 2),
    ("x [\"a, b]\ny", ["y"], 1),
    ("x {\"a\" b}\ny", ["y"], 1),
    ("{ x }\ny", ["y"], 1),
    ("{\n x\n}\ny", ["y"], 1),
    ("{ x\ny", ["y"], 1),
    ("a \"\\q\" \"\\q\"\nb", ["b"], 1),
    ("a ^ <<END\nx ^\nEND\nb", ["b"], 1),
    ("a ^\n#> x\n#> y\nb\n#> z", ["b"], 1),
    ("a }\nb", ["a", "b"], 1),
    ("a ^ [1,\n2]\nb", ["b"], 1),
    ("a ^ {\"k\":\n2}\nb", ["b"], 1),
    ("a [[[1]\nb\nc ^", ["b"], 2),
  ])
  func goesOnWithTheNextStatement(script: String, survivors: [String], mistakes: Int) {
    let result = parse(script)
    #expect(verbs(result.statements) == survivors)
    #expect(result.diagnostics.count == mistakes, "\(places(script))")
  }

  @Test(arguments: [
    ("a {", OpenDelimiter.block), ("a {\n b\n", .block), ("a {\n b [", .array),
    ("a [1,\n", .array), ("a [1", .array), ("a {\"k\"", .object), ("a {\"k\": [1]\n", .object),
    ("a \\", .continuation), ("a \\\n", .continuation), ("a \\\r\n", .continuation),
    ("a <<END\nx\n", .heredoc("END")), ("a <<É\n", .heredoc("É")), ("a {\n b <<X", .heredoc("X")),
    ("a { # {\n", .block), ("a [ # ]\n", .array),
  ])
  func tellsWhatIsOpen(script: String, open: OpenDelimiter) {
    let result = parse(script)
    #expect(result.openDelimiter == open)
    #expect(result.isIncomplete)
  }

  @Test(arguments: [
    "a", "a {}", "a \"x", "a 'x", "a [1]]", "a }", "a {\n ^\n", "a ^ [", "a { b }", "a [1,\nb ^",
    "a \\\n\n", "{", "",
  ])
  func otherwiseMoreInputIsNoUse(script: String) {
    #expect(!parse(script).isIncomplete)
  }
}
