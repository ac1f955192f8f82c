import Commands
import ScriptSyntax
import TestSupport
import Testing

/// Sessions written as scripts that lead to where they stood.
@Suite struct SaveTests {
  /// Enters statements one after the other, saves, and holds the saved script against the session.
  private func saved(_ entries: [String], _ disk: Disk = Disk()) -> String {
    var bench = Bench(disk.options())
    for entry in entries { bench.run(entry, name: "<prompt>") }
    #expect(bench.run("save \"s.repl\"", name: "<prompt>") == .ok, "\(bench.complaints)")
    #expect(bench.notes.allSatisfy { !$0.hasPrefix("s.repl") }, "\(bench.notes)")
    var other = Bench()
    #expect(other.run(disk["s.repl"]) == .ok, "\(other.complaints)\n\(disk["s.repl"])")
    #expect(other.interpreter.session.digest == bench.interpreter.session.digest)
    return disk["s.repl"]
  }

  /// The lines below the header.
  private func body(_ text: String) -> [String] {
    text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("# ") }
  }

  @Test func whatChangedSomethingIsSaved() {
    let text = saved([
      "nodes a b", "show nodes", "link a <-> b; put k 1 at a", "get k at a", "expect k at a = 1",
      "settle", "print 1",
    ])
    #expect(
      body(text) == [
        "seed 42", "nodes a b", "link a <-> b", "put k 1 at a", "get k at a", "settle",
      ])
    #expect(text.hasPrefix("# parley \(ToolVersion.current) session\n# digest "))
    let bytes = Array(text.utf8)
    #expect(ScriptFormatter.format(SourceText(name: "", bytes: bytes)).bytes == bytes)
    #expect(SavedHeader(bytes)?.kind == .session)
  }

  @Test func whatWasUndoneIsNot() {
    let text = saved(["seed 7", "nodes a b", "put k 1 at a", "nodes c", "undo 2", "put k 2 at b"])
    #expect(body(text) == ["seed 42", "seed 7", "nodes a b", "put k 2 at b"])
  }

  @Test func theFutureThatRunsIsSaved() {
    let text = saved(["nodes a", "fork other", "put k 1 at a", "switch other", "put k 2 at a"])
    #expect(body(text) == ["seed 42", "nodes a", "put k 2 at a"])
    let back = saved(["nodes a", "mark m", "put k 1 at a", "goto m", "put k 3 at a"])
    #expect(body(back) == ["seed 42", "nodes a", "put k 3 at a"])
  }

  @Test func namesMayBeGivenAnew() {
    _ = saved([
      "nodes a", "define d v { put k $v at a }", "d 1", "define d v { put k [$v] at a }", "d 2",
      "predicate p lua <<END\nreturn function() return true end\nEND",
      "predicate p lua <<END\nreturn function() return 1 == 1 end\nEND", "let x = 1",
      "let x = a->b",
    ])
  }

  @Test func filesStandInIt() {
    let disk = Disk([
      "setup.repl": "nodes a b\ninclude \"more.repl\"\n", "more.repl": "link a <-> b # both\n",
      "first.lua": "return function(key, siblings)\r\n  return siblings[1]\r\nend",
    ])
    let text = saved(
      [
        "include \"setup.repl\"", "strategy first lua file=\"first.lua\"", "resolve k with first",
        "repeat 2 { put k 1 at a; put k 2 at b; settle }", "define d { include \"more.repl\" }",
        "d",
      ], disk)
    #expect(!text.contains("include") && !text.contains("file="))
  }

  @Test func refusedHalfWayStaysSo() {
    let text = saved([
      "nodes a b c", "replication leaderless n=3 w=3 r=1", "crash b; crash c",
      "put k 1 at a", "section \"s\" { put j 1 at a w=1; put k 2 at a }", "get k at a",
    ])
    #expect(text.contains("expect error unavailable {\n  put k 1 at a\n}"))
  }

  @Test func answersAreWrittenOut() {
    let disk = Disk()
    var options = disk.options()
    options.ask = { _, siblings in siblings.count - 1 }
    var bench = Bench(options)
    for entry in [
      "nodes a b", "link a <-> b", "resolve k with ask on=read", "put k 1 at a", "put k 2 at b",
      "settle", "get k at a as ann", "settle", "save \"s.repl\"",
    ] {
      #expect(bench.run(entry, name: "<prompt>") == .ok, "\(entry)")
    }
    #expect(disk["s.repl"].contains("get k at a as ann\nput k 2 at a as ann\nsettle"))
    var other = Bench()
    other.run(disk["s.repl"])
    #expect(other.interpreter.session.digest == bench.interpreter.session.digest)
  }

  /// Enters statements, answering questions, and holds the saved script against the session.
  private func answered(_ entries: [String]) -> String {
    let disk = Disk()
    var options = disk.options()
    options.ask = { _, siblings in siblings.count - 1 }
    var bench = Bench(options)
    for entry in ["nodes a b c", "link a <-> b <-> c", "resolve * with ask on=read"] + entries {
      #expect(bench.run(entry, name: "<prompt>") == .ok, "\(entry): \(bench.complaints)")
    }
    bench.sink = RecordingSink()
    #expect(bench.run("save \"s.repl\"", name: "<prompt>") == .ok, "\(bench.complaints)")
    #expect(bench.notes == [], "\(disk["s.repl"])")
    var other = Bench()
    #expect(other.run(disk["s.repl"]) == .ok, "\(other.complaints)")
    #expect(other.interpreter.session.digest == bench.interpreter.session.digest)
    let parsed = Parser.parse(SourceText(name: "", bytes: Array(disk["s.repl"].utf8))).statements
    let again = Parser.parse(
      SourceText(name: "", bytes: Array(ScriptPrinter.print(parsed).utf8))
    ).statements
    #expect(parsed == again)
    return disk["s.repl"]
  }

  private static let conflict = "put k 1 at a; put k 2 at b; settle"

  @Test(arguments: [
    ("repeat 2 { \(conflict); get k at a as ann }", "get k at a as ann\nput k 2 at a as ann"),
    ("section \"s\" { \(conflict); get k at a as ann; settle }", "put k 2 at a as ann\nsettle"),
    ("\(conflict); for n in a c { get k at $n }", "get k at a\nput k 2 at a\nget k at c"),
    ("\(conflict); together { get k at a; put j 1 at c }", "{\n  get k at a\n  put k 2 at a\n"),
    (
      "\(conflict); expect error down { get k at a; crash b; put k 5 at b }",
      "{\n  get k at a\n  put k 2 at a\n  crash b\n"
    ),
    (
      "define look n { let m = $n; \(conflict); get k at $m }\nlook a\nsection \"t\" { look c }",
      "get k at c\nput k 2 at c"
    ),
    (
      "topology mesh; replication leaderless n=3 w=1 r=3; put k 1 at a; put k 2 at b blind\n"
        + "settle\n"
        + "section \"w\" { get k at a as ann &; wait }",
      "wait\nput k 2 at a as ann"
    ),
  ])
  func answersInBlocksAreWrittenOut(entries: String, expected: String) {
    let text = answered(entries.split(separator: "\n").map(String.init))
    #expect(text.contains(expected), "\(text)")
  }

  @Test func answersInBlocksAreReported() {
    let disk = Disk()
    var options = disk.options()
    options.ask = { _, siblings in siblings.count - 1 }
    var bench = Bench(options)
    for entry in [
      "nodes a b", "link a <-> b", "resolve k with ask on=read",
      "repeat 1 { \(Self.conflict); get k at a as ann; settle; expect k at b = 1 }",
    ] { bench.run(entry, name: "<prompt>") }
    bench.complaints = []
    #expect(bench.run("report \"bug.repl\"", name: "<prompt>") == .ok, "\(bench.complaints)")
    #expect(disk["bug.repl"].contains("# ends failed: k at b = 1\n"))
    var other = Bench()
    #expect(other.run(disk["bug.repl"]) == .failed)
    #expect(other.sink.reproduction?.difference == nil)
  }

  @Test func aFailedJudgementThatReadIsDenied() {
    let disk = Disk()
    var options = disk.options(isInteractive: false)
    options.keepsGoing = true
    var bench = Bench(options)
    bench.run("nodes a; put k 1 at a; expect get k at a = 2; put k 3 at a; save \"s.repl\"")
    #expect(disk["s.repl"].contains("expect not (get k at a = 2)"))
    var other = Bench()
    #expect(other.run(disk["s.repl"]) == .ok)
    #expect(other.interpreter.session.digest == bench.interpreter.session.digest)
  }

  @Test func refusals() {
    let disk = Disk(["mine.repl": "print 1\n", "empty.repl": ""])
    var bench = Bench(disk.options(isInteractive: false))
    for (script, code) in [
      ("save \"mine.repl\"", "state"), ("save \"../out.repl\"", "forbidden"),
      ("save \"full.repl\"", "state"), ("section \"s\" { save \"s.repl\" }", "state"),
      ("section \"s\" { report \"s.repl\" }", "state"), ("report \"mine.repl\"", "state"),
    ] {
      bench.complaints = []
      #expect(bench.run("reset\n\(script)") == .refused)
      #expect(bench.complaints.map(\.code) == [code], "\(script)")
    }
    #expect(disk["mine.repl"] == "print 1\n")
    #expect(bench.run("save \"mine.repl\" overwrite=on; save \"empty.repl\"") == .ok)
    #expect(bench.run("nodes z; save \"mine.repl\"") == .ok)
    #expect(disk["mine.repl"].contains("nodes z"))
  }

  @Test func whatWasStoppedCannotBeSaved() {
    let disk = Disk()
    var bench = Bench(disk.options())
    bench.run("nodes a", name: "<prompt>")
    bench.sink.stopsAfter = bench.sink.reports.count + 3
    #expect(
      bench.run("repeat 9 { print 1; put k 1 at a }", name: "<prompt>") == .interrupted)
    bench.sink = RecordingSink()
    #expect(bench.run("save \"s.repl\"", name: "<prompt>") == .refused)
    #expect(bench.run("undo; save \"s.repl\"", name: "<prompt>") == .ok)
  }

  // MARK: - Random programs

  private static let programs = 40
  private static let parts = 4

  @Test(arguments: 0..<parts)
  func randomSessionsLeadWhereTheyStood(part: Int) {
    for seed in FuzzRounds.seeds(Self.programs, part: part, of: Self.parts) {
      var generator = ProgramGenerator(seed: seed)
      let program = generator.program()
      let disk = Disk()
      var options = disk.options(isInteractive: seed % 2 == 0)
      options.keepsGoing = seed % 2 == 1
      var bench = Bench(options)
      if seed % 2 == 0 {
        for entry in program { bench.run(entry, name: "<prompt>") }
      } else {
        bench.run(program.joined(separator: "\n"))
      }
      bench.sink = RecordingSink()
      bench.run("save \"s.repl\"", name: "<prompt>")
      let text = disk["s.repl"]
      var other = Bench()
      let result = other.run(text)
      #expect(
        result == .ok && bench.notes.isEmpty
          && other.interpreter.session.digest == bench.interpreter.session.digest,
        "seed \(seed): \(bench.notes) \(other.complaints.first?.message ?? "")\n\(text)")
    }
  }
}
