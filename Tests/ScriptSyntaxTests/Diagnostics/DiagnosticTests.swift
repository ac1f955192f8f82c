import ScriptSyntax
import Testing

/// Every mistake this room can find, at its place, once.
@Suite struct DiagnosticTests {
  /// A script and the places reported; `\xNN` in it is a byte.
  struct Case: Sendable, CustomTestStringConvertible {
    let script: String
    let places: [String]
    var testDescription: String { script.debugDescription }
    init(_ script: String, _ places: String...) {
      self.script = script
      self.places = places
    }
  }

  static let cases = [
    Case("put x \\xFF\\xFE\\xFF y \\xE9", "1:7+3 not-utf8", "1:13+1 not-utf8"),
    Case("# caf\\xE9\nput \\xC0\\xAF", "1:6+1 not-utf8", "2:5+2 not-utf8"),
    Case("\\xFF\\xFEp\\x00u\\x00", "1:1+2 not-utf8"),
    Case("a\nput x \\x00 y ^", "2:7+1 control-character"),
    Case("\\x1B[0m", "1:1+1 control-character"),
    Case("a \r b", "1:3+1 control-character"),
    Case("# a \\x1B b\n# \\xC2\\x9B\na", "1:5+1 control-character", "2:3+2 control-character"),
    Case("put [\\x07]", "1:6+1 control-character"),
    Case("put \\xC2\\x85", "1:5+2 unexpected-character"),
    Case("put x @ y @", "1:7+1 unexpected-character"),
    Case("put é ]", "1:7+1 unexpected-character"),
    Case("put\u{A0}x", "1:4+2 unexpected-character"),
    Case("put \u{202E}x", "1:5+3 unexpected-character"),
    Case("put a\u{FEFF}", "1:6+3 unexpected-character"),
    Case("a; 5 x\n  \"q\" y", "1:4+1 expected-verb", "2:3+1 expected-verb"),
    Case("$x y", "1:1+2 expected-verb"),
    Case("put$x y", "1:1+5 expected-verb"),
    Case("true", "1:1+4 expected-verb"),
    Case("{ put x 1 }\n= a", "1:1+1 expected-verb", "2:1+1 expected-verb"),
    Case(
      "put x \"abc\nput y 'abc # no\r\nz", "1:7+4 unterminated-string",
      "2:7+9 unterminated-string"),
    Case("put [\"a, 1]\nput ]", "1:6+6 unterminated-string", "2:5+1 unexpected-character"),
    Case(#"put "a\q b" "c\"#, "1:7+2 escape"),
    Case(#"put "a\é""#, "1:7+3 escape"),
    Case(
      #"a "\u12x4"; b "\ud800"; c "\ud800\u0041"; d "\udc00""#, "1:4+4 escape",
      "1:16+6 escape", "1:28+12 escape", "1:46+6 escape"),
    Case(
      "put $ x\nput ${x\nput ${1}\nput a$-\nput \"${\"", "1:5+1 variable",
      "2:5+3 variable", "3:5+2 variable", "4:6+1 variable", "5:6+2 variable"),
    Case(
      "a 9223372036854775807 -9223372036854775808\na 9223372036854775808",
      "2:3+19 number"),
    Case("a [1, -9223372036854775809]", "1:7+20 number"),
    Case("a 1e308 -1e-999; a 1e309; a -1e+999", "1:20+5 number", "1:29+7 number"),
    Case("a {\n  b { c\n", "2:5+1 unclosed-block"),
    Case("a [1, [2, 3", "1:7+1 unclosed-array"),
    Case("a { b [1,\n", "1:7+1 unclosed-array"),
    Case("a {\"k\": {\"l\" ", "1:9+1 unclosed-object"),
    Case(
      "a [1 2]\na [1,]\na [,]\na {\"k\" 1}\na {\"k\": 1 \"l\"}", "1:6+1 malformed-value",
      "2:6+1 malformed-value", "3:4+1 malformed-value", "4:8+1 malformed-value",
      "5:11+1 malformed-value"),
    Case(
      "a {\"k\": 1, word: 2}\na [a->b]\na [5%]", "1:12+5 malformed-value",
      "2:5+1 malformed-value", "3:5+1 malformed-value"),
    Case("a {\"k\": 1, \"l\": 2, \"\\u006b\": 3, \"l\": 4}", "1:20+8 duplicate-key"),
    Case("a }\n} b", "1:3+1 unbalanced-brace", "2:1+1 unbalanced-brace"),
    Case("a \\ \nb \\y ^\nc \\", "1:3+1 continuation", "2:3+1 continuation", "3:3+1 continuation"),
    Case("a \\\n", "1:3+1 continuation"),
    Case(
      "a <<\nb << END\nx ^\nEND\nc <<END d\n^\nEND\nd <<$x", "1:3+2 heredoc",
      "2:3+6 heredoc", "5:3+5 heredoc", "8:3+2 heredoc"),
    Case("a <<END\nEN\nENDE\n", "1:3+5 unterminated-heredoc"),
    Case("#> x\n#> y\na\n#> z\n\n#> w\n", "1:1+2 expected-output", "6:1+2 expected-output"),
    Case(
      "a {\n  b\n  #> x\n  #> y\n  c\n#> z\n}\n#> fine", "3:3+2 expected-output",
      "6:1+2 expected-output"),
    Case("a [1,\n  #> x\n  2]\n#> fine", "2:3+2 expected-output"),
  ]

  @Test(arguments: cases) func isFoundAtItsPlace(_ wrong: Case) {
    let text = wrong.script.contains("\\u") ? Array(wrong.script.utf8) : bytes(wrong.script)
    #expect(places(text) == wrong.places)
  }

  /// The codes without a case above need texts of their own, further down.
  @Test func everyCodeHasACase() {
    let seen = Self.cases.flatMap(\.places).compactMap { $0.split(separator: " ").last }
    let elsewhere = [DiagnosticCode.nesting, .tooLarge, .tooManyErrors]
    for code in DiagnosticCode.syntax where !elsewhere.contains(code) {
      #expect(seen.contains(code.rawValue[...]), "\(code) has no case")
    }
  }

  @Test func codesAreDistinctWords() {
    let words = DiagnosticCode.allCases.map(\.rawValue)
    #expect(Set(words).count == words.count)
    for word in words {
      #expect(word.utf8.allSatisfy { $0 == 0x2D || 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 })
    }
  }

  @Test func blocksNestedTooDeepAreOneMistake() {
    let script =
      String(repeating: "a {\n", count: 10_000) + "b\n"
      + String(repeating: "}\n", count: 10_000)
    #expect(places(script) == ["257:3+1 nesting"])
    let open = String(repeating: "a { ", count: 10_000)
    #expect(places(open) == ["1:1027+1 nesting"])
    #expect(!parse(open).isIncomplete)
    let deepest = String(repeating: "a { ", count: 256) + "b" + String(repeating: "}", count: 256)
    #expect(places(deepest).isEmpty)
  }

  @Test func valuesNestedTooDeepAreOneMistake() {
    let deep = "a " + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    #expect(places(deep + " b\nc ^") == ["1:259+1 nesting", "2:3+1 unexpected-character"])
    let deepest =
      "a " + String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    #expect(places(deepest).isEmpty)
  }

  @Test func longListsAreCut() {
    let script = String(repeating: "a ^\n", count: 1500) + "# \u{1}\n"
    let all = places(script)
    #expect(all.count == 1001)
    #expect(all[999] == "1000:3+1 unexpected-character")
    #expect(all[1000] == "1502:1+0 too-many-errors")
    #expect(parse(script).diagnostics.last?.message == "501 more errors are not listed")
  }

  @Test func messagesSayWhatWasFoundAndWhatToDo() throws {
    func said(_ script: String) throws -> String {
      let diagnostic = try #require(parse(script).diagnostics.first)
      return diagnostic.message + " | " + (diagnostic.remedy ?? "-")
    }
    #expect(
      try said("put x [1, 2\nput y 3") == "expected `,` or `]` in the array that begins at 1:7, "
        + "found `put` | put a comma between values, or close it with `]`")
    #expect(
      try said("a\n  b \"x") == "the string that begins at 2:5 is not closed on its line | "
        + "close it with `\"`; within double quotes a line break is written \\n")
    #expect(
      try said("a {\nb {\nc {") == "the block that begins at 3:3 is still open, and 2 around it | "
        + "close it with `}`")
    #expect(
      try said("put\u{A0}x") == "the invisible character U+00A0 begins nothing known here | "
        + "quote the text it belongs to")
    #expect(try said("[1]") == "expected a verb, found `[` | a statement starts with a plain word")
    let long = String(repeating: "é", count: 100)
    #expect(try said("a [1 \(long)]").contains("found `\(long.prefix(32))…`"))
    #expect(try said("a {\"\(long)\": 1, \"\(long)\": 2}").contains("\"\(long.prefix(31))… twice"))
    #expect(try said("$\(long)").contains("found `$\(long.prefix(31))…`"))
    #expect(try said("a <<\(long)").contains("only `\(long.prefix(32))…`"))
  }
}
