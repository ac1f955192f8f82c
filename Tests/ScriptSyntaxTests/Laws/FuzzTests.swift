import ScriptSyntax
import Testing

/// No bytes whatever trap the parser, and what it accepts it prints such that it reads back.
@Suite struct FuzzTests {
  private static let pieces: [[UInt8]] =
    [
      "put", " ", "a", "->", "<->", "<<END", "\nEND\n", "{", "}", "[", "]", "\"", "'", "\\", "\n",
      "\r\n", ";", "#", "#> ", "$x", "${", "$", "=", ",", ":", "1", "-", "1e", "+", "e5", "true",
      "é", "\u{202E}", "\u{FEFF}", "parley> ", "....> ", "\\u12", "\\ud83d", "[a]", "w=2",
      "9223372036854775808", "{\"k\": 1}", "\0", "\r", "\u{85}",
      "<", "!", "(", "%", "\\\n", "# ", "\"k\": ",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90]]

  private func check(_ input: [UInt8], _ seed: Int) {
    let source = SourceText(name: "fuzz", bytes: input)
    let result = Parser.parse(source)
    for diagnostic in result.diagnostics {
      let span = diagnostic.span
      let isInside = 0 <= span.start && span.start <= span.end && Int(span.end) <= input.count
      if !isInside || diagnostic.message.isEmpty { Issue.record("seed \(seed): \(diagnostic)") }
      _ = source.lineText(source.position(of: Int(span.start)).line)
    }
    let isOrdered = zip(result.diagnostics, result.diagnostics.dropFirst())
      .allSatisfy { $0.span.start <= $1.span.start }
    let isReported = result.openDelimiter == nil || !result.diagnostics.isEmpty
    let printed = ScriptPrinter.print(result.statements)
    let again = parse(printed)
    let readsBack = again.diagnostics.isEmpty && again.statements == result.statements
    let isStable = ScriptPrinter.print(again.statements) == printed
    if !isOrdered || !isReported || !readsBack || !isStable {
      Issue.record("seed \(seed): \(printed)")
    }
    if let law = brokenLayoutLaw(input) { Issue.record("seed \(seed): \(law)") }
  }

  @Test(arguments: 0..<4) func randomBytes(part: Int) {
    for seed in (part * 2000)..<((part + 1) * 2000) {
      var chance = Chance(seed: UInt64(seed))
      let length = chance.below(60)
      check((0..<length).map { _ in UInt8(truncatingIfNeeded: chance.next()) }, seed)
    }
  }

  @Test(arguments: 0..<4) func randomPieces(part: Int) {
    for seed in (part * 2000)..<((part + 1) * 2000) {
      var chance = Chance(seed: UInt64(seed) + 1_000_000)
      let input = (0..<chance.below(40)).flatMap { _ in chance.pick(Self.pieces) }
      check(Array("v ".utf8) + input, seed)
    }
  }

  @Test(arguments: 0..<4) func mutatedScripts(part: Int) {
    for seed in (part * 2000)..<((part + 1) * 2000) {
      var generator = ScriptGenerator(seed: UInt64(seed) + 2_000_000)
      var input = Array(ScriptPrinter.print(generator.program()).utf8)
      for _ in 0...generator.chance.below(4) where !input.isEmpty {
        let index = generator.chance.below(input.count)
        switch generator.chance.below(4) {
        case 0: input.remove(at: index)
        case 1: input[index] = UInt8(truncatingIfNeeded: generator.chance.next())
        case 2: input.insert(contentsOf: generator.chance.pick(Self.pieces), at: index)
        default: input.removeSubrange(index...)
        }
      }
      check(input, seed)
    }
  }

  /// A statement with one mistake anywhere must leave its neighbours alone.
  @Test func neighboursSurvive() {
    for seed in 0..<2000 {
      var generator = ScriptGenerator(seed: UInt64(seed) + 3_000_000)
      let before = generator.program()
      let after = generator.program()
      let result = parse(
        ScriptPrinter.print(before) + "broken ^ [1, ^ 2]\n" + ScriptPrinter.print(after))
      #expect(result.statements == before + after, "seed \(seed)")
      #expect(result.diagnostics.count == 1, "seed \(seed)")
    }
  }
}
