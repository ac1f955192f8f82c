import Commands
import TestSupport
import Testing

/// What holds of every text, whether it makes sense or not.
@Suite struct BrokenProgramTests {
  /// How many texts of each kind; `PARLEY_FUZZ_ROUNDS` multiplies.
  private static let count = 400
  private static let parts = 8

  private var options: SessionOptions {
    var options = SessionOptions()
    options.keepsGoing = true
    options.statementLimit = 500
    return options
  }

  /// A text that is complained about must not have run; one that runs leaves a sound world.
  private func check(_ text: [UInt8], _ seed: UInt64) {
    FuzzInput(text, seed: seed).watched { checkNow(text, seed) }
  }

  private func checkNow(_ text: [UInt8], _ seed: UInt64) {
    var run = SessionRun(options, reportLimit: 3_000)
    run.run("nodes a b c\ntopology mesh\nput x 1 at a")
    let before = run.fingerprint
    let result = run.run(text)
    if result == nil, run.fingerprint != before {
      report("a text that does not load changed the world", text, seed)
    }
    if result == nil, run.transcript.codes.isEmpty {
      report("a text was refused without a word", text, seed)
    }
    if run.fingerprint != run.recomputedFingerprint {
      report("the fingerprint was not kept", text, seed)
    }
    let lines = run.transcript.lines.split(separator: UInt8(ascii: "\n"))
    if let line = lines.first(where: { JSONCheck.members(of: $0)?.contains("type") != true }) {
      report("no JSON object: \(String(decoding: line, as: UTF8.self))", text, seed)
    }
  }

  private func report(_ law: String, _ text: [UInt8], _ seed: UInt64) {
    Issue.record("\(FuzzInput(text, seed: seed).breaks(law))")
  }

  @Test(arguments: 0..<parts)
  func wordsInDisorder(part: Int) {
    for seed in FuzzRounds.seeds(Self.count, part: part, of: Self.parts) {
      var generator = ProgramGenerator(seed: seed)
      let program = generator.program(length: 8)
      var draws = Draws(seed: seed ^ 0xF0F0)
      // A wrong word keeps the whole text from running: most of its statements come alone, too.
      let text = Mutation.words(
        of: program.joined(separator: "\n"), with: CommandTable.examples, &draws)
      check(Array(text.utf8), seed)
      for statement in program where draws.oneIn(3) {
        let alone = Mutation.words(of: statement, with: program.joined(separator: " "), &draws)
        check(Array(alone.utf8), seed)
      }
    }
  }

  @Test(arguments: 0..<parts)
  func bytesInDisorder(part: Int) {
    for seed in FuzzRounds.seeds(Self.count, part: part, of: Self.parts) {
      var generator = ProgramGenerator(seed: seed)
      let program = generator.program(length: 3).joined(separator: "\n")
      var draws = Draws(seed: seed ^ 0x0F0F)
      check(Mutation.bytes(of: program, &draws), seed)
      check((0..<draws.below(80)).map { _ in UInt8(truncatingIfNeeded: draws.next()) }, seed)
    }
  }

  /// The examples of the project, with words of one in another.
  @Test(arguments: 0..<parts)
  func examplesInDisorder(part: Int) throws {
    let texts = try Repository.scripts.map { try Repository.text($0) }
    for seed in FuzzRounds.seeds(Self.count / 4, part: part, of: Self.parts) {
      var draws = Draws(seed: seed ^ 0xFF00)
      let (first, second) = (draws.pick(texts), draws.pick(texts))
      check(Array(Mutation.words(of: first, with: second, &draws).utf8), seed)
    }
  }
}

extension CommandTable {
  /// The example of every verb, one after the other.
  fileprivate static var examples: String {
    all.map { $0.signature.example }.joined(separator: "\n")
  }
}
