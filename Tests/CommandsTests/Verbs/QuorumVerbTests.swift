import Commands
import Simulation
import Testing

struct QuorumVerbTests {
  @Test(arguments: [
    ("put k 1 at a w=0", "1:16 out-of-range"),
    ("put k 1 at a w=some", "1:16 wrong-kind"),
    ("put k 1 at a r=1", "1:14 unknown-option"),
    ("put k 1 at a to", "1:16 missing-argument"),
    ("get k at a w=1", "1:12 unknown-option"),
    ("get k at a from", "1:16 missing-argument"),
    ("place k", "1:8 missing-argument"),
    ("place k on", "1:11 missing-argument"),
    ("place k partition=-1", "1:19 out-of-range"),
    ("ring partitions=0", "1:17 out-of-range"),
    ("ring walk=round", "1:11 unknown-word"),
    ("ring a b", "1:6 surplus-argument"),
    ("preference", "1:11 missing-argument"),
    ("sync a", "1:7 missing-argument"),
    ("anti-entropy", "1:13 missing-argument"),
    ("anti-entropy every=0s", "1:20 out-of-range"),
    ("gc grace=10", "1:10 wrong-kind"),
    ("show quorum", "1:12 missing-argument"),
    ("latency all exp(5)", "1:17 wrong-kind"),
    ("latency all exp 5ms", "1:17 wrong-kind"),
    ("expect preference k", "1:20 missing-argument"),
    ("expect preference k = a", "1:23 wrong-kind"),
    ("expect get k at a from = 1", "1:24 wrong-kind"),
    ("expect get k at a r = 1", "1:24 predicate"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test(arguments: [
    ("run 10d", 864_000_000_000_000), ("run 1.5h", 5_400_000_000_000), ("run 2m", 120_000_000_000),
  ])
  func durationsHaveLongUnits(statement: String, expected: Tick) {
    var bench = Bench()
    bench.run("nodes a\n\(statement)")
    #expect(bench.interpreter.session.world.now == expected)
  }

  private static let three = "nodes c n1 n2 n3\nreplication leaderless\nplace x on n1..n3\n"

  /// The message of the refusal that a script ends in.
  private func refusal(_ script: String) -> String {
    var bench = Bench()
    #expect(bench.run(Self.three + script) == .refused)
    return bench.complaints.last.map { "\($0.code): \($0.message)" } ?? ""
  }

  @Test func refusalsSayWhoAnsweredAndWhoDidNot() {
    #expect(
      refusal("crash n2,n3\nput x 1 at n1")
        == "unavailable: needed 2, got 1: n1 answered; n2 and n3 are down")
    #expect(
      refusal("partition c,n1 | n2,n3\nget x at c")
        == "unavailable: needed 2, got 1: n1 can be reached; n2 and n3 cannot be reached")
    #expect(
      refusal("put x 1 at c to n1")
        == "unavailable: needed 2, got 1: n1 can be reached; n2 and n3 were not to be asked")
    #expect(
      refusal("fail n1,n2 writes\nput x 1 at c")
        == "unavailable: needed 2, got 1: n1 and n2 refuse writes; n3 can be reached")
    #expect(
      refusal("pause n2\nhold n3->c\nput x 1 at c timeout=50ms")
        == "timeout: needed 2, got 1 in 50ms: n1 answered; n2 is paused; n3 has not answered")
  }

  @Test func waitShowsReadsWithTheirKeys() {
    var bench = Bench()
    bench.run(Self.three + "put x 1 at c\nget x at c &\nget x at n1 &\nwait")
    let labels = bench.sink.reports.flatMap { report -> [String] in
      guard case .events(let events) = report else { return [] }
      return events.compactMap { event in
        if case .read(let values, _, _, _, false) = event.what {
          return "\(event.key) at \(event.node): \(values.map(\.json))"
        }
        return nil
      }
    }
    #expect(labels == ["x at c: [\"1\"]", "x at n1: [\"1\"]"])
  }

  @Test func whatWasNotAskedForIsForgotten() {
    var bench = Bench()
    bench.run(
      Self.three + "repeat 300 { put x 1 at c }\nput y 1 at c\nrepeat 300 { get x at c r=1 }")
    #expect(bench.complaints.isEmpty)
    bench.run("show quorum y")
    #expect(bench.notes.last == "no quorum was asked about y of late")
    bench.run("show quorum x")
    #expect(bench.notes.last?.hasPrefix("read of x at c, r=1") == true)
  }

  @Test func stampsAreJudgedByLastWriterWinsUntilTheModeIsLeft() {
    var bench = Bench()
    bench.run(
      """
      nodes a b
      resolve kept with siblings
      replication leaderless n=2 versions=stamps
      put x 1 at a blind stamp=2ms
      put x 2 at b blind stamp=1ms
      settle
      expect x = 1
      replication multi-leader
      put y 1 at a
      """)
    #expect(bench.complaints.isEmpty && bench.verdicts.isEmpty)
    #expect(bench.interpreter.session.names.bindings.fallback == nil)
  }
}
