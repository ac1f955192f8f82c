import Commands
import ScriptSyntax
import Testing

@Suite struct ScriptShrinkerTests {
  private var options: SessionOptions {
    var options = SessionOptions()
    options.files = Files { path, _ in
      guard path == "setup.repl" else { return .failure(FileProblem(reason: "no such file")) }
      return .success(
        SourceFile(
          canonicalName: "/setup.repl", name: path, bytes: Array(PlantedFailure.setup.utf8)))
    }
    return options
  }

  private func shrink(
    _ text: String, seed: UInt64 = 42, _ watch: ShrinkWatch = ShrinkWatch()
  ) -> ShrinkOutcome {
    var options = options
    options.seed = seed
    let source = SourceText(name: "main.repl", bytes: Array(text.utf8))
    return ScriptShrinker.smallest(source, options, watch)
  }

  private func shrunk(
    _ text: String, seed: UInt64 = 42, _ watch: ShrinkWatch = ShrinkWatch()
  ) throws -> ShrunkScript {
    guard case .shrunk(let script) = shrink(text, seed: seed, watch) else {
      throw Unshrunk()
    }
    return script
  }

  private struct Unshrunk: Error {}

  @Test(arguments: PlantedFailure.all)
  func aPlantedFailureIsFound(planted: PlantedFailure) throws {
    let script = try shrunk(planted.script)
    #expect(ScriptPrinter.print(script.statements) == planted.smallest + "\n")
    #expect(script.runs <= planted.runs)
    #expect(script.isMinimal && !script.isInterrupted)
    #expect(script.size < script.sizeBefore)
  }

  /// Judged without the shrinker: the smallest fails, and without any one statement it does not,
  /// or not so.
  @Test(arguments: PlantedFailure.all)
  func noStatementOfTheSmallestCanGo(planted: PlantedFailure) throws {
    let statements = Parser.parse(
      SourceText(name: "main.repl", bytes: Array(planted.smallest.utf8))
    ).statements
    let failure = self.failure(of: statements)
    #expect(failure != nil)
    for index in statements.indices {
      var fewer = statements
      fewer.remove(at: index)
      guard let other = self.failure(of: fewer) else { continue }
      #expect(other != failure, "without \(ScriptPrinter.print(statements[index]))")
    }
  }

  /// How statements fail: a code and a message, or a judgement and what was found, and whether
  /// something is in flight that could come yet.
  private func failure(of statements: [Statement]) -> [String]? {
    var bench = Bench(options)
    let result = bench.run(ScriptPrinter.print(statements))
    guard let result, result != .ok else { return nil }
    return bench.complaints.map { $0.code + $0.message } + bench.verdicts.flatMap(\.findings)
      + ["\(bench.interpreter.inFlight == 0)"]
  }

  @Test func whatHoldsOrHasMistakesIsNotShrunk() {
    if case .held = shrink("nodes a\nput x 1 at a\n") {} else { Issue.record("it holds") }
    if case .held = shrink("nodes a\nquit\nput x 1 at b") {} else { Issue.record("it quits") }
    guard case .mistakes(let complaints) = shrink("nodes a\nfrobnicate a\n") else {
      Issue.record("it has a mistake")
      return
    }
    #expect(complaints.map(\.code) == ["unknown-verb"] && complaints.first?.place.line == 2)
  }

  @Test func theWishToStopKeepsTheBestSoFar() throws {
    let planted = PlantedFailure.all[0]
    var asked = 0
    var watch = ShrinkWatch()
    watch.isStopping = {
      asked += 1
      return asked > 300
    }
    let script = try shrunk(planted.script, watch)
    #expect(script.isInterrupted && !script.isMinimal)
    #expect(script.size < script.sizeBefore)
    #expect(failure(of: script.statements) != nil)
    watch.isStopping = { true }
    if case .interrupted = shrink(planted.script, watch) {} else { Issue.record("not stopped") }
  }

  @Test func aLimitEndsTheSearchHonestly() throws {
    var watch = ShrinkWatch()
    watch.limit = 10
    let script = try shrunk(PlantedFailure.all[0].script, watch)
    #expect(!script.isMinimal && !script.isInterrupted)
    #expect(failure(of: script.statements) != nil)
  }

  @Test func progressNeverGrows() throws {
    var sizes: [Int] = []
    var watch = ShrinkWatch()
    watch.progress = { before, now, _ in
      #expect(now <= before)
      sizes.append(now)
    }
    let script = try shrunk(PlantedFailure.all[1].script, watch)
    #expect(sizes == sizes.sorted(by: >) && sizes.last == script.size)
  }

  /// A run that never ends, but for one statement, must not keep the search.
  @Test func aCandidateThatRunsForEverIsGivenUp() throws {
    let script = try shrunk(
      """
      nodes a b
      link a <-> b
      forwarding tags=none redundant=forward
      forwarding tags=path
      put x 1 at a
      run 100000s
      crash b
      put x 2 at b
      """)
    #expect(ScriptPrinter.print(script.statements) == "nodes b\ncrash b\nput x 0 at b\n")
  }

  @Test func theSeedIsWrittenDownWhereItMatters() throws {
    let needed = """
      nodes a b
      link a -> b
      latency all 1ms..9ms
      put x 1 at a
      run 4ms
      expect x at b = 1
      """
    let seeds = (1...40).filter { seed in
      var options = SessionOptions()
      options.seed = UInt64(seed)
      var bench = Bench(options)
      return bench.run(needed) == .failed
    }
    let seed = try #require(seeds.first { (try? shrunk(needed, seed: UInt64($0))) != nil })
    let script = try shrunk(needed, seed: UInt64(seed))
    #expect(failure(of: script.statements) != nil)
    #expect(try shrunk("nodes a\nput x 1 at b", seed: 7).statements.map(\.verb) == ["put"])
  }

  @Test func aJudgementIsKeptAsItIsWritten() throws {
    let script = try shrunk(
      "nodes a b\nput x 12 at a\nexpect  x at a   = 'B'  or x at a = \"long text\"\n")
    #expect(
      ScriptPrinter.print(script.statements)
        == "nodes a\nput x 0 at a\nexpect x at a = 'B' or x at a = \"long text\"\n")
  }

  @Test func valuesBecomeSmaller() throws {
    let script = try shrunk(
      """
      nodes a
      put x {"k": [1, 2, 3], "text": "hello", "n": -7.5} at a
      update x increment 3 at a
      """)
    #expect(ScriptPrinter.print(script.statements) == "nodes a\nupdate x increment at a\n")
    let large = try shrunk("nodes a\nput x 900 at a\nput y [5, 600, 7] at a\nexpect x at a < 321\n")
    #expect(
      ScriptPrinter.print(large.statements) == "nodes a\nput x 321 at a\nexpect x at a < 321\n")
  }

  @Test func codeIsLeftAlone() throws {
    let script = try shrunk(
      """
      nodes a
      predicate even lua <<END
      return function(at)
        local x = at.get("x")
        return x == nil or x % 2 == 0
      end
      END
      put x 8 at a
      put x 77 at a
      expect even
      """)
    #expect(script.statements.map(\.verb) == ["nodes", "predicate", "put", "expect"])
    #expect(ScriptPrinter.print(script.statements).contains("x % 2 == 0"))
  }
}
