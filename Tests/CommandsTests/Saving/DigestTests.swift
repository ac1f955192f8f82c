import Commands
import ScriptSyntax
import TestSupport
import Testing

/// The identity of a session's state: equal where nothing can be told apart, else different.
@Suite struct DigestTests {
  private static func interactive() -> Bench {
    var options = SessionOptions()
    options.isInteractive = true
    return Bench(options)
  }

  /// The digest behind a script.
  private func digest(_ script: String) -> UInt64 {
    var bench = Bench()
    #expect(bench.run(script) == .ok, "\(script): \(bench.complaints.first?.message ?? "")")
    return bench.interpreter.session.digest
  }

  /// Literal digits: another build or machine must come to the same ones.
  ///
  /// A change of what the engine does or of what a state is made of may change them, on purpose.
  @Test(arguments: [
    ("nodes a b; link a <-> b; put k 1 at a; put k 2 at b; settle", "cffe7b94fcb29fb9"),
    (
      """
      nodes n1..n5; replication leaderless n=3 w=2 r=2; latency all 1ms..9ms
      crash n2; repeat 5 { put k$i $i at n1 as ann }; get k3 at n4 as ann
      """, "cd1b21e82fd372e0"
    ),
    (
      """
      seed 7; nodes a b c; topology ring; resolve * with lww; let x = [1, "é"]
      resolve likes with pn-counter
      define both k { put $k 1.5 at a; put $k $x at b }
      both title; run 15ms; partition a | b c; update likes increment 5 at c
      """, "ea16024427d7f81a"
    ),
  ])
  func fixedScriptsHaveFixedDigests(script: String, expected: String) {
    #expect(Digest.text(digest(script)) == expected)
  }

  @Test func everyPartCounts() {
    let opening = "nodes a b; link a <-> b; client ann home=a; put k 1 at a"
    let variants = [
      "put k 2 at a", "put k 1 at a", "put k 1 at b", "put j 1 at a", "put k 1 at a as ann",
      "put k 1 at a as bob", "get k at a as ann", "get k at a as bob", "get k at a", "let x = 1",
      "let x = 2", "let y = 1", "let x = \"1\"", "define d { put k 1 at a }",
      "define d { put k 2 at a }", "define e { put k 1 at a }", "client ann home=b",
      "client bob home=a", "client ann home=a guarantees=ryw", "settle", "run 1ms",
      "run 2ms", "nodes c", "nodes d", "nodes c zone=eu", "nodes c rank=-7", "remove b",
      "crash b", "pause b", "fail b writes", "hold a->b", "drop a->b", "duplicate a->b",
      "delay a->b 1ms", "partition a | b", "partition a -> b", "latency all 5ms",
      "latency all 1ms..9ms", "latency all exp(5ms)", "latency replicate 5ms",
      "link a -> b latency=5ms", "unlink a -> b", "resolve k with lww", "resolve k with fww",
      "resolve * with lww", "resolve k with lww on=read", "resolve k with lww delayed=5ms",
      "resolve k with lww on link a->b", "strategy s lww", "strategy s fww", "strategy t lww",
      "strategy s lww tie=local", "delivery any", "forwarding tags=none", "pace 2ms",
      "loss all 5%", "loss a->b 5%", "loss replicate 5%", "loss a->b#7", "duplicates all 5%",
      "duplicates a->b#7", "latency a->b#7 5ms", "latency a +5ms", "latency b +5ms",
      "latency all pareto(1ms, 2)", "latency all pareto(1ms, 3)",
      "latency all 50% 1ms + 50% 2ms", "latency all 40% 1ms + 60% 2ms", "drift b 50ppm",
      "chaos rate=1/s", "chaos rate=1/s for=2s", "chaos rate=1/s kinds=crash",
      "chaos rate=1/s nodes=a", "chaos rate=1/s mean-downtime=2s",
      "chaos crash a at=2s", "chaos crash b at=2s", "chaos pause b at=2s", "chaos crash b at=3s",
      "chaos crash b at=2s downtime=2s", "chaos drop a->b#1 at=2s", "chaos drop a->b#2 at=2s",
      "skew b 1ms", "replication multi-leader sync=all", "put k 1 at a &",
      "predicate p lua <<END\nreturn function(at) return true end\nEND",
      "predicate p lua <<END\nreturn function(at) return false end\nEND",
      "invariant p lua <<END\nreturn function(at) return true end\nEND",
    ]
    var seen: [UInt64: String] = [digest(opening): "nothing"]
    for variant in variants {
      let digest = digest("\(opening)\n\(variant)")
      if let other = seen.updateValue(variant, forKey: digest) {
        Issue.record("`\(variant)` and `\(other)` have the same digest")
      }
    }
    #expect(digest("seed 7") != digest("seed 8"))
    #expect(digest("nodes a; put k 1 at a; put k 2 at a") != digest("nodes a; put k 2 at a"))
  }

  @Test func whatOnlyLooksIsNoPart() {
    let opening = "nodes a b; link a <-> b; put k 1 at a"
    let looks = [
      "show k", "expect k at a = 1", "digest", "history", "mark here", "print 1", "help put",
      "why k at a", "diff a b", "undo; redo", "fork other; switch other; switch main",
    ]
    for look in looks { #expect(digest("\(opening)\n\(look)") == digest(opening), "\(look)") }
  }

  @Test func layoutIsNoPart() {
    let tight = "nodes a; define d x { put k $x at a; put j 'v' at a }; let v = a->b"
    let loose =
      "nodes a\n\ndefine d x {\n  put k $x at a # remark\n  put j 'v' at a\n}\nlet v = a->b"
    #expect(digest(tight) == digest(loose))
  }

  @Test func aWorldOfTheSeedComesBackWithIt() {
    let first = digest("nodes a; reset; nodes b; undo; reset")
    #expect(digest("reset; seed 7; undo; reset; nodes a; reset") == first)
    #expect(digest("seed 7; reset") != first)
  }

  // MARK: - Random programs

  private static let programs = 24
  private static let parts = 4

  /// The statements of a program of which each is a unit of `undo`.
  private func units(_ seed: UInt64) -> [String] {
    var generator = ProgramGenerator(seed: seed)
    return generator.program().filter { text in
      let source = SourceText(name: "", bytes: Array(text.utf8))
      let statements = Parser.parse(source).statements
      guard statements.count == 1, let verb = statements.first?.verb,
        let signature = CommandTable.signature(verb), !["get", "help"].contains(verb)
      else { return false }
      if ["predicate", "invariant"].contains(verb) { return true }
      return ![.looking, .checking, .travel].contains(signature.group)
    }
  }

  /// How many units led here.
  private func length(_ bench: inout Bench) -> Int {
    bench.run("history", name: "<prompt>")
    guard case .table(let table) = bench.sink.reports.last else { return -1 }
    return table.rows.count
  }

  @Test(arguments: 0..<parts)
  func undoAndRedoGiveTheDigestOfThePoint(part: Int) {
    for seed in FuzzRounds.seeds(Self.programs, part: part, of: Self.parts) {
      var bench = Self.interactive()
      var points: [UInt64] = [bench.interpreter.session.digest]
      for statement in units(seed) {
        let before = bench.interpreter.session.digest
        bench.run(statement, name: "<prompt>")
        let after = bench.interpreter.session.digest
        // What was refused as a whole left nothing behind, and no point.
        guard length(&bench) == points.count else {
          #expect(after == before, "seed \(seed): \(statement)")
          continue
        }
        bench.run("undo", name: "<prompt>")
        #expect(bench.interpreter.session.digest == before, "seed \(seed): undo \(statement)")
        bench.run("redo", name: "<prompt>")
        #expect(bench.interpreter.session.digest == after, "seed \(seed): redo \(statement)")
        points.append(after)
      }
      for number in points.indices.reversed() where number % 3 == 0 {
        bench.run("goto \(number)", name: "<prompt>")
        #expect(bench.interpreter.session.digest == points[number], "seed \(seed): \(number)")
      }
    }
  }

  @Test(arguments: 0..<parts)
  func twoRunsHaveTheSameDigests(part: Int) {
    for seed in FuzzRounds.seeds(Self.programs, part: part, of: Self.parts) {
      var generator = ProgramGenerator(seed: seed)
      let text = generator.program().joined(separator: "\n")
      var digests: [[UInt64]] = []
      for _ in 0..<2 {
        var options = SessionOptions()
        options.keepsGoing = true
        var bench = Bench(options)
        bench.sink.wantsDigests = true
        bench.run(text)
        #expect(bench.sink.digests.last == bench.interpreter.session.digest, "seed \(seed)")
        digests.append(bench.sink.digests)
      }
      #expect(digests[0] == digests[1], "seed \(seed)")
    }
  }
}
