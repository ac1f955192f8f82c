import Causality
import Commands
import Replication
@testable import Simulation
import Testing

struct LookingTests {
  @Test(arguments: [
    ("show nodes b", "1:12 surplus-argument"),
    ("show [1]", "1:6 wrong-kind"),
    ("why", "1:4 missing-argument"),
    ("why k at", "1:9 missing-argument"),
    ("why k b", "1:7 surplus-argument"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test func aMistypedTopicIsTakenForOne() {
    var bench = Bench()
    #expect(bench.run("show node") == .refused)
    #expect(bench.complaints.first?.code == "unknown-key")
    #expect(bench.complaints.first?.remedy == "did you mean `nodes`?")
  }

  @Test(arguments: [
    "link a <-> b; link b -> c latency=20ms; link c -> d latency=1ms..3ms",
    "topology ring", "topology mesh; unlink a -> c", "topology none",
  ])
  func topologyReadsBackAsTheSameLinks(text: String) throws {
    var bench = Bench()
    #expect(bench.run("nodes a b c d; \(text); show topology") == .ok)
    let printed = bench.notes
    let statements = try #require(printed.first)
    var other = Bench()
    let result = other.run("nodes a b c d\n\(statements)\nshow topology; show links")
    #expect(result == .ok)
    let again = other.notes
    #expect(again == [statements])
    bench.run("show links")
    let links = bench.tables.last?.rows.sorted { $0[0] < $1[0] }
    let linksAgain = other.tables.last?.rows.sorted { $0[0] < $1[0] }
    #expect(links == linksAgain)
  }

  @Test func lookingChangesNothing() {
    var bench = Bench()
    bench.run("nodes a b; link a <-> b; put k 1 at a; put k 2 at b; step")
    let before = (bench.interpreter.now, bench.interpreter.session.world.fingerprint(.timed))
    bench.run("show; show nodes; show links; show in-flight; show topology; show strategies")
    bench.run("show resolve; show clients; show stats; show log; show k; why k; why k at a")
    #expect(bench.interpreter.now == before.0)
    let after = bench.interpreter.session.world.fingerprint(.timed)
    #expect(after == before.1)
  }

  @Test func manyNodesAreShownInRows() {
    var bench = Bench()
    bench.run("nodes n1..n9; link n1 -> n2; put k 1 at n1; settle; resolve j with lww; show")
    let rows = bench.tables.last?.rows
    #expect(rows == [["k", "n1", "1"], ["k", "n2", "1"], ["j", "", "(none)"]])
  }

  @Test func whyTellsStampsAndTieRule() throws {
    var bench = Bench()
    bench.run("nodes a b; link a <-> b; resolve k with lww")
    bench.run("put k \"B\" at a stamp=5s; put k \"C\" at b stamp=5s; settle; why k at a")
    #expect(
      bench.notes == [
        """
        k at a: "C"
          "C" {b:1}: written at b at 2.000ms, came by b->a#1 at 12.000ms
          at 12.000ms lww clock=server tie=highest-node causality=ignore kept "C" {b:1} stamped \
        5.000s, not "B" {a:1} stamped 5.000s: equal stamps, tie=highest-node: b sorts after a
          lost: "B" {a:1}, acknowledged at a at 1.000ms; no node holds it any more
        """
      ])
  }

  @Test func logRemembersTheLastEventsOnly() {
    var log = DecisionLog()
    let key = KeyID(0)
    for position in 0..<100_000 { log.note(event(position, key: KeyID(Int32(position & 1)))) }
    #expect(log.recent(3).map(\.tick) == [99_997, 99_998, 99_999])
    #expect(log.decision(about: key, at: NodeID(0))?.tick == 99_998)
    #expect(log.history(of: key, at: NodeID(0), limit: 2).map(\.tick) == [99_998, 99_996])
    #expect(log.recent(.max).count <= 65_536)
    #expect(log.history(of: key, at: NodeID(0), limit: .max).count <= 32_768)
    #expect(log.decision(about: key, at: NodeID(1)) == nil)
  }

  private func event(_ tick: Int, key: KeyID) -> Event {
    let node = NodeID(0)
    return Event(
      kind: .resolved, tick: Tick(tick), node: node, message: MessageName(Arc(node, node), 0),
      messageKind: .replicate, key: key, version: .none, other: .none,
      ruling: EventRuling(strategy: .siblings, reason: .newerStamp))
  }
}

extension Bench {
  /// The tables shown.
  var tables: [TableReport] {
    sink.reports.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }
}
