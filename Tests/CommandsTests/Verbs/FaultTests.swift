import Simulation
import Testing

@testable import Commands

struct FaultTests {
  @Test(arguments: [
    ("drop a", "1:7 missing-argument"),
    ("drop a->b 2", "1:11 surplus-argument"),
    ("delay a->b", "1:11 missing-argument"),
    ("delay a->b -1ms", "1:12 out-of-range"),
    ("hold a", "1:7 missing-argument"),
    ("hold a->b replicat", "1:11 unknown-word"),
    ("hold a->b#2", "1:9 wrong-kind"),
    ("hold a->b replicate commit", "1:21 surplus-argument"),
    ("crash", "1:6 missing-argument"),
    ("crash a lose=mind", "1:14 unknown-word"),
    ("restart a lose=disk", "1:11 unknown-option"),
    ("fail a", "1:7 missing-argument"),
    ("fail a reads", "1:13 missing-argument"),
    ("partition a b", "1:14 missing-argument"),
    ("partition a |", "1:14 missing-argument"),
    ("partition a -> b | c", "1:18 surplus-argument"),
    ("heal a", "1:7 missing-argument"),
    ("skew a", "1:7 missing-argument"),
    ("skew a 3", "1:8 wrong-kind"),
    ("latency 5ms", "1:9 unknown-word"),
    ("latency all", "1:12 missing-argument"),
    ("latency replicat 5ms", "1:9 unknown-word"),
    ("latency a->b 90% pareto(1ms, 3) + 5% exp(1ms)", "1:14 out-of-range"),
    ("latency all pareto(0ms, 2)", "1:20 out-of-range"),
    ("latency all pareto(1ms, 0)", "1:25 out-of-range"),
    ("latency all pareto(1ms)", "1:23 wrong-kind"),
    ("latency a->b#2 exp(1ms)", "1:16 wrong-kind"),
    ("latency a +2", "1:12 wrong-kind"),
    ("loss all", "1:9 missing-argument"),
    ("loss all 5", "1:10 wrong-kind"),
    ("loss all 101%", "1:10 out-of-range"),
    ("loss a->b#2 5%", "1:13 surplus-argument"),
    ("loss al 5%", "1:6 unknown-word"),
    ("duplicates 5%", "1:12 wrong-kind"),
    ("drift a", "1:8 missing-argument"),
    ("drift a 50", "1:9 wrong-kind"),
    ("drift a 1000000ppm", "1:9 wrong-kind"),
    ("chaos", "1:6 missing-argument"),
    ("chaos rate=1", "1:12 wrong-kind"),
    ("chaos rate=0/s", "1:12 wrong-kind"),
    ("chaos rate=1/s kinds=crash,crash", "1:28 unknown-word"),
    ("chaos rate=1/s kinds=quake", "1:22 unknown-word"),
    ("latency all 3ms..1ms uniform", "1:13 out-of-range"),
    ("latency all 1..3ms uniform", "1:13 wrong-kind"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test(arguments: [
    ("crash a; crash a", "state", "a is down already"),
    ("pause a; pause a", "state", "a is paused already"),
    ("restart a", "state", "a is up already"),
    ("resume a", "state", "a is up already"),
    ("mend a", "state", "a takes writes already"),
    ("fail a writes; fail a writes", "state", "a refuses writes already"),
    ("pause a; restart a", "down", "a is paused"),
    ("hold a->b", "state", "there is no link a->b"),
    ("hold a->a", "state", "no node has a link to itself"),
    ("drop a->b", "state", "nothing is in flight on a->b"),
    ("partition a | a,b", "state", "a stands on both sides"),
    ("crash x", "unknown-node", "there is no node `x`"),
  ])
  func refusalsNameWhatIsSo(text: String, code: String, message: String) {
    var bench = Bench()
    #expect(bench.run("nodes a b\n" + text) == .refused)
    #expect(bench.complaints.map(\.code) == [code])
    #expect(bench.complaints.first?.message == message)
  }

  @Test func ofSeveralThoseThatAreSoAreLeftAlone() {
    var bench = Bench()
    #expect(bench.run("nodes a b c; crash a; crash all; restart all; expect up all") == .ok)
  }

  @Test func variablesStandForNodesAndDurations() {
    var bench = Bench()
    let text = """
      nodes a b c; topology mesh
      let low = 1
      for n in b c { latency a->$n 5ms; hold a->$n; release a->$n; crash $n; restart $n }
      latency all ${low}ms..3ms uniform
      skew a -${low}ms
      let p = 40
      loss all $p%
      latency all $p% pareto(${low}ms, 2) + 60% exp(1ms)
      for n in b c { latency $n +${low}ms; drift $n ${low}ppm; loss a->$n $p% }
      chaos rate=${low}/s for=${low}s
      """
    #expect(bench.run(text) == .ok, "\(bench.complaints.map(\.message))")
  }

  /// A run with faults at random, and one that states what chance has decided in the first.
  @Test(arguments: ["topology mesh", "replication leaderless n=3 w=1 r=1"])
  func whatChanceDecidedCanBeStated(setup: String) {
    let work = "repeat 8 { put k 1 at a; get k at b; put j 2 at c }; settle"
    let peace = "latency all 1ms; loss all 0%; duplicates all 0%"
    let rules = "latency all 80% pareto(1ms, 3) + 20% exp(9ms); loss all 10%; duplicates all 10%"
    let opening = "nodes a b c; \(setup); delivery any"
    var drawn = Bench()
    #expect(drawn.run("\(opening); \(rules)") == .ok)
    drawn.interpreter.session.world.recordsChoices = true
    #expect(drawn.run("\(work)") == .ok)
    let choices = drawn.interpreter.session.world.takeChoices()
    let statements = drawn.interpreter.session.statements(for: choices)
    #expect(statements.contains { $0.hasPrefix("loss ") })
    #expect(statements.contains { $0.hasPrefix("duplicates ") })
    var stated = Bench()
    #expect(stated.run(([opening] + statements + [work]).joined(separator: "\n")) == .ok)
    for text in [peace] {
      drawn.run(text)
      stated.run(text)
    }
    let fingerprints = [
      drawn.interpreter.session.world.fingerprint(), stated.interpreter.session.world.fingerprint(),
    ]
    #expect(fingerprints[0] == fingerprints[1])
  }

  @Test func sharesAndDriftsAreWrittenAsTheyAreRead() {
    let shares: [(Double, String)] = [
      (5, "5%"), (0.25, "0.25%"), (91.22, "91.22%"), (0.0000001, "0.0000001%"), (100, "100%"),
    ]
    for (percent, text) in shares { #expect(Share(percent: percent).text == text) }
    for text in ["50ppm", "-0.5ppm", "0ppm", "999999.999ppm", "0.001ppm"] {
      #expect(Drift.billionths(text).map { Drift.text($0) } == text)
    }
    for text in ["1000000ppm", "0.0001ppm", "ppm", "+5ppm", "5", "5 ppm", "--5ppm"] {
      #expect(Drift.billionths(text) == nil, "\(text)")
    }
    let rates: [(String, Tick?)] = [
      ("0.5/s", 2_000_000_000), ("2/s", 500_000_000), ("10/m", 6_000_000_000),
      ("1/d", 86_400_000_000_000),
      ("0/s", nil), ("-1/s", nil), ("1/", nil), ("/s", nil), ("1", nil), ("1/s/s", nil),
      ("0.000000001/s", 1_000_000_000_000_000_000), ("0.000000001/d", nil), ("2/ns", nil),
      ("9999999999/s", nil), ("1/ns", 1),
    ]
    for (text, interval) in rates { #expect(Rate.interval(text) == interval, "\(text)") }
  }

  @Test func thePromptIsToldWhatWasDone() {
    var options = SessionOptions()
    options.isInteractive = true
    var bench = Bench(options)
    let text = "nodes a b c; topology mesh; crash b,c; partition a | b c; skew a -3ms; hold a->b"
    bench.run(text, name: "<prompt>")
    #expect(
      bench.confirmations.suffix(4) == [
        "b and c: down", "cut: a | b and c", "the clock of a: -3ms", "holding a->b",
      ])
  }
}
