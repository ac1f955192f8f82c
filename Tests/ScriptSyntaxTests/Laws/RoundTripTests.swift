import ScriptSyntax
import TestSupport
import Testing

/// The law `parse(print(x)) == x`, and what else printing must keep.
@Suite struct RoundTripTests {
  @Test func everyProgramReadsBackAsItself() {
    for seed in FuzzRounds.seeds(4000, part: 0, of: 1) {
      var generator = ScriptGenerator(seed: seed)
      let program = generator.program()
      let printed = ScriptPrinter.print(program)
      let result = parse(printed)
      #expect(result.diagnostics.isEmpty, "seed \(seed): \(result.diagnostics)\n\(printed)")
      #expect(result.statements == program, "seed \(seed):\n\(printed)")
      #expect(ScriptPrinter.print(result.statements) == printed, "seed \(seed)")
    }
  }

  @Test func oneStatementPrintsWithoutLineEnd() {
    for seed in 0..<500 {
      var generator = ScriptGenerator(seed: UInt64(seed) + 10_000)
      let statement = generator.statement(depth: 0)
      let printed = ScriptPrinter.print(statement)
      #expect(parse(printed).statements == [statement], "seed \(seed):\n\(printed)")
      #expect(printed + "\n" == ScriptPrinter.print([statement]))
    }
  }

  /// However many carriage returns end a line of code, it is the same line.
  @Test(arguments: ["v <<END\na\r\r\nb\r\nEND\n", "v <<END\r\na\r\r\r\nb\nEND\r\r\n"])
  func lineEndsOfCodeAreOne(text: String) {
    let result = parse(text)
    #expect(result.statements == parse("v <<END\na\nb\nEND\n").statements)
    #expect(parse(ScriptPrinter.print(result.statements)).statements == result.statements)
  }

  /// Glued tokens must neither merge nor come apart: all triples of awkward neighbours.
  @Test func everyThreeGluedTokensStayThree() {
    let words = ["a", "a-", "-", "1e", "b#2", ".", "é"]
    var kinds = words.map { Item.Kind.word(.text($0)) }
    kinds += Symbol.allCases.filter { $0 != .heredoc }.map { .symbol($0) }
    kinds += [
      .word(.variable("x")), .word(Template(parts: [.text("k"), .variable("x")])),
      .literal(.int(-5)), .literal(.double(1e30)), .literal(.text(.text("t"))),
      .literal(.raw("r")), .literal(.array([])), .literal(.object([])), .literal(.bool(true)),
      .block([]),
    ]
    var program: [Statement] = []
    for first in kinds {
      for second in kinds {
        for third in kinds {
          let items = [Item(first), Item(second, glued: true), Item(third, glued: true)]
          program.append(Statement(verb: "v", items: items))
        }
      }
    }
    let result = parse(ScriptPrinter.print(program))
    #expect(result.diagnostics.isEmpty)
    #expect(result.statements.count == program.count)
    for (read, written) in zip(result.statements, program) where read != written {
      Issue.record("\(ScriptPrinter.print(written)) reads as \(ScriptPrinter.print(read))")
    }
  }

  @Test(arguments: [
    "put x 1 at a w=2 r=majority", "expect title = 2", "expect title= 2", "expect title =2",
    "link a->b <-> c, d", "latency a->b 90% pareto(1ms, 3.35) + 10% exp(360ms)",
    #"expect siblings title at a = ["B", "C"]"#, "put x 1 at !a &", "get x from n2,n3",
    "x w=$y z=\"q\" v='r' u={\"a\": 1} t=[1]->",
  ])
  func whatWasGluedStaysGlued(line: String) throws {
    let statement = try #require(parse(line).statements.first)
    #expect(ScriptPrinter.print(statement) == line)
    let again = try #require(parse(ScriptPrinter.print(statement)).statements.first)
    #expect(again.items.map(\.glued) == statement.items.map(\.glued))
  }

  @Test func deepestNestingReadsBack() {
    var blocks = Statement(verb: "inmost")
    var value = Literal.null
    for level in 0..<Parser.maximumDepth {
      value = level % 2 == 0 ? .array([value]) : .object([(key: .text("k"), value: value)])
    }
    blocks.items = [Item(.literal(value))]
    for _ in 0..<Parser.maximumDepth {
      blocks = Statement(verb: "b", items: [Item(.block([blocks]))])
    }
    let program = [blocks, Statement(verb: "put", items: [Item(.literal(value))])]
    let result = parse(ScriptPrinter.print(program))
    #expect(result.diagnostics.isEmpty)
    #expect(result.statements == program)
  }

  @Test func bareWordsAreThoseThatReadBackAsWords() {
    for seed in 0..<2000 {
      var generator = ScriptGenerator(seed: UInt64(seed) + 50_000)
      let text = generator.chance.once(in: 2) ? generator.word() : generator.text()
      let items = parse("v \(text)").statements.first?.items ?? []
      let isWord = items == [Item(.word(.text(text)))]
      let isTrimmed = !text.utf8.contains { $0 <= 0x20 }
      #expect(ScriptPrinter.isBareWord(text) == (isWord && isTrimmed), "\(text.debugDescription)")
    }
  }

  @Test func aWordThatCannotStandBareIsQuoted() {
    let texts = ["", "a b", "true", "12", "#x", "->", "a->b", "$x", "é\u{A0}", "a\"b"]
    for text in texts {
      let printed = ScriptPrinter.print(Statement(verb: "v", items: [Item(.word(.text(text)))]))
      #expect(parse(printed).statements.first?.items == [Item(.literal(.text(.text(text))))])
    }
    #expect(texts.allSatisfy { Item.text($0) == Item(.literal(.text(.text($0)))) })
    #expect(Item.text("cart:*") == Item(.word(.text("cart:*"))))
    let glued = Item(.word(Template(parts: [.text("#"), .variable("x")])))
    let printed = ScriptPrinter.print(Statement(verb: "v", items: [glued]))
    #expect(printed == "v \"#${x}\"")
  }
}
