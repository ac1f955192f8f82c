import Commands
import Replication
import Simulation
import Testing

struct ClientVerbTests {
  @Test(arguments: [
    ("get", "1:4 missing-argument"),
    ("get k", "1:6 missing-argument"),
    ("get k at a blind", "1:12 surplus-argument"),
    ("delete k", "1:9 missing-argument"),
    ("delete k 1 at a", "1:10 surplus-argument"),
    ("put k 1 & at a", "1:9 surplus-argument"),
    ("transaction { put x 1 }", "1:13 missing-argument"),
    ("transaction at a", "1:17 missing-block"),
    ("transaction at a { put x 1 at b }", "1:20 surplus-argument"),
    ("transaction at a { put x 1 & }", "1:28 surplus-argument"),
    ("transaction at a { get x at a }", "1:20 misplaced-statement"),
    ("transaction at a { repeat 2 { put x 1 at a } }", "1:20 misplaced-statement"),
    ("section \"s\" { put x 1 }", "1:22 missing-argument"),
    ("together", "1:9 missing-block"),
    ("wait 3", "1:6 surplus-argument"),
    ("client", "1:7 missing-argument"),
    ("client ann home=", "1:17 wrong-kind"),
    ("client ann hom=a", "1:12 unknown-option"),
    ("client ann guarantees=ryw", "1:12 unsupported"),
    ("pace 1", "1:6 wrong-kind"),
    ("pace -1ms", "1:6 out-of-range"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text).hasPrefix(expected))
  }

  @Test(arguments: [
    ("put k 1 at z", "unknown-node"), ("put k 1 as ann", "state"), ("get k as ann", "state"),
    ("crash b\nput k 1 at b", "down"), ("crash b\nget k at b", "down"),
    ("crash b\ntransaction at b { put k 1 }", "down"),
    ("fail b writes\nput k 1 at b", "unavailable"),
    ("fail b writes\ntransaction at b { put k 1 }", "unavailable"),
    ("pause b\nput k 1 at b", "timeout"), ("pause b\nget k at b", "timeout"),
    ("pause b\ntransaction at b { put k 1 }", "timeout"),
    ("client ann home=b\npause a,b\nput k 1 as ann", "unavailable"),
    ("wait", "state"),
    ("resolve k with error\nput k 1 at a\nput k 2 at a blind", "conflict"),
  ])
  func refusalsCarryTheirCodes(script: String, code: String) {
    var bench = Bench()
    #expect(bench.run("nodes a b\nlink a <-> b\n" + script) == .refused)
    #expect(bench.complaints.map(\.code) == [code])
    #expect(bench.complaints.allSatisfy { $0.remedy != nil })
  }

  @Test func nobodyComesIntoBeingByARefusal() {
    var bench = Bench()
    #expect(bench.run("nodes a\nput k 1 as ann") == .refused)
    #expect(bench.interpreter.session.names.clients.count == 0)
    #expect(bench.interpreter.session.names.keys.count == 0)
    #expect(bench.interpreter.now == 0)
  }

  @Test func statementsAreAPaceApart() {
    var bench = Bench()
    bench.run("nodes a\nput k 1 at a\nget k at a\ndelete k at a")
    #expect(bench.interpreter.now == 3_000_000)
    bench.run("pace 5ms\ntransaction at a { put x 1; put y 1 }")
    #expect(bench.interpreter.now == 8_000_000)
    bench.run("together { put x 2 at a; put y 2 at a; transaction at a { put x 3 } }")
    #expect(bench.interpreter.now == 13_000_000)
  }

  @Test func aPausedNodeCostsTheTimeout() {
    var bench = Bench()
    #expect(bench.run("nodes a b\nlink a -> b\nput k 1 at a\npause a") == .ok)
    #expect(bench.run("put k 2 at a timeout=30ms") == .refused)
    #expect(bench.interpreter.now == 32_000_000)
    #expect(bench.run("expect k at b = 1") == .ok)
  }

  @Test func aTransactionIsMadeAsAWhole() {
    var bench = Bench()
    bench.run("nodes a\nresolve strict with error\nput strict 1 at a\nput x 1 at a")
    #expect(bench.run("transaction at a { put x 2; put strict 2 blind; put y 2 }") == .refused)
    #expect(bench.complaints.map(\.code) == ["conflict"])
    #expect(bench.run("expect x at a = 1 and strict at a = 1 and y at a absent") == .ok)
    bench.run("let big = [1, 2]")
    #expect(bench.run("transaction at a { put x 3; put $big 1 }") == .refused)
    #expect(bench.run("expect x at a = 1") == .ok)
  }

  @Test func variablesStandInTransactions() {
    var bench = Bench()
    #expect(bench.run("nodes a\nfor k in x y { transaction at a { put $k 1; delete z } }") == .ok)
    #expect(bench.run("expect x at a = 1 and y at a = 1") == .ok)
  }

  @Test func aSharedInstantIssuesEverything() {
    var bench = Bench()
    bench.run("nodes a b\nlink a <-> b\ncrash b")
    #expect(bench.run("together { put x 1 at b; put y 1 at a; put z 1 at q }") == .refused)
    #expect(bench.complaints.map(\.code) == ["down"])
    #expect(bench.run("expect y at a = 1") == .ok)
    let before = bench.interpreter.now
    bench.run("put y 2 at a")
    #expect(bench.interpreter.now == before + 1_000_000)
  }

  @Test func synchronousWritesEndBeforeTheNextStatement() {
    var bench = Bench()
    bench.run("nodes a b c\nreplication multi-leader sync=all\nput k 1 at a")
    #expect(bench.run("expect k at all = 1") == .ok)
    #expect(bench.run("together { put k 2 at a; put k 3 at b }") == .refused)
    #expect(bench.complaints.map(\.code) == ["conflict"])
    #expect(bench.run("expect k at all = 2") == .ok)
    bench.run("put k 4 at a &\nput m 4 at b &")
    #expect(bench.run("expect k at b = 2") == .ok)
    #expect(bench.run("wait\nexpect k at all = 4 and m at all = 4") == .ok)
    #expect(bench.run("wait") == .refused)
  }

  @Test func tooFewLeadersAreSaid() {
    var bench = Bench()
    bench.run("nodes a b c\nreplication multi-leader sync=all\ncrash c")
    #expect(bench.run("put k 1 at a") == .refused)
    #expect(bench.complaints.first?.message == "the write needs 3 leaders, and 2 can be reached")
    bench.run("restart c\npause c")
    #expect(bench.run("put m 1 at a timeout=100ms") == .refused)
    #expect(bench.complaints.last?.code == "timeout")
  }

  @Test func homesAreTriedInOrder() {
    var bench = Bench()
    bench.run("nodes a b c\nclient ann home=b,c\nput x 1 as ann")
    #expect(bench.run("expect x at b = 1\ncrash b\nput x 2 as ann\nexpect x at c = 2") == .ok)
    #expect(bench.run("client ann home=a\nput y 1 as ann\nexpect y at a = 1") == .ok)
    #expect(bench.run("put z 1 at c as ann\nexpect z at c = 1") == .ok)
  }

  @Test func aMoveKeepsWhatWasSeen() {
    var bench = Bench()
    bench.run("nodes a b\nlink a <-> b\nclient ann home=a skew=-3ms\nput x 1 as ann")
    bench.run("client ann home=b\nput x 2 as ann")
    #expect(bench.interpreter.session.world.client(ClientID(0))?.skew == -3_000_000)
    #expect(bench.run("settle\nexpect x = 2 and conflicts = 0") == .ok)
  }
}
