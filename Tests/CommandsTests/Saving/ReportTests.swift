import Commands
import ScriptSyntax
import TestSupport
import Testing

/// Reports: they fail as the session did, and say whether they are reproduced.
@Suite struct ReportTests {
  private static let setup = [
    "nodes a b c", "link a <-> b <-> c", "resolve title with lww", "put other 5 at c",
    "put title \"B\" at a", "put title \"C\" at b", "settle", "show title",
  ]

  private func options(_ disk: Disk) -> SessionOptions {
    var options = disk.options()
    options.render = { Transcript.bytes(of: $0) }
    return options
  }

  private func run(_ text: String, name: String = "bug.repl") -> (RunResult?, Reproduction?) {
    var bench = Bench()
    let result = bench.run(text, name: name)
    return (result, bench.sink.reproduction)
  }

  /// Enters statements, of which the last fails, and reports.
  private func report(_ entries: [String], _ more: String = "") -> String {
    let disk = Disk()
    var bench = Bench(options(disk))
    for entry in entries { bench.run(entry, name: "<prompt>") }
    bench.complaints = []
    let result = bench.run("report \"bug.repl\" \(more)", name: "<prompt>")
    #expect(result == .ok, "\(bench.complaints)")
    return disk["bug.repl"]
  }

  @Test func aFailedEntryIsReported() throws {
    let text = report(Self.setup + ["expect title at c = \"B\"", "why title at c"])
    #expect(text.hasPrefix("# parley \(ToolVersion.current) report\n"))
    #expect(text.contains("\n# ends failed: title at c = \"B\"\n"))
    let (result, reproduction) = run(text)
    #expect(result == .failed)
    let found = try #require(reproduction)
    #expect(found.difference == nil)
    #expect(found.ending == "failed: title at c = \"B\"")
    let statements = Parser.parse(SourceText(name: "", bytes: Array(text.utf8))).statements
    #expect(statements.last?.verb == "expect")
    #expect(found.statements == statements.count)
  }

  @Test func whatTheFailureDoesNotNeedIsLeftOut() {
    let entries = Self.setup + ["expect title at c = \"B\""]
    let small = report(entries)
    let large = report(entries, "small=off")
    #expect(!small.contains("other 5") && large.contains("other 5"))
    #expect(small.utf8.count < large.utf8.count)
    #expect(large.contains("#> ") && run(large).0 == .failed)
  }

  /// Hears how a report is made smaller, and wants it to stop after so many runs.
  private struct WatchingSink: Sink {
    final class Seen {
      var sizes: [Int] = []
      var notes: [String] = []
    }
    let seen = Seen()
    var patience = Int.max
    mutating func begin(_ text: String) {}
    mutating func emit(_ report: Report) {
      if case .note(let text) = report { seen.notes.append(text) }
    }
    func shrinking(from before: Int, to now: Int, runs: Int) { seen.sizes.append(now) }
    var isStopping: Bool { seen.sizes.count >= patience }
  }

  /// Reports what statements lead to, stopping after so many runs.
  private func watched(
    _ entries: [String], patience: Int = .max
  ) throws -> (result: RunResult, seen: WatchingSink.Seen, text: String) {
    let disk = Disk()
    var bench = Bench(options(disk))
    for entry in entries { bench.run(entry, name: "<prompt>") }
    let source = SourceText(name: "<prompt>", bytes: Array("report \"bug.repl\"".utf8))
    guard case .program(let program) = bench.interpreter.load(source) else {
      throw CancellationError()
    }
    var sink = WatchingSink(patience: patience)
    let result = bench.interpreter.run(program, into: &sink) { _ in }
    return (result, sink.seen, disk["bug.repl"])
  }

  @Test(arguments: [Self.setup + ["expect title at c = \"B\""], Self.setup])
  func theWishToStopKeepsTheSmallestSoFar(entries: [String]) throws {
    let whole = try watched(entries)
    #expect(whole.result == .ok && whole.seen.notes.isEmpty)
    #expect(whole.seen.sizes.count > 8 && whole.seen.sizes == whole.seen.sizes.sorted(by: >))
    for patience in [1, 4, 7] {
      let stopped = try watched(entries, patience: patience)
      #expect(stopped.result == .interrupted && stopped.seen.sizes.count == patience)
      #expect(stopped.seen.notes.first?.hasPrefix("stopped while making it smaller: ") == true)
      #expect(stopped.text.utf8.count >= whole.text.utf8.count)
      let (_, reproduction) = run(stopped.text)
      #expect(reproduction != nil && reproduction?.difference == nil, "\(stopped.text)")
      let ends = whole.text.split(separator: "\n")[2]
      #expect(stopped.text.contains(ends))
    }
  }

  @Test func aReportThatWasStoppedHidesNoFailure() throws {
    let disk = Disk()
    var bench = Bench(options(disk))
    for entry in Self.setup + ["expect title at c = \"B\""] { bench.run(entry, name: "<prompt>") }
    bench.sink.isStopping = true
    #expect(bench.run("report \"bug.repl\"", name: "<prompt>") == .interrupted)
    bench.sink = RecordingSink()
    #expect(bench.run("report \"bug.repl\"", name: "<prompt>") == .ok)
    #expect(disk["bug.repl"].contains("# ends failed: title at c = \"B\"\n"))
  }

  @Test func aRefusedEntryIsReported() {
    let text = report(["nodes a b", "put k 1 at b", "crash a", "put k 2 at a"])
    #expect(text.contains("# ends refused: down\n"))
    #expect(run(text).0 == .refused)
    #expect(run(text).1?.difference == nil)
  }

  @Test func withoutAFailureTheStateIsReported() {
    let text = report(Self.setup + ["expect title at z = 1", "mark m", "let x = 4"])
    #expect(text.contains("# ends held\n"))
    #expect(run(text).0 == .ok)
    #expect(run(text).1?.difference == nil)
    #expect(text.contains("put title \"C\" at b"))
  }

  @Test func aChangedReportDiffersWhereItWasChanged() throws {
    let text = report(Self.setup + ["expect title at c = \"B\""], "small=off")
    let changed = text.replacing("put title \"B\" at a", with: "put title \"X\" at a")
    let (result, reproduction) = run(changed)
    #expect(result == .differed)
    let difference = try #require(reproduction?.difference)
    let lines = changed.split(separator: "\n", omittingEmptySubsequences: false)
    let line = try #require(lines.firstIndex { $0.contains("\"X\"") }) + 1
    #expect(difference.site == "bug.repl:\(line)")
    #expect(difference.statement == 6)
    guard case .digest = difference.finding else {
      Issue.record("\(difference)")
      return
    }
  }

  @Test func anotherEndDiffers() {
    let text = report(Self.setup + ["expect title at c = \"B\""], "small=off")
    let held = text.replacing("expect title at c = \"B\"", with: "expect title at c = \"C\"")
    let (result, reproduction) = run(held)
    #expect(result == .differed)
    #expect(
      reproduction?.difference?.finding
        == .ending(found: "held", expected: "failed: title at c = \"B\""))
    let short = text.replacing("expect title at c = \"B\"", with: "")
    #expect(run(short).0 == .differed)
  }

  @Test func aReportIsAScriptLikeAnyOther() {
    let text = report(Self.setup + ["expect title at c = \"B\""], "small=off")
    let source = SourceText(name: "", bytes: Array(text.utf8))
    #expect(ScriptFormatter.format(source).bytes == source.bytes)
    let body = text.split(separator: "\n").filter { !$0.hasPrefix("#=") }.dropFirst(3)
    let plain = run(body.joined(separator: "\n"))
    #expect(plain.0 == .failed && plain.1 == nil)
  }

  @Test func linesOfOutputStandBelowTheirStatements() {
    let text = report([
      "nodes a b; link a <-> b", "put k 1 at a", "settle", "get k at b", "crash z",
    ])
    #expect(text.contains("get k at b\n#> 1  {a:1}\n#= ") || !text.contains("get k"))
    let large = report(["nodes a b; link a <-> b", "put k 1 at a", "get k at b"], "small=off")
    #expect(large.contains("get k at b\n#> (none)\n#= "))
  }

  @Test func namesMayBeGivenAnew() {
    let text = report([
      "nodes a", "define d v { put $v 1 at a }", "d x", "define d v { put $v 2 at a }", "d x",
      "expect x at a = 1",
    ])
    #expect(run(text).0 == .failed && run(text).1?.difference == nil, "\(text)")
  }

  @Test func theSeedIsAlwaysStated() {
    let text = report(["nodes a", "put k 1 at a", "expect k at a = 2"])
    #expect(text.contains("\nseed 42\n#= "))
  }

  @Test func withKeepGoingTheFailureIsTheLast() {
    let disk = Disk()
    var options = options(disk)
    options.isInteractive = false
    options.keepsGoing = true
    var bench = Bench(options)
    bench.run("nodes a; put k 1 at a; expect k at a = 2; show k; report \"bug.repl\"")
    #expect(disk["bug.repl"].contains("# ends failed: k at a = 2\n"))
    #expect(run(disk["bug.repl"]).0 == .failed)
  }

  /// Every program's end can be reported, and the report is reproduced.
  @Test(arguments: 0..<4)
  func randomSessionsAreReproduced(part: Int) {
    for seed in FuzzRounds.seeds(12, part: part, of: 4) {
      var generator = ProgramGenerator(seed: seed)
      let program = generator.program()
      let disk = Disk()
      var bench = Bench(options(disk))
      for entry in program { bench.run(entry, name: "<prompt>") }
      bench.complaints = []
      bench.run("report \"bug.repl\" small=off", name: "<prompt>")
      let said = bench.complaints.first.map(\.message) ?? ""
      let (result, reproduction) = run(disk["bug.repl"])
      #expect(
        result != .differed && reproduction != nil && reproduction?.difference == nil,
        "seed \(seed): \(said)\n\(program.joined(separator: "\n"))")
    }
  }
}
