import ScriptSyntax
import Testing

/// What the bytes of a line are taken for.
@Suite struct TokenTests {
  /// The items of a statement, one word each: `'` marks what stands apart from its neighbour.
  private func items(_ line: String) -> [String] {
    let result = parse("v \(line)")
    guard result.diagnostics.isEmpty, let items = result.statements.first?.items else {
      return ["wrong"]
    }
    return items.map { item in
      switch item.kind {
      case .word(let template):
        template.parts.map { part in
          switch part {
          case .text(let text): "w:\(text)"
          case .variable(let name): "$\(name)"
          }
        }.joined()
      case .literal(let literal): "l:\(ScriptPrinter.print(literal))"
      case .symbol(let symbol): symbol.text
      case .block(let statements): "b:\(statements.count)"
      case .heredoc(let text): "h:\(text)"
      }
    }
  }

  @Test(arguments: [
    ("a->b#2", ["w:a", "->", "w:b#2"]), ("a<->b", ["w:a", "<->", "w:b"]),
    ("a-->b", ["w:a-", "->", "w:b"]), ("a<-b", ["w:a", "<", "w:-b"]),
    ("a--b -", ["w:a--b", "w:-"]), ("1->2", ["l:1", "->", "l:2"]),
    ("w=2", ["w:w", "=", "l:2"]),
    (
      "a<=b>=c!=d=e<f>g",
      [
        "w:a", "<=", "w:b", ">=", "w:c", "!=", "w:d", "=", "w:e", "<", "w:f", ">", "w:g",
      ]
    ),
    ("!a,b|c&", ["!", "w:a", ",", "w:b", "|", "w:c", "&"]),
    ("5%+(x)", ["l:5", "%", "+", "(", "w:x", ")"]),
    ("n1..n5 cart:* */ a/b .x :y", ["w:n1..n5", "w:cart:*", "w:*/", "w:a/b", "w:.x", "w::y"]),
    ("a#b a #b", ["w:a#b", "w:a"]), ("a,#b", ["w:a", ","]), ("\"a\"#b", ["l:\"a\""]),
    ("été e\u{301} 日本 👩‍💻", ["w:été", "w:e\u{301}", "w:日本", "w:👩‍💻"]),
    ("$x ${x} k$x ${x}y $x#2 a${x}-$y", ["$x", "$x", "w:k$x", "$xw:y", "$xw:#2", "w:a$xw:-$y"]),
    ("$x.y $x->$y $größe", ["$xw:.y", "$x", "->", "$y", "$größe"]),
    ("a;b", ["w:a"]), ("\"a\"b", ["l:\"a\"", "w:b"]), ("a\"b\"'c'", ["w:a", "l:\"b\"", "l:'c'"]),
    ("a[1]{\"k\":1}", ["w:a", "l:[1]", "l:{\"k\": 1}"]),
  ])
  func lexes(line: String, tokens: [String]) { #expect(items(line) == tokens) }

  @Test(arguments: [
    ("0 -0 7 -2 123", ["l:0", "l:0", "l:7", "l:-2", "l:123"]),
    ("1.5 -0.0 1e3 1E+3", ["l:1.5", "l:-0.0", "l:1000.0", "l:1000.0"]),
    ("2e-1 1e+16", ["l:0.2", "l:1e+16"]),
    (
      "2p-set 10ms 007 1. .5 1.e2 0x1 1_0 1..3 - -- +1",
      [
        "w:2p-set", "w:10ms", "w:007", "w:1.", "w:.5", "w:1.e2", "w:0x1", "w:1_0", "w:1..3", "w:-",
        "w:--", "+", "l:1",
      ]
    ),
    ("1$x 1#2 1é", ["w:1$x", "w:1#2", "w:1é"]),
    ("1e+x 1e+5x", ["w:1e", "+", "w:x", "w:1e", "+", "w:5x"]),
    ("5%", ["l:5", "%"]), ("1e5%", ["l:100000.0", "%"]),
    ("true false null True nulls", ["l:true", "l:false", "l:null", "w:True", "w:nulls"]),
  ])
  func tellsNumbersFromWords(line: String, tokens: [String]) { #expect(items(line) == tokens) }

  @Test(arguments: [
    (#""a\"\\\/\b\f\n\r\tA\u00e9\ud83d\ude00""#, "a\"\\/\u{8}\u{C}\n\r\tAé😀"),
    (#""a $ $5 $$ $-""#, "a $ $5 $$ $-"), (#""\u0024x""#, "$x"), (#""\u0000""#, "\0"),
    ("\"# ; { it's\"", "# ; { it's"), ("\"tab\there\"", "tab\there"),
  ])
  func readsDoubleQuotes(source: String, text: String) {
    #expect(parse("v \(source)").statements.first?.items == [Item(.literal(.text(.text(text))))])
  }

  @Test func readsVariablesInDoubleQuotesOnly() {
    let template = Template(parts: [.text("a "), .variable("x"), .text("-"), .variable("y")])
    let items = parse(#"v "a $x-${y}" '$x \n "'"#).statements.first?.items
    #expect(items == [Item(.literal(.text(template))), Item(.literal(.raw(#"$x \n ""#)))])
  }

  @Test func readsValues() {
    let items = parse("v [milk, \"eggs\", 3ms, $x, k$x,\n 'r', 1, 1.0, true, null, [], {}] # c\n")
      .statements.first?.items
    let key = Template(parts: [.text("k"), .variable("x")])
    let elements: [Literal] = [
      .text(.text("milk")), .text(.text("eggs")), .text(.text("3ms")), .variable("x"), .text(key),
      .raw("r"), .int(1), .double(1), .bool(true), .null, .array([]), .object([]),
    ]
    #expect(items == [Item(.literal(.array(elements)))])
    let object = parse("v {\"a\":1, # c\n  \"b$x\" : {\"c\":word}\n}").statements.first?.items
    let pairs: [(key: Template, value: Literal)] = [
      (key: .text("a"), value: .int(1)),
      (
        key: Template(parts: [.text("b"), .variable("x")]),
        value: .object([(key: .text("c"), value: .text(.text("word")))])
      ),
    ]
    #expect(object == [Item(.literal(.object(pairs)))])
  }

  @Test func aBraceOpensAnObjectBeforeAQuoteOrABrace() {
    #expect(items("{}") == ["l:{}"])
    #expect(items("{ \n }") == ["l:{}"])
    #expect(items("{\n \"k\": 1 }") == ["l:{\"k\": 1}"])
    #expect(items("{ ; }") == ["b:0"])
    #expect(items("{ # c\n }") == ["b:0"])
    #expect(items("{ x; y }") == ["b:2"])
    #expect(items("a { x } b { y\nz\n} c") == ["w:a", "b:1", "w:b", "b:2", "w:c"])
  }

  @Test func gluedMeansNoBlankBefore() {
    let statement = parse("v a->b c = d e=\\\nf\n").statements.first
    let glued = statement?.items.map(\.glued)
    #expect(glued == [false, true, true, false, false, false, false, true, false])
    #expect(parse("v=1").statements.first?.items.map(\.glued) == [true, true])
  }

  @Test func spansAreByteOffsets() {
    let statement = parse("  é \"ü\" w=2 # c\n").statements.first
    #expect(statement?.verbSpan == SourceSpan(file: 0, start: 2, end: 4))
    #expect(statement?.span == SourceSpan(file: 0, start: 2, end: 13))
    #expect(
      statement?.items.map { [$0.span.start, $0.span.end] } == [
        [5, 9], [10, 11], [11, 12], [12, 13],
      ])
    let other = Parser.parse(SourceText(name: "", bytes: Array("a".utf8)), file: 7)
    #expect(other.statements.first?.span.file == 7)
  }

  @Test func namesDifferByBytes() {
    let (composed, decomposed) = (parse("é").statements, parse("e\u{301}").statements)
    #expect(composed != decomposed)
    #expect(parse("a é").statements != parse("a e\u{301}").statements)
    #expect(parse("a \"é\"").statements != parse("a \"e\u{301}\"").statements)
    #expect(parse("a 'é'").statements != parse("a 'e\u{301}'").statements)
  }
}
