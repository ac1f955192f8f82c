import ScriptSyntax
import Testing

/// Lines, comments, prompts, heredocs and expected output.
@Suite struct LayoutTests {
  private func canonical(_ text: String) -> String {
    let result = parse(text)
    #expect(result.diagnostics.isEmpty, "\(places(text))")
    return ScriptPrinter.print(result.statements)
  }

  @Test(arguments: [
    ("a;b ; ;c", "a\nb\nc\n"), ("a \\\n b", "a b\n"), ("a\\\nb", "a b\n"), ("a \\\r\n b", "a b\n"),
    ("a\r\nb\r\n", "a\nb\n"), ("a\r\nb\r", "a\nb\n"), ("a\n#> x\r", "a\n#> x\n"),
    ("a\n#> x\r\r\r\n#> y\r\r", "a\n#> x\n#> y\n"),
    ("#!/usr/bin/env parley\na # c \\\n#x\n# ^ \"\nb", "a\nb\n"),
    ("\u{FEFF}a", "a\n"), ("\t a\t b \t", "a b\n"), ("a{b}", "a {\n  b\n}\n"),
    ("a {b;c {d}\n}\ne", "a {\n  b\n  c {\n    d\n  }\n}\ne\n"), ("", ""), ("\n\n", ""),
    ("a { ; } b { # x\n }", "a { ; } b { ; }\n"),
    ("a [1,2 ,{\"k\":[ ]}]", "a [1, 2, {\"k\": []}]\n"),
  ])
  func readsLines(text: String, printed: String) { #expect(canonical(text) == printed) }

  @Test(arguments: [
    ("parley> a b", "a b\n"), ("parley 12ms> a b\nparley> b", "a b\nb\n"),
    ("parley> a {\n....> b\n....> }\nparley>\nparley> \n", "a {\n  b\n}\n"),
    ("parley> a [1,\n....>   2]", "a [1, 2]\n"), ("parley> a \\\n....> b", "a b\n"),
    ("parley> a {\n....>  \"k\": 1}", "a {\"k\": 1}\n"), ("parley 42ms (2)> a", "a\n"),
    (
      "parley> a <<END\n....> x > y\n....> ....> z\n....> END\nparley> b",
      "a <<END\nx > y\n....> z\nEND\nb\n"
    ),
    ("\u{FEFF}parley> a\r\nparley> b\r\n", "a\nb\n"),
    ("parley> # c\nparley> a; b\n#> x", "a\nb\n#> x\n"),
    ("a parley> b", "a parley> b\n"), (" parley> b", "; parley> b\n"),
    ("parley >= 2", "parley >= 2\n"), ("parley > 2", "parley > 2\n"), ("..> a", "a\n"),
    ("; ....> a", "; ....> a\n"), ("parley", "parley\n"),
    ("a <<END\n....> x\nEND\n", "a <<END\n....> x\nEND\n"),
  ])
  func passesPrompts(text: String, printed: String) { #expect(canonical(text) == printed) }

  @Test(arguments: [
    ("a <<END\nEND", ""), ("a <<END # c\nx\n\ny\n END \t\n", "x\n\ny\n"),
    ("a <<E\r\nx\r\nE\r\n", "x\n"),
    ("a <<END\n#> x\n}\n\"\\\nEND", "#> x\n}\n\"\\\n"), ("a { b <<END\n  x\n  END\n}", "  x\n"),
    ("a <<end-1.é\nend\nend-1.é", "end\n"), ("a <<END\n\0\u{1B}\nEND", "\0\u{1B}\n"),
  ])
  func readsHeredocs(text: String, heredoc: String) {
    let result = parse(text)
    #expect(result.diagnostics.isEmpty)
    var items = result.statements.first?.items ?? []
    if case .block(let inner) = items.first?.kind { items = inner.first?.items ?? [] }
    #expect(items == [Item(.heredoc(heredoc))])
  }

  @Test func aHeredocsLabelIsInNoLine() {
    let statement = Statement(verb: "a", items: [Item(.heredoc("END\n ENDD \nENDS\n"))])
    #expect(ScriptPrinter.print(statement).hasPrefix("a <<ENDDD\n"))
    #expect(parse(ScriptPrinter.print(statement)).statements == [statement])
  }

  @Test func attachesExpectedOutput() throws {
    let text =
      "a\n#> \"B\"  {a:1}\n#>\n  #>  x\n#>y \r\n\n# c\nb {\n c\n}\n\n# d\n#> …\n"
      + "e #> f\ng; h\n#> i"
    let result = parse(text)
    #expect(result.diagnostics.isEmpty)
    #expect(
      result.statements.map(\.expected) == [
        ["\"B\"  {a:1}", "", " x", "y "], ["…"], nil, nil, ["i"],
      ])
    let span = try #require(result.statements[0].expectedSpan)
    let lines = Array(text.utf8)[Int(span.start)..<Int(span.end)]
    #expect(String(decoding: lines, as: UTF8.self) == "#> \"B\"  {a:1}\n#>\n  #>  x\n#>y \r\n")
    let last = try #require(result.statements.last?.expectedSpan)
    #expect(Int(last.end) == text.utf8.count)
    #expect(result.statements[2].expectedSpan == nil)
  }

  @Test func outputEndsAContinuedStatement() {
    let result = parse("a \\\n#> x\nb")
    #expect(result.statements.map(\.expected) == [["x"], nil])
  }
}
