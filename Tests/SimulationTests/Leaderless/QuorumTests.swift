import Causality
import Replication
import Testing

@testable import Simulation

/// Quorums of a leaderless store: who is asked, who answers, how requests end.
@Suite struct QuorumTests {
  /// DDIA figure 5-10.
  @Test func `a quorum write, a quorum read and its repair`() {
    let lab = Lab.store(3)
    lab.putSettled("v6", at: .a)
    #expect(lab.shown() == [["v6"], ["v6"], ["v6"]])
    lab.step(.crash(.c, losingDisk: false))
    #expect(lab.putSettled("v7", at: .a) == .ok)
    lab.step(.restart(.c))
    #expect(lab.shown() == [["v7"], ["v7"], ["v6"]])
    #expect(lab.read(at: .c) == ["v7"])
    #expect(lab.shown() == [["v7"], ["v7"], ["v7"]])
    #expect(lab.count(.repairs) == 1)
    #expect(lab.read(at: .b) == ["v7"])
    #expect(lab.count(.repairs) == 1)
    #expect(lab.violations == [])
  }

  /// DDIA figure 5-11.
  @Test func `how many may be down`() {
    let lab = Lab.store(6, QuorumSetup(n: 5, w: 3, r: 3))
    lab.step(.crash(.a, losingDisk: false))
    lab.step(.crash(.b, losingDisk: false))
    #expect(lab.putSettled("x", at: .f) == .ok)
    #expect(lab.read(at: .f) == ["x"])
    lab.step(.crash(.c, losingDisk: false))
    let write = lab.put("y", at: .f)
    #expect(lab.outcome(write) == .unavailable(needed: 3, got: 2))
    let read = lab.get(at: .f)
    #expect(lab.outcome(read) == .unavailable(needed: 3, got: 2))
    lab.settle()
    #expect(lab.shown() == [[], [], ["x"], ["y"], ["y"], []], "what is reachable is still written")
  }

  @Test func `w of all n`() {
    let lab = Lab.store(3, QuorumSetup(n: 3, w: 3, r: 1))
    lab.step(.crash(.c, losingDisk: false))
    #expect(lab.putSettled("x", at: .a) == .unavailable(needed: 3, got: 2))
    #expect(lab.read(at: .a) == ["x"])
  }

  /// w + r = 2 with three replicas: stale unless the one read is the one written.
  @Test func `stale in six of nine`() {
    var stale = 0
    for to in 0..<Int32(3) {
      for from in 0..<Int32(3) {
        let lab = Lab.store(4, QuorumSetup(n: 3, w: 1, r: 1))
        lab.putSettled("old", at: .d, to: [.a, .b, .c])
        #expect(lab.putSettled("new", at: .d, to: [NodeID(to)]) == .ok)
        stale += lab.read(at: .d, from: [NodeID(from)]) == ["old"] ? 1 : 0
      }
    }
    #expect(stale == 6)
  }

  /// DDIA figure 5-12, with siblings.
  @Test func `concurrent writes in different orders`() {
    var setup = QuorumSetup(n: 3, w: 1, r: 1)
    setup.readRepair = .off
    let lab = Lab.store(5, setup)
    lab.step(.delivery(.any))
    lab.put("A", at: .d)
    lab.put("B", at: .e)
    lab.deliver(.d, .a)
    lab.drop(.e, .a)
    lab.deliver(.d, .b)
    lab.deliver(.e, .b)
    lab.deliver(.e, .c)
    lab.deliver(.d, .c)
    lab.settle()
    #expect(lab.shown().prefix(3) == [["A"], ["A", "B"], ["A", "B"]])
  }

  /// DDIA, limits of quorums: a write that failed is not rolled back.
  @Test func `a failed write stays where it landed`() {
    for isRead in [true, false] {
      let lab = Lab.store(4)
      lab.putSettled("v1", at: .d)
      lab.step(.failWrites(.b))
      lab.step(.failWrites(.c))
      #expect(lab.putSettled("v2", at: .d) == .unavailable(needed: 2, got: 1))
      lab.step(.mend(.b))
      lab.step(.mend(.c))
      #expect(lab.read(at: .d, from: isRead ? [.a, .b] : [.b, .c]) == [isRead ? "v2" : "v1"])
      #expect(lab.values(.k, at: .b) == [isRead ? "v2" : "v1"])
    }
  }

  @Test func `a request whose replicas do not answer ends in time, unknown`() {
    let lab = Lab.store(4)
    lab.step(.pause(.a))
    lab.step(.pause(.b))
    let write = lab.put("x", at: .d, timeout: 50_000_000)
    let read = lab.get(at: .d, timeout: 60_000_000)
    #expect(!lab.isQuiet)
    lab.settle()
    #expect([lab.outcome(write), lab.outcome(read)] == [.unknown, .unknown])
    #expect(lab.world.now == 60_000_000)
    #expect(lab.count(.timeouts) == 2)
    lab.step(.resume(.a))
    lab.step(.resume(.b))
    lab.settle()
    #expect(lab.shown() == [["x"], ["x"], ["x"], []], "it happened after all")
    #expect(lab.outcome(write) == .unknown)
    #expect(lab.violations == [])
  }

  /// riak_test `pr_pw`.
  @Test func `primaries only`() {
    var setup = QuorumSetup()
    setup.isSloppy = true
    let lab = Lab.store(4, setup)
    lab.step(.pause(.c))
    let all = lab.put("x", at: .a, primaries: .all, timeout: 20_000_000)
    let most = lab.put("x", at: .a, primaries: .majority)
    let read = lab.get(at: .a, primaries: .majority)
    lab.settle()
    #expect([lab.outcome(all), lab.outcome(most), lab.outcome(read)] == [.unknown, .ok, .ok])
    lab.step(.resume(.c))
    lab.step(.crash(.c, losingDisk: false))
    let write = lab.put("y", at: .a, primaries: .all)
    #expect(lab.outcome(write) == .unavailable(needed: 3, got: 2))
    #expect(lab.outcome(lab.get(at: .a, primaries: .all)) == .unavailable(needed: 3, got: 2))
    lab.step(.pause(.b))
    let second = lab.put("z", at: .a, primaries: .majority, timeout: 20_000_000)
    lab.settle()
    #expect(lab.outcome(second) == .unknown)
    lab.step(.restart(.c))
    #expect(lab.outcome(lab.put("z", at: .a, primaries: .majority)) == .pending)
    lab.settle()
    #expect(lab.outcome(lab.operation) == .ok)
  }

  /// A write in flight: one reader sees it, a later one does not.
  @Test(arguments: [QuorumSetup.ReadRepair.asynchronous, .synchronous])
  func `strict quorums are not linearizable unless repair comes first`(
    mending: QuorumSetup.ReadRepair
  ) {
    var setup = QuorumSetup(n: 3, w: 3, r: 2)
    setup.readRepair = mending
    let lab = Lab.store(4, setup)
    lab.putSettled("0", at: .d)
    lab.step(.hold(Arc(.d, .b), .writeRequest))
    lab.step(.hold(Arc(.d, .c), .writeRequest))
    let write = lab.put("1", at: .d)
    lab.deliver(.d, .a)
    if mending == .asynchronous { lab.step(.hold(Arc(.d, .b), .repair)) }
    let first = lab.get(at: .d, from: [.a, .b])
    while lab.outcome(first) == .pending { lab.step(.deliverNext) }
    #expect(lab.texts(lab.world.answer(of: first)?.values ?? []) == ["1"])
    let second = lab.get(at: .d, from: [.b, .c])
    while lab.outcome(second) == .pending { lab.step(.deliverNext) }
    let seen = lab.texts(lab.world.answer(of: second)?.values ?? [])
    #expect(seen == [mending == .synchronous ? "1" : "0"])
    #expect(lab.outcome(write) == .pending)
  }

  @Test func `a coordinator that crashes leaves its requests unknown`() {
    let lab = Lab.store(4)
    let write = lab.put("x", at: .d)
    let read = lab.get(at: .d)
    lab.step(.crash(.d, losingDisk: false))
    #expect([lab.outcome(write), lab.outcome(read)] == [.unknown, .unknown])
    lab.settle()
    #expect(lab.shown() == [["x"], ["x"], ["x"], []])
    #expect(lab.violations == [])
  }

  @Test func `requests that make no sense are refused`() {
    let lab = Lab.store(3)
    var request = ReadRequest(key: .k, node: .a)
    request.quorum.need = .number(4)
    #expect(lab.attempt(.read(request)) == .needOutOfRange(4, of: 3))
    request.quorum.need = .number(0)
    #expect(lab.attempt(.read(request)) == .needOutOfRange(0, of: 3))
    lab.step(.replication(.leaderless(QuorumSetup(n: 4, w: 1, r: 1))))
    #expect(
      lab.attempt(.read(ReadRequest(key: .k, node: .a))) == .tooFewReplicas(needed: 4, got: 3))
    #expect(
      lab.attempt(.replication(.leaderless(QuorumSetup(n: 3, w: 4, r: 1))))
        == .needOutOfRange(4, of: 3))
    #expect(lab.attempt(.ring(owners: [], isDistinct: true)) == .emptyRing)
    lab.step(.replication(.leaderless(QuorumSetup())))
    lab.put("x", at: .a)
    #expect(lab.attempt(.replication(.multiLeader(synchronous: false))) == .busy(2))
  }

  @Test func `a request that nobody watches leaves nothing behind`() {
    let lab = Lab.store(3)
    let before = lab.world.operations.quorums.operations.count
    for _ in 0..<50 {
      lab.write("x", at: .a)
      lab.settle()
      lab.step(.read(ReadRequest(key: .k, node: .b)))
      lab.settle()
    }
    #expect(lab.world.operations.quorums.operations.count <= before + 2)
    let watched = lab.put("y", at: .a)
    lab.settle()
    #expect(lab.outcome(watched) == .ok)
    lab.world.forget(watched)
    #expect(lab.outcome(watched) == .unknown)
    #expect(lab.violations == [])
  }

  @Test func `a trace tells who answered and what counted`() {
    let lab = Lab.store(4)
    lab.putSettled("x", at: .d)
    lab.events.removeAll()
    let read = lab.get(at: .d)
    lab.settle()
    let mine = lab.events.events.filter { $0.operation == read }
    #expect(mine.map(\.kind) == [.asked, .asked, .asked, .counted, .counted, .ended, .late])
    #expect(mine.filter { $0.kind == .counted }.map(\.message.arc.from) == [.a, .b])
    #expect(mine.allSatisfy { $0.key == .k })
    #expect(mine.first { $0.kind == .counted }?.version.dot.counter == 1)
  }
}
