import Commands
import Testing

struct TimeTests {
  private static let circle = """
    nodes a b c; topology ring; forwarding tags=none redundant=forward
    put title 1 at b

    """

  @Test(arguments: [
    ("step 0", "1:6 out-of-range"),
    ("step a", "1:6 wrong-kind"),
    ("step 1 2", "1:8 surplus-argument"),
    ("run", "1:4 missing-argument"),
    ("run 5", "1:5 wrong-kind"),
    ("run until", "1:10 missing-argument"),
    ("run until get k at a = 1", "1:11 predicate"),
    ("run until quiet now", "1:17 surplus-argument"),
    ("settle 5s", "1:8 surplus-argument"),
    ("settle within=5", "1:15 wrong-kind"),
    ("settle events=0", "1:15 out-of-range"),
    ("deliver", "1:8 missing-argument"),
    ("deliver a", "1:10 missing-argument"),
    ("deliver a->b#0", "1:12 wrong-kind"),
    ("deliver all to", "1:15 missing-argument"),
    ("deliver a->b to c", "1:14 surplus-argument"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test func stepSaysWhatWouldFreeWhatIsBlocked() {
    var bench = Bench()
    let text = "nodes a b c; link a -> b,c; put k 1 at a; pause b; partition a | c; step"
    #expect(bench.run(text) == .ok)
    #expect(
      bench.notes == [
        "nothing can be delivered: 2 messages blocked\n  1 on a->b: b is paused (`resume b`)\n"
          + "  1 on a->c: cut by a partition (`heal`)"
      ])
  }

  @Test func settleNamesWhatCirculates() {
    var bench = Bench()
    #expect(bench.run(Self.circle + "settle within=1s") == .budget)
    let complaint = bench.complaints.first
    #expect(complaint?.code == "budget")
    #expect(
      complaint?.message == "gave up after 1s and 100 events: b->c#34 … still circulating: "
        + "title (b:1) among a, b and c")
  }

  @Test func settleSaysHowMuchLongerItWouldTake() {
    var bench = Bench()
    #expect(bench.run("nodes a b; link a -> b latency=30s; put k 1 at a; settle") == .budget)
    #expect(
      bench.complaints.first?.message
        == "gave up after 0ms and 0 events: 1 message still under way, the next due at 30.001s")
    #expect(bench.complaints.first?.remedy == "`settle within=30s` gives it more")
  }

  @Test(arguments: ["settle within=1000s", "run 1000000s", "run until quiet", "step 1000000"])
  func whoWantsToStopIsHeard(statement: String) {
    var bench = Bench()
    bench.run(Self.circle)
    bench.sink.stopsAfter = 2
    #expect(bench.run(statement) == .interrupted)
    #expect(bench.interpreter.now < 100_000_000_000)
  }

  @Test func settleEndsAtItsNumberOfEvents() {
    var bench = Bench()
    #expect(bench.run(Self.circle + "settle within=1000s events=3000") == .budget)
    #expect(bench.events.count == 3000)
  }

  @Test func theClockStaysAtTheLastEventOfSettle() {
    var bench = Bench()
    bench.run("nodes a b; link a -> b; put k 1 at a; settle")
    #expect(bench.interpreter.now == 11_000_000)
    bench.run("run 50ms")
    #expect(bench.interpreter.now == 61_000_000)
  }

  @Test func untilIsRefusedOnceItCanHoldNoMore() {
    var bench = Bench()
    let text = "nodes a b; link a -> b; put k 1 at a; hold a->b\nrun until k at b = 1"
    #expect(bench.run(text) == .refused)
    let complaint = bench.complaints.first
    #expect(complaint?.message == "quiet, and still not: k at b = 1")
    #expect(complaint?.remedy == "messages are blocked: `release a->b`")
    #expect(complaint?.place.line == 2)
    #expect(complaint?.place.column == 11)
  }

  @Test func scriptsHearNothingOfSuccess() {
    var bench = Bench()
    bench.run("nodes a b; put k 1 at a; settle; run 5ms; run until quiet")
    #expect(bench.sink.reports.isEmpty)
  }

  @Test func writesAreNotTold() {
    var bench = Bench()
    bench.run("nodes a b; link a -> b; put k 1 at a; put k 2 at a; settle")
    let kinds = bench.events.map { line in
      if case .arrived(let message, _) = line.what { message.name } else { "?" }
    }
    #expect(kinds == ["a->b#1", "a->b#2"])
  }
}

extension Bench {
  /// The events told.
  var events: [EventLine] {
    sink.reports.reduce(into: []) { lines, report in
      if case .events(let more) = report { lines += more }
    }
  }
}
