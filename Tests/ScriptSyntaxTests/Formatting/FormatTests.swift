import ScriptSyntax
import Testing

/// What becomes of layouts, case by case.
@Suite struct FormatTests {
  @Test(arguments: [
    ("", ""), ("\n \n", ""), ("a", "a\n"), ("\u{FEFF}a\r\nb\r\n", "a\nb\n"),
    ("  a   b\tc  ", "a b c\n"), ("a;b ; ;c;", "a\nb\nc\n"),
    ("\n\na\n\n\n\nb\n\n", "a\n\nb\n"), ("a->b , c", "a->b , c\n"),
    ("x w=$y  z= 2", "x w=$y z= 2\n"),
    ("put k 1e5 at 'x'", "put k 1e5 at 'x'\n"), ("put k \"\\u00e9\"", "put k \"\\u00e9\"\n"),
  ])
  func blanksAndLines(text: String, layout: String) { #expect(formatted(text) == layout) }

  @Test(arguments: [
    ("a\\\nb", "a \\\n    b\n"), ("a \\\n  \\\n b", "a \\\n    b\n"), ("a \\\n\nb", "a\nb\n"),
    ("a {b\\\nc}", "a {\n  b \\\n      c\n}\n"), ("a \\\n{ b }", "a { b }\n"),
    ("for n in a \\\n b {\nprint $n\n}", "for n in a \\\n    b {\n  print $n\n}\n"),
    ("a \\\n# c\nb", "a\n# c\nb\n"),
  ])
  func continuedLines(text: String, layout: String) { #expect(formatted(text) == layout) }

  @Test(arguments: [
    ("a{b}", "a { b }\n"), ("a { b;c {d;}\n}\ne", "a {\n  b\n  c { d }\n}\ne\n"),
    ("a {  b ;; c;  }", "a { b; c }\n"), ("a { ; }", "a { ; }\n"), ("a {\n;\n}", "a { ; }\n"),
    ("a {\n\n\nb\n\n\nc\n\n}", "a {\n  b\n\n  c\n}\n"), ("a { # x\nb\n}", "a {  # x\n  b\n}\n"),
    ("a {\n# x\n}", "a {\n  # x\n}\n"), ("a {b} else {\nc }d", "a { b } else {\n  c\n} d\n"),
    ("a { b <<END\n  x\n  END\n}", "a {\n  b <<END\n  x\nEND\n}\n"),
    ("a { b { c\n} }", "a {\n  b {\n    c\n  }\n}\n"),
  ])
  func blocks(text: String, layout: String) { #expect(formatted(text) == layout) }

  @Test func aBlockKeepsToOneLineWhereThatIsWideEnough() {
    let words = String(repeating: "é", count: 92)
    #expect(formatted("a {b \(words)}") == "a { b \(words) }\n")
    #expect(formatted("a {b x\(words)}") == "a {\n  b x\(words)\n}\n")
    let inner = "p {b \(words.dropLast(4))}"
    #expect(
      formatted("a {\(inner)}") == "a {\n  p { b \(words.dropLast(4)) }\n}\n",
      "only the outer one is too wide")
  }

  @Test(arguments: [
    ("a [ 1,2 , 3 ]", "a [1, 2, 3]\n"), ("a {\"k\" :1,\"l\": [ ] }", "a {\"k\": 1, \"l\": []}\n"),
    ("a [\n1,\n\n\n2\n]", "a [\n  1,\n\n  2\n]\n"),
    ("a { \"room\":\n  7 } b", "a {\"room\":\n  7} b\n"),
    ("a [ # c\n1, #d\n#e\n2 ] f", "a [  # c\n  1,  #d\n  #e\n  2] f\n"),
    ("a [[1,\n2],\n{\"k\":\n[\n3]}]", "a [[1,\n    2],\n  {\"k\":\n    [\n      3]}]\n"),
    ("b {\na [1 \\\n, 2]\n}", "b {\n  a [1\n    , 2]\n}\n"), ("a w=[1]x", "a w=[1]x\n"),
    ("a {\"k\"::x}", "a {\"k\": :x}\n"),
  ])
  func values(text: String, layout: String) { #expect(formatted(text) == layout) }

  @Test(arguments: [
    ("a #c", "a  #c\n"), ("a         # c  \nbb        # d", "a         # c\nbb        # d\n"),
    ("#!/bin/x\n\n\n # c\n\na", "#!/bin/x\n\n# c\n\na\n"), ("a; # c\n", "a  # c\n"),
    ("a; b # c", "a\nb    # c\n"), ("a {\n   b      # c\n}", "a {\n  b       # c\n}\n"),
    ("a <<END   # c\nx\nEND\nb", "a <<END   # c\nx\nEND\nb\n"),
    ("a # parley> b", "a  # parley> b\n"),
    ("a; #> no output\n", "a  #> no output\n"), ("a\n; #> x", "a\n; #> x\n"),
  ])
  func comments(text: String, layout: String) { #expect(formatted(text) == layout) }

  @Test(arguments: [
    ("a\n #>  x \n#>\n  \n\nb", "a\n #>  x \n#>\n\nb\n"), ("a;b\n#> x", "a\nb\n#> x\n"),
    ("a\n\n# c\n#> x\n# d", "a\n\n# c\n#> x\n# d\n"), ("a\r\n#> x\r\n#> y", "a\n#> x\n#> y\n"),
  ])
  func expectedOutput(text: String, layout: String) { #expect(formatted(text) == layout) }

  @Test(arguments: [
    ("a <<END\r\n  x \r\n#> y\n\tEND \n", "a <<END\n  x \n#> y\nEND\n"),
    ("a<<E\n\n\n}\n\\\nE\n\n\n\nb", "a <<E\n\n\n}\n\\\nE\n\nb\n"),
  ])
  func heredocs(text: String, layout: String) { #expect(formatted(text) == layout) }

  /// What begins a line must not begin to read as a prompt.
  @Test(arguments: [
    (" parley> b", "; parley> b\n"), ("; ....> a", "; ....> a\n"), ("a {\nparley >b\n}", nil),
    (" parley>", "; parley>\n"), (" ..> a {\nb\n}  # c", "; ..> a {\n  b\n}  # c\n"),
  ])
  func promptsAreNotMade(text: String, layout: String?) {
    #expect(brokenLayoutLaw(Array(text.utf8)) == nil)
    if let layout { #expect(formatted(text) == layout) }
  }

  @Test func mistakesLeaveATextAlone() {
    let text = Array("  a {\n ^ \n [".utf8)
    let result = ScriptFormatter.format(SourceText(name: "x", bytes: text))
    #expect(result.bytes == text)
    #expect(result.diagnostics.map(\.message) == parse(text).diagnostics.map(\.message))
    #expect(!result.diagnostics.isEmpty)
  }
}
