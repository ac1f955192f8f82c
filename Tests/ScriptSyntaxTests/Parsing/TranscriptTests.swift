import ScriptSyntax
import Testing

/// What was copied from a terminal: statements behind prompts, and what was answered.
@Suite struct TranscriptTests {
  private static let session = """
    Parley 0.1.0, seed 42. `help` lists what there is, Ctrl-D leaves.
    parley> nodes a b
    created a, b
    parley 1ms (2)> for n in a b {
    { ....>   put x [1,
    [ ....>     2] at $n
    { ....> }
    wrote x at a
    wrote x "^ at b
    parley 1.5s> a \\
    \\ ....> b
    parley> strategy s lua <<END
    END ....> return "}" -- ....> x
    END ....>   ....> y
    END ....> END
    parley>
    parley> # a remark
    parley> quit
    """

  private static let script = """
    nodes a b
    for n in a b {
      put x [1,
          2] at $n
    }
    a b
    strategy s lua <<END
    return "}" -- ....> x
      ....> y
    END
    quit
    """

  @Test func onlyStatementsAreRead() {
    let result = parse(Self.session)
    #expect(result.diagnostics.isEmpty)
    #expect(result.statements == parse(Self.script).statements)
    #expect(parse("\n  # x\n\r\n" + Self.session).statements == result.statements)
    let crlf = Self.session.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(parse(crlf.joined(separator: "\r\n")).statements == result.statements)
    #expect(parse("\u{FEFF}" + Self.session).statements == result.statements)
  }

  @Test func placesAreThoseOfTheWholeText() {
    #expect(places("parley> a\nan answer ^\nparley 2ms> b ^") == ["3:15+1 unexpected-character"])
    let statements = parse("parley> a\nx\nparley (3)>   b c").statements
    #expect(statements.map(\.span.start) == [8, 26])
  }

  @Test func coloursAreNoPartOfAPrompt() {
    let coloured = "\u{1B}[1;32mparley\u{1B}[0m \u{1B}[2m42ms\u{1B}[m (2)\u{1B}[32m>\u{1B}[m a b"
    #expect(parse(coloured + "\n\u{1B}[31m^ red\u{1B}[m\n").statements == parse("a b").statements)
    #expect(parse("\u{1B}[1mparley>\u{1B}[m a {\n\u{1B}[1m{ ....>\u{1B}[m b }").diagnostics.isEmpty)
  }

  /// Ctrl-C shows as `^C` and drops the whole entry.
  @Test(arguments: [
    "parley> put x^C\nparley> a", "parley> ^C\nparley> a",
    "parley> b {\n{ ....> c [\n[ ....> ^C\nparley> a",
    "parley> b <<END\nEND ....> x\nEND ....> y^C\nparley> a", "parley> a\nparley> \"^C",
    "parley> a\ninterrupted^C",
  ])
  func abandonedEntriesAreOutput(text: String) {
    let result = parse(text)
    #expect(result.diagnostics.isEmpty)
    #expect(result.statements == parse("a").statements)
  }

  /// Several lines pasted at one prompt have no prompts of their own.
  @Test func linesWithinAnEntryNeedNoPrompt() {
    let text = "parley> a {\n  b [1,\n2]\n} \\\nc\nan answer\nparley> d <<E\nx\nE\n"
    #expect(parse(text).diagnostics.isEmpty)
    #expect(parse(text).statements == parse("a { b [1, 2] } c\nd <<E\nx\nE\n").statements)
  }

  @Test func expectedOutputIsKept() {
    let text = "parley> a\n1\n#> 1\n2\n#> 2\nparley> b\n\n #> 3\nparley> #> 4\nparley> c"
    let result = parse(text)
    #expect(result.diagnostics.isEmpty)
    #expect(result.statements.map(\.expected) == [["1"], ["3"], nil])
  }

  @Test(arguments: [
    "a\nparley> b", "# c\na\nparley> b\nc ^", "parley x> a\nb", "parley 1ms 2> a", "parley (x)> a",
    " parley> a\n", "Parley\nparley> a\n^", "parleys> a", "parley 1ms(2)> a", "parley>a",
    "....> a\nb",
  ])
  func otherTextsAreNone(text: String) {
    let marked = text + "\nthis line counts\n"
    let verbs = parse(marked).statements.map(\.verb)
    #expect(verbs.contains("this") || !parse(marked).diagnostics.isEmpty)
  }

  @Test func openEntriesAreOpen() {
    #expect(parse("parley> a {\n").isIncomplete)
    #expect(parse("parley> a\nx\nparley> a [\n").isIncomplete)
    #expect(parse("parley> a\nx {\n").isIncomplete == false)
  }

  @Test func theLayoutIsAPlainScript() {
    let expected = """
      # Parley 0.1.0, seed 42. `help` lists what there is, Ctrl-D leaves.
      nodes a b
      # created a, b
      for n in a b {
        put x [1,
          2] at $n
      }
      # wrote x at a
      # wrote x "^ at b
      a \\
          b
      strategy s lua <<END
      return "}" -- ....> x
        ....> y
      END

      # a remark
      quit

      """
    #expect(formatted(Self.session) == expected)
    #expect(brokenLayoutLaw(Array(Self.session.utf8)) == nil)
  }

  @Test(arguments: [
    ("# c\n\nparley> a\n\n\n  x  \n\nparley> b", "# c\n\na\n\n#   x\n\nb\n"),
    ("parley> a\n# x\n #> 1\n#> 2\n\n#> 3\n", "a\n# x\n #> 1\n#> 2\n\n# #> 3\n"),
    ("parley> #> x", "; #> x\n"),
    ("parley> a [\n[ ....> #> x\n[ ....> 1]", "a [\n  # #> x\n  1]\n"),
    ("parley> a^C\nparley> b", "# parley> a^C\nb\n"), ("parley> a;b\nx", "a\nb\n# x\n"),
    ("parley> a\n\u{1B}[31mred\u{1B}[m \u{7}\u{85}", "a\n# red \\u0007\\u0085\n"),
    ("parley> a      # c\nparley> bb     # d", "a      # c\nbb     # d\n"),
    ("parley> ; parley> a\nparley> x", "; parley> a\nx\n"),
  ])
  func nothingIsLostInTheLayout(text: String, layout: String) {
    #expect(formatted(text) == layout)
    #expect(brokenLayoutLaw(Array(text.utf8)) == nil)
  }
}
