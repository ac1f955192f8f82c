import Commands
import ScriptSyntax
import TestSupport
import Testing

/// Scripts that state what chance decided.
@Suite struct ExplicitTests {
  /// Where a session stood.
  private struct End {
    let calm: UInt64
    let digest: UInt64
    let now: Int64
  }

  /// Enters statements one after the other and saves them with what chance decided.
  private func explicit(
    _ entries: [String], isInteractive: Bool = true
  ) -> (text: String, end: End) {
    let disk = Disk()
    var options = disk.options(isInteractive: isInteractive)
    options.keepsGoing = !isInteractive
    var bench = Bench(options)
    for entry in entries { bench.run(entry, name: "<prompt>") }
    bench.complaints = []
    bench.sink = RecordingSink()
    let result = bench.run("save \"s.repl\" choices=explicit", name: "<prompt>")
    #expect(result == .ok, "\(bench.complaints)")
    #expect(bench.notes.isEmpty, "\(bench.notes)\n\(disk["s.repl"])")
    return (
      disk["s.repl"],
      End(
        calm: bench.interpreter.session.calmDigest, digest: bench.interpreter.session.digest,
        now: bench.interpreter.now)
    )
  }

  /// The lines below the header.
  private func body(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("# ") }
  }

  @Test func whatWasDrawnIsStated() {
    let (text, end) = explicit([
      "nodes a b c", "topology mesh latency=1ms..9ms", "loss all 30%", "duplicates a->b 40%",
      "chaos rate=20/s for=200ms mean-downtime=20ms", "repeat 4 { put k $i at a; run 50ms }",
      "settle",
    ])
    let lines = body(text)
    #expect(lines.starts(with: ["seed 42", "nodes a b c", "topology mesh latency=5ms"]))
    #expect(lines.contains("loss all 0%") && lines.contains("duplicates a->b 0%"))
    for beginning in ["latency a->b#1 ", "loss ", "duplicates a->b#", "chaos crash "] {
      #expect(lines.contains { $0.hasPrefix(beginning) && !$0.hasSuffix("%") }, "\(beginning)")
    }
    #expect(!text.contains("rate="))
    // Nothing that is stated needs the loop to be taken apart.
    #expect(text.contains("repeat 4 {") && lines.last == "settle")
    var other = Bench()
    other.interpreter.session.world.recordsChoices = true
    #expect(other.run(text) == .ok)
    #expect(other.interpreter.session.world.takeDrawnStrokes().isEmpty)
    #expect(other.interpreter.session.calmDigest == end.calm)
    #expect(other.interpreter.session.digest != end.digest)
    #expect(SavedHeader(Array(text.utf8))?.digest == other.interpreter.session.digest)
  }

  @Test func aStepThatRebuildsTheWorldIsUnrolled() {
    let (text, _) = explicit([
      """
      section "build and use" {
        nodes a b
        for way in a->b b->a { link $way latency=exp(3ms) }
        let key = title
        repeat 2 { let value = $i; loss all 50%; put $key $value at a; settle }
      }
      """
    ])
    let lines = body(text)
    #expect(lines.starts(with: ["seed 42", "nodes a b", "link a->b latency=3ms"]))
    #expect(lines.contains("put title 1 at a") && lines.contains("put title 2 at a"))
    #expect(!text.contains("section") && !text.contains("let") && !text.contains("$"))
  }

  @Test func callsAndVariablesAreWrittenOut() {
    let (text, _) = explicit([
      "nodes a b; link a <-> b", "let top = 20", "let p = a->b",
      "define risk share n { loss a->b ${share}%; expect error down { crash $n; put x $n at $n } }",
      "risk $top b", "risk 30 a", "restart all; put y 1 at a; settle",
    ])
    #expect(text.contains("loss a->b 0%"))
    #expect(text.contains("expect error down {\n  crash b\n  put x b at b\n}"))
    #expect(text.contains("define risk") && !text.contains("\nrisk"))
  }

  @Test func rulesInsideOfStatementsAreReplacedThere() {
    let (text, _) = explicit([
      "nodes a b; topology mesh; crash b",
      "let way = a->b",
      "repeat 2 { expect error down { loss all ${i}0%; put x $i at a; step; put x 1 at b } }",
      "together { latency all 1ms..9ms; put y 1 at a }", "restart b; settle",
    ])
    #expect(text.contains("expect error down {\n  loss all 0%\n  put x 2 at a\n"))
    #expect(text.contains("together {\n  latency all 5ms\n"))
  }

  /// A loop that hides the variable of the one around it.
  @Test func blocksThatCannotBeWrittenWholeAreWrittenAsTheyRan() {
    let (text, _) = explicit([
      "nodes a b; topology mesh",
      "repeat 2 { loss all 50%; together { put z $i at a; repeat 2 { put j$i $i at b } }; settle }",
    ])
    #expect(text.contains("together {\n  put z 2 at a\n  put j1 1 at b\n  put j2 2 at b\n}"))
    #expect(!text.contains("repeat"))
  }

  @Test func whatGoesOnBeingDrawnIsNamed() {
    var bench = Bench(Disk().options())
    bench.run(
      "nodes a b c; topology mesh; anti-entropy every=5ms; resolve k with random; put k 1 at a")
    bench.run("resolve random with lww; strategy coin bucardo-random; resolve x with coin")
    bench.run("anti-entropy off; save \"s.repl\" choices=explicit")
    #expect(
      bench.notes == [
        "s.repl still draws by its seed what this decides: `anti-entropy every=5ms`, "
          + "`resolve k with random` and `strategy coin bucardo-random`"
      ])
  }

  @Test func withoutChanceItIsAsItWasWritten() {
    let (text, _) = explicit(["nodes a b; link a <-> b", "repeat 2 { put k$i 1 at a }", "settle"])
    #expect(
      body(text) == [
        "seed 42", "nodes a b", "link a <-> b", "repeat 2 { put k$i 1 at a }", "settle",
      ])
  }

  /// Where a statement gives up, faults that befell nothing have moved the clock.
  @Test func faultsThatBefellNothingMoveTheClock() {
    for kinds in ["drop", "crash", "partition"] {
      let (text, end) = explicit(
        [
          "nodes a\(kinds == "partition" ? "" : " b")", "pause a",
          "chaos rate=10/s kinds=\(kinds) for=900ms nodes=a", "run until up a",
        ], isInteractive: false)
      var other = Bench()
      other.run(text)
      #expect(other.interpreter.now == end.now, "\(text)")
      #expect(end.now > 0)
    }
  }

  // MARK: - Laws

  /// Faults of every kind among statements of random programs.
  private func storm(_ seed: UInt64) -> [String] {
    var generator = ProgramGenerator(seed: seed)
    var draws = Draws(seed: seed)
    var program = generator.program()
    let rules = [
      "latency all 1ms..9ms", "latency all exp(4ms)", "latency all pareto(1ms, 2)",
      "latency all 60% 1ms..2ms + 40% exp(9ms)", "latency replicate 2ms..30ms", "loss all 20%",
      "loss replicate 40%", "duplicates all 30%", "delivery any",
      "chaos rate=30/s for=1s mean-downtime=30ms",
      "chaos rate=60/s for=2s kinds=drop,duplicate,fail mean-downtime=10ms",
      "chaos rate=10/s kinds=pause mean-downtime=90ms for=400ms", "chaos off", "run 200ms",
    ]
    for _ in 0..<8 {
      let rule = draws.pick(rules)
      let isInside = draws.oneIn(3)
      program.insert(
        isInside
          ? "repeat 2 {\n\(rule)\nput x $i at \(draws.oneIn(2) ? "a" : "n1")\nrun 20ms\n}" : rule,
        at: min(2 + draws.below(program.count), program.count))
    }
    return program
  }

  private static let programs = 64
  private static let parts = 8

  /// The explicit script ends where the session stood, and no seed would make it end elsewhere.
  @Test(arguments: 0..<parts)
  func randomSessionsEndAlike(part: Int) {
    for seed in FuzzRounds.seeds(Self.programs, part: part, of: Self.parts) {
      let program = storm(seed)
      let disk = Disk()
      var options = disk.options(isInteractive: seed % 2 == 0)
      options.keepsGoing = seed % 2 == 1
      // With duplicates, what goes round becomes more and more.
      options.eventLimit = 5_000
      var bench = Bench(options)
      for entry in program { bench.run(entry, name: seed % 2 == 0 ? "<prompt>" : "main.repl") }
      // What was stopped by a limit cannot be saved.
      if bench.complaints.contains(where: { $0.message.hasPrefix("more than 5000 events") }) {
        continue
      }
      bench.complaints = []
      bench.sink = RecordingSink()
      let result = bench.run("save \"s.repl\" choices=explicit", name: "<prompt>")
      let text = disk["s.repl"]
      var other = Bench()
      other.interpreter.session.world.recordsChoices = true
      let ended = other.run(text)
      let isAlike =
        other.interpreter.session.calmDigest == bench.interpreter.session.calmDigest
        && other.interpreter.now == bench.interpreter.now
      #expect(
        result == .ok && ended == .ok && isAlike,
        "seed \(seed): \(bench.complaints.first?.message ?? "") \(bench.notes)")
      #expect(other.interpreter.session.world.takeDrawnStrokes().isEmpty)
      #expect(bench.notes.allSatisfy { $0.contains("still draws") }, "seed \(seed)")
      guard bench.notes.isEmpty else { continue }
      var elsewhere = Bench()
      elsewhere.run(text.replacing(/(?m)^seed \d+$/, with: "seed 9871"))
      #expect(
        "\(elsewhere.sink.reports)" == "\(other.sink.reports)"
          && elsewhere.interpreter.now == other.interpreter.now, "seed \(seed) decides something")
    }
  }

  @Test(arguments: Repository.files(under: "examples/faults", ending: ".repl"))
  func examplesEndAlike(file: String) throws {
    let disk = Disk()
    var bench = Bench(disk.options(isInteractive: false))
    #expect(bench.run(try Repository.text(file)) == .ok)
    #expect(bench.run("save \"s.repl\" choices=explicit") == .ok, "\(bench.complaints)")
    var other = Bench()
    #expect(other.run(disk["s.repl"]) == .ok, "\(other.complaints)")
    #expect(other.interpreter.session.calmDigest == bench.interpreter.session.calmDigest)
  }

  @Test func durationsAreExact() {
    let texts: [(Int64, String)] = [
      (1, "0.000001ms"), (1_000_000, "1ms"), (79_246_834, "79.246834ms"), (2_500_000, "2.5ms"),
      (3_612_500_000_000, "3612.5s"), (.max, "9223372036.854775807s"),
    ]
    for (ticks, text) in texts {
      #expect(Duration.decimalText(ticks) == text)
      #expect(Duration(text)?.ticks == ticks)
    }
  }
}
