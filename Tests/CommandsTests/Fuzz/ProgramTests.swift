import Commands
import ScriptSyntax
import TestSupport
import Testing

/// What holds of every program that makes sense, whatever it does.
@Suite struct ProgramTests {
  /// How many programs; `PARLEY_FUZZ_ROUNDS` multiplies.
  private static let count = 160
  private static let parts = 8

  private func each(_ part: Int, _ check: (UInt64, [String]) -> Void) {
    for seed in FuzzRounds.seeds(Self.count, part: part, of: Self.parts) {
      var generator = ProgramGenerator(seed: seed)
      let program = generator.program()
      input(seed, program).watched { check(seed, program) }
    }
  }

  private func options(_ seed: UInt64) -> SessionOptions {
    var options = SessionOptions()
    options.keepsGoing = seed % 4 != 0
    options.statementLimit = 5_000
    return options
  }

  private func report(_ law: String, _ seed: UInt64, _ program: [String]) {
    Issue.record("\(input(seed, program).breaks(law))")
  }

  private func input(_ seed: UInt64, _ program: [String]) -> FuzzInput {
    FuzzInput(Array("\(program.joined(separator: "\n"))\n".utf8), seed: seed)
  }

  @Test(arguments: 0..<parts)
  func theyLoadAndEndAndSayTheSameTwice(part: Int) {
    each(part) { seed, program in
      let text = program.joined(separator: "\n")
      var first = SessionRun(options(seed))
      var second = SessionRun(options(seed))
      let results = [first.run(text), second.run(text)]
      if results[0] == nil {
        let said = String(decoding: first.transcript.text, as: UTF8.self)
        report("complained about: \(said)", seed, program)
      }
      if first.transcript.failures > 0 {
        let said = String(decoding: first.transcript.text, as: UTF8.self)
        report("what is true was found false: \(said)", seed, program)
      }
      if results[0] != results[1] || first.transcript.text != second.transcript.text
        || first.transcript.lines != second.transcript.lines
      {
        report("two runs differ", seed, program)
      }
      if first.fingerprint != second.fingerprint { report("two worlds differ", seed, program) }
      if first.fingerprint != first.recomputedFingerprint {
        report("the fingerprint was not kept", seed, program)
      }
      checkLines(first.transcript.lines, seed, program)
    }
  }

  private func checkLines(_ lines: [UInt8], _ seed: UInt64, _ program: [String]) {
    let end = UInt8(ascii: "\n")
    for line in lines.split(separator: end, omittingEmptySubsequences: false).dropLast() {
      guard let members = JSONCheck.members(of: line), members.contains("type") else {
        return report("no JSON object: \(String(decoding: line, as: UTF8.self))", seed, program)
      }
    }
    if let last = lines.last, last != end {
      report("the last line does not end", seed, program)
    }
  }

  @Test(arguments: 0..<parts)
  func theyReadAsTheyPrint(part: Int) {
    each(part) { seed, program in
      let text = program.joined(separator: "\n")
      let parsed = parse(text)
      let printed = ScriptPrinter.print(parsed)
      if parse(printed) != parsed { report("reads otherwise: \(printed)", seed, program) }
      let layout = ScriptFormatter.format(
        SourceText(name: "main.repl", bytes: Array(text.utf8))
      ).bytes
      var first = SessionRun(options(seed))
      var second = SessionRun(options(seed))
      var third = SessionRun(options(seed))
      let results = [first.run(text), second.run(printed), third.run(layout)]
      if results[0] != results[1] || first.fingerprint != second.fingerprint {
        report("does otherwise: \(printed)", seed, program)
      }
      if results[0] != results[2] || first.fingerprint != third.fingerprint {
        report("does otherwise: \(String(decoding: layout, as: UTF8.self))", seed, program)
      }
    }
  }

  private func parse(_ text: String) -> [Statement] {
    Parser.parse(SourceText(name: "main.repl", bytes: Array(text.utf8))).statements
  }

  @Test(arguments: 0..<parts)
  func aForkGoesItsOwnWay(part: Int) {
    each(part) { seed, program in
      var run = SessionRun(options(seed))
      for statement in program.prefix(program.count / 2) { run.run(statement) }
      let before = run.fingerprint
      let rest = program.suffix(program.count - program.count / 2).joined(separator: "\n")
      var first = run.fork()
      var second = run.fork()
      first.run("put diverging 1 at \(seed % 2 == 0 ? "a" : "n1")\nsettle events=50\ncrash up")
      first.run(rest)
      if run.fingerprint != before || run.recomputedFingerprint != before {
        report("a fork disturbed its origin", seed, program)
      }
      var third = run.fork()
      second.run(rest)
      third.run(rest)
      if second.transcript.lines != third.transcript.lines
        || second.fingerprint != third.fingerprint
      {
        report("a fork does not go on as its origin", seed, program)
      }
    }
  }

  /// Entry by entry: what is impossible is undone as a whole; what became of a request stays.
  @Test(arguments: 0..<parts)
  func anEntryThatIsImpossibleChangesNothing(part: Int) {
    each(part) { seed, program in
      var options = options(seed)
      options.isInteractive = true
      var run = SessionRun(options)
      for statement in program {
        let before = run.fingerprint
        let names = picture(run)
        run.transcript.codes = []
        let result = run.run(statement, named: "<prompt>")
        let isOutcome = run.transcript.codes.contains(where: Self.outcomes.contains)
        guard result == .failed || result == .refused && !isOutcome else { continue }
        if run.fingerprint != before || picture(run) != names {
          report("`\(statement)` failed and left traces", seed, program)
        }
      }
      if run.fingerprint != run.recomputedFingerprint {
        report("the fingerprint was not kept", seed, program)
      }
    }
  }

  /// The codes of requests that ended badly.
  private static let outcomes = ["unavailable", "timeout", "conflict"]

  /// Programs that never said anything, or of which everything was refused, would hold any law.
  @Test func everyVerbIsTriedAndMostThingsWork() {
    var verbs: Set<String> = []
    var codes: [String: Int] = [:]
    var statements = 0
    for seed in 0..<UInt64(Self.count) {
      var generator = ProgramGenerator(seed: seed)
      var run = SessionRun(options(1))
      for statement in generator.program() {
        collect(parse(statement), into: &verbs)
        run.run(statement)
        statements += 1
      }
      for code in run.transcript.codes { codes[code, default: 0] += 1 }
    }
    let untried = CommandTable.verbs.filter { !verbs.contains($0) }
    #expect(untried.sorted() == ["demo", "include", "laws", "quit", "report", "save"])
    #expect(codes.values.reduce(0, +) * 4 < statements, "\(codes)")
    #expect(
      ["down", "timeout", "unavailable", "conflict", "state"].allSatisfy { codes[$0] != nil })
  }

  private func collect(_ statements: [Statement], into verbs: inout Set<String>) {
    for statement in statements {
      verbs.insert(statement.verb)
      for item in statement.items {
        if case .block(let inner) = item.kind { collect(inner, into: &verbs) }
      }
    }
  }

  /// What can be seen of a session, by a session beside it.
  private func picture(_ run: borrowing SessionRun) -> [UInt8] {
    var fork = run.fork()
    let topics = [
      "", "nodes", "links", "in-flight", "strategies", "resolve", "clients", "stats", "log",
    ]
    for topic in topics { fork.run("show \(topic)") }
    return fork.transcript.lines
  }
}
