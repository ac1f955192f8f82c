import ScriptSyntax
import TestSupport
import Testing

/// The layout says what the text said, and has itself as its layout.
@Suite struct FormatLawTests {
  @Test(arguments: Repository.scripts) func scriptsOfTheProject(path: String) throws {
    let text = Array(try Repository.text(path).utf8)
    #expect(brokenLayoutLaw(text) == nil)
    for seed in 0..<4 {
      var disarray = Disarray(seed: UInt64(seed))
      let other = disarray.disarray(text)
      let shown = String(decoding: other, as: UTF8.self)
      if parse(other).statements != parse(text).statements {
        Issue.record("says something else, seed \(seed):\n\(shown)")
      }
      if let law = brokenLayoutLaw(other) { Issue.record("\(law), seed \(seed):\n\(shown)") }
    }
  }

  @Test func generatedProgramsInDisarray() {
    for seed in FuzzRounds.seeds(2000, part: 0, of: 1) {
      var generator = ScriptGenerator(seed: seed)
      let program = generator.program()
      let printed = Array(ScriptPrinter.print(program).utf8)
      if Disarray.isAmbiguous(printed) { continue }
      var disarray = Disarray(seed: seed)
      let text = disarray.disarray(printed)
      let shown = String(decoding: text, as: UTF8.self)
      if parse(text).statements != program {
        Issue.record(
          "says something else, seed \(seed):\(parse(text).diagnostics.first?.message ?? "-") \(parse(text).diagnostics.first?.span.start ?? 0)\n\(shown)"
        )
      }
      if let law = brokenLayoutLaw(text) { Issue.record("\(law), seed \(seed):\n\(shown)") }
      let kept = comments(formatted(text)).filter { $0.hasPrefix("# comment ") }
      if kept != disarray.comments { Issue.record("loses comments, seed \(seed):\n\(shown)") }
    }
  }

  /// Eight times the text may take eight times as long, give or take; the square would be 64.
  @Test(
    .timeLimit(.minutes(2)),
    arguments: [
      "a\n", "a {b;c}\n", "a {b} ", "a # c\n", "# c\n", "\n", "a;", " parley> a\n", "a \\\n",
      "a [1,\n:x, # c\n2]\n", "parley> a\nb\n", "parley> a\n....> b\n", "parley> a^C\n",
      "a\n#> x\n",
      "a <<E\nx\nE\n",
    ])
  func timeIsLinear(piece: String) {
    func time(_ count: Int) -> Duration {
      let bytes = Array(String(repeating: piece, count: count).utf8)
      return ContinuousClock().measure { _ = formatted(bytes) }
    }
    let small = time(1_000)
    #expect(time(8_000) < small * 32 + .milliseconds(200))
  }

  /// What the printer writes is laid out already.
  @Test func printedProgramsStay() {
    for seed in FuzzRounds.seeds(500, part: 0, of: 1) {
      var generator = ScriptGenerator(seed: seed + 7_000_000)
      let printed = ScriptPrinter.print(generator.program())
      if formatted(printed) != printed { Issue.record("moves, seed \(seed):\n\(printed)") }
    }
  }
}
