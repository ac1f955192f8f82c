import ScriptSyntax
import TestSupport
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

  /// How many inputs of each kind; `PARLEY_FUZZ_ROUNDS` multiplies.
  private static let count = 8_000
  private static let inRelease = 36_000
  private static let parts = 4

  private func each(_ part: Int, _ input: (UInt64, inout Draws) -> [UInt8]) {
    let seeds = FuzzRounds.seeds(
      Self.count, inRelease: Self.inRelease, part: part, of: Self.parts)
    for seed in seeds {
      var draws = Draws(seed: seed)
      let input = FuzzInput(input(seed, &draws), seed: seed)
      if let law = input.watched({ brokenLaw(input.bytes) ?? brokenLayoutLaw(input.bytes) }) {
        Issue.record("\(input.breaks(law))")
      }
    }
  }

  /// The first law of reading and printing that a text breaks; nil where it keeps them all.
  private func brokenLaw(_ input: [UInt8]) -> String? {
    let source = SourceText(name: "fuzz", bytes: input)
    let result = Parser.parse(source)
    for diagnostic in result.diagnostics {
      let span = diagnostic.span
      let isInside = 0 <= span.start && span.start <= span.end && Int(span.end) <= input.count
      if !isInside || diagnostic.message.isEmpty { return "a diagnostic is nowhere" }
      _ = source.lineText(source.position(of: Int(span.start)).line)
    }
    let isOrdered = zip(result.diagnostics, result.diagnostics.dropFirst())
      .allSatisfy { $0.span.start <= $1.span.start }
    if !isOrdered { return "diagnostics come out of order" }
    if result.openDelimiter != nil, result.diagnostics.isEmpty { return "open, and not told" }
    let printed = ScriptPrinter.print(result.statements)
    let again = parse(printed)
    if !again.diagnostics.isEmpty || again.statements != result.statements {
      return "reads otherwise than it prints"
    }
    return ScriptPrinter.print(again.statements) == printed ? nil : "prints otherwise again"
  }

  @Test(arguments: 0..<parts) func randomBytes(part: Int) {
    each(part) { _, draws in
      (0..<draws.below(60)).map { _ in UInt8(truncatingIfNeeded: draws.next()) }
    }
  }

  @Test(arguments: 0..<parts) func randomPieces(part: Int) {
    each(part) { _, draws in
      Array("v ".utf8) + (0..<draws.below(40)).flatMap { _ in draws.pick(Self.pieces) }
    }
  }

  @Test(arguments: 0..<parts) func mutatedScripts(part: Int) {
    each(part) { seed, draws in
      var generator = ScriptGenerator(seed: seed &+ 2_000_000)
      var input = Array(ScriptPrinter.print(generator.program()).utf8)
      for _ in 0...draws.below(4) where !input.isEmpty {
        let index = draws.below(input.count)
        switch draws.below(4) {
        case 0: input.remove(at: index)
        case 1: input[index] = UInt8(truncatingIfNeeded: draws.next())
        case 2: input.insert(contentsOf: draws.pick(Self.pieces), at: index)
        default: input.removeSubrange(index...)
        }
      }
      return input
    }
  }

  /// Pieces of the project's scripts, words and bytes of them changed.
  @Test(arguments: 0..<parts) func mutatedExamples(part: Int) throws {
    let texts = try Repository.scripts.map { try Repository.text($0).split(separator: "\n") }
    each(part) { _, draws in
      let text = Self.piece(of: draws.pick(texts), &draws)
      guard draws.oneIn(2) else { return Mutation.bytes(of: text, &draws) }
      return Array(
        Mutation.words(of: text, with: Self.piece(of: draws.pick(texts), &draws), &draws).utf8)
    }
  }

  private static func piece(of lines: [Substring], _ draws: inout Draws) -> String {
    let start = draws.below(lines.count)
    return lines[start..<min(lines.count, start + 12)].joined(separator: "\n")
  }

  /// A session as a terminal shows it says what was typed, whatever was answered.
  @Test(arguments: 0..<parts) func transcripts(part: Int) {
    let seeds = FuzzRounds.seeds(
      Self.count / 4, inRelease: Self.inRelease / 4, part: part, of: Self.parts)
    for seed in seeds {
      var generator = ScriptGenerator(seed: seed &+ 5_000_000)
      var program = generator.program()
      for index in program.indices { program[index].expected = nil }
      let input = FuzzInput(Array(generator.transcript(of: program).utf8), seed: seed)
      let law = input.watched { () -> String? in
        let result = parse(input.bytes)
        if !result.diagnostics.isEmpty { return "output is complained about" }
        if result.statements != program { return "says something else than was typed" }
        return brokenLayoutLaw(input.bytes)
      }
      if let law { Issue.record("\(input.breaks(law))") }
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
