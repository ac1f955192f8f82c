import Commands
import Consistency
@testable import Simulation
import Testing

/// What is remembered of a run, and judged.
struct HistoryPredicateTests {
  private static let pair = "nodes a b\nlink a <-> b\n"

  private func run(_ script: String) -> Bench {
    var bench = Bench()
    _ = bench.run(script)
    return bench
  }

  private func outcomes(_ script: String) -> [Consistency.Operation.Outcome] {
    let bench = run(script)
    return bench.interpreter.session.events.recorder.history.operations.map(\.outcome)
  }

  private func findings(_ script: String) -> [String] {
    let bench = run(script)
    return bench.verdicts.last?.findings ?? bench.complaints.map(\.code)
  }

  @Test func aWitnessTellsWhoSawWhat() {
    let script = Self.pair + "put k \"B\" at a as ann\nget k at b as ann\n"
    #expect(
      findings(script + "expect read-your-writes") == [
        "1.000ms ann: put k \"B\" at a  a:1", "2.000ms ann: get k at b → (none)",
        "missing: k a:1",
      ])
    #expect(findings(script + "expect not (read-your-writes as bob)") == ["state"])
    #expect(findings(script + "expect not monotonic-reads k").first?.contains("nothing") == true)
  }

  @Test func aNodeTellsWhatItTookInTooEarly() {
    let script =
      "nodes a b c\nlink a -> c latency=1s\nlink b -> c\nput x 1 at a as ann\n"
      + "put y 1 at b as ann\nrun 50ms\n"
    #expect(findings(script + "expect monotonic-writes").last == "missing at c: x a:1")
    #expect(run(script + "expect monotonic-writes y").verdicts.isEmpty)
  }

  @Test(arguments: [
    // A rule that looks at stamps only loses one of two concurrent writes.
    ("resolve * with lww\nput k 1 at a\nput k 2 at b\nsettle\n", false),
    ("resolve * with lww\nput k 1 at a\nsettle\nput k 2 at b\nsettle\n", true),
    ("put k 1 at a\nput k 2 at b\nsettle\n", true),
    ("resolve * with union\nput k 1 at a\nput k 2 at b\nsettle\n", true),
    ("resolve * with lww delayed=5ms\nput k 1 at a\nput k 2 at b\nsettle\n", false),
    ("resolve * with skip\nput k 1 at a\nput k 2 at b\nsettle\n", true),
    ("put k 1 at a\ncrash a lose=disk\nrestart a\n", true),
    ("put k 1 at a\ndrop a->b\ncrash a lose=disk\n", false),
    ("put k 1 at a\ndrop a->b\nremove a\n", false),
  ])
  func lostUpdates(script: String, holds: Bool) {
    let bench = run(Self.pair + script + "settle\nexpect no-lost-updates")
    // What is still in flight is stored nowhere, and is not lost by that.
    #expect(bench.verdicts.isEmpty == holds, "\(script) \(bench.complaints)")
  }

  @Test func outcomesAreThree() {
    let synchronous = Self.pair + "replication multi-leader sync=all\n"
    #expect(outcomes(synchronous + "put k 1 at a") == [.ok])
    #expect(outcomes(synchronous + "put k 1 at a &") == [.unknown])
    #expect(outcomes(synchronous + "crash b\nput k 1 at a") == [.unknown])
    #expect(
      outcomes(synchronous + "together { put k 1 at a; put k 2 at b }").contains(.failed))
    let quorum = "nodes n1 n2 n3\nreplication leaderless n=3 w=2 r=2\n"
    #expect(outcomes(quorum + "put k 1 at n1\nget k at n2") == [.ok, .ok])
    #expect(
      outcomes(
        quorum + "crash n2\ncrash n3\nexpect error unavailable { put k 1 at n1 }\nget k at n1")
        == [.unknown, .failed])
    #expect(outcomes(Self.pair + "crash a\nput k 1 at a").isEmpty)
  }

  @Test func whatIsPurgedWasSeen() {
    let script =
      Self.pair + "put k 1 at a\nsettle\nget k at b as ann\ndelete k at a\nsettle\n"
      + "gc grace=0ms\nget k at b as ann\nexpect monotonic-reads"
    let bench = run(script)
    #expect(bench.verdicts.isEmpty && bench.complaints.isEmpty, "\(bench.complaints)")
  }

  @Test func whatIsUndoneDidNotHappen() {
    var options = SessionOptions()
    options.isInteractive = true
    var bench = Bench(options)
    bench.run(Self.pair)
    bench.run("put k 1 at a as ann\nexpect quiet")
    #expect(bench.interpreter.session.events.recorder.history.operations.isEmpty)
    bench.run("put k 1 at a as ann")
    let fork = bench.interpreter.session.fork()
    bench.run("get k at b as ann")
    #expect(fork.events.recorder.history.operations.count == 1)
    #expect(bench.interpreter.session.events.recorder.history.operations.count == 2)
    bench.run("reset")
    #expect(bench.interpreter.session.events.recorder.history.operations.isEmpty)
  }

  @Test func whatIsNotKeptIsNotJudged() {
    var bench = Bench()
    bench.interpreter.session.events.recorder = HistoryRecorder(limit: 2)
    #expect(bench.run(Self.pair + "put k 1 at a\nget k at a\nexpect linearizable") == .ok)
    #expect(bench.run("get k at a\nexpect linearizable") == .budget)
    #expect(bench.complaints.map(\.code) == ["budget"])
    #expect(bench.run("expect not linearizable") == .budget)
  }
}
