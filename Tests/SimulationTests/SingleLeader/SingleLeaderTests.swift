import Causality
import Replication
import Testing

@testable import Simulation

extension Lab {
  /// Nodes under one leader, the first, and two keys.
  static func led(_ nodes: Int, _ waiting: LeaderSetup.Waiting = .none) -> Lab {
    let lab = Lab()
    lab.step(.addNodes(count: nodes))
    lab.step(.addKey(KeyRules()))
    lab.step(.addKey(KeyRules()))
    lab.step(.replication(.singleLeader(LeaderSetup(leader: .a, waiting: waiting))))
    return lab
  }

  var positions: [Int] { world.leadership?.positions ?? [] }

  /// The acknowledged writes that were reported as lost, in order of report.
  var reported: [String] {
    texts(events.events.filter { $0.kind == .lost }.map(\.version.value))
  }
}

/// Replication from one leader: log order, waiting for followers, failover.
@Suite struct SingleLeaderTests {
  @Test func `followers take entries in the order of the log`() {
    let lab = Lab.led(3)
    lab.write("1", at: .a)
    lab.write("2", at: .a)
    lab.write("3", at: .a)
    lab.deliver(.a, .b, 3)
    lab.deliver(.a, .b, 2)
    #expect(lab.values(.k, at: .b) == [])
    #expect(lab.count(.buffered, at: .b) == 2)
    lab.deliver(.a, .b, 1)
    #expect(lab.values(.k, at: .b) == ["3"])
    #expect(lab.count(.applied, at: .b) == 3 && lab.count(.redundant) == 0)
    lab.settle()
    #expect(lab.positions == [3, 3, 3] && lab.isConverged && lab.isQuiet)
    #expect(lab.count(.conflicts) == 0 && lab.violations == [])
  }

  @Test func `a copy of an entry is redundant`() {
    let lab = Lab.led(2)
    lab.write("1", at: .a)
    lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
    lab.settle()
    #expect(lab.count(.redundant) == 1 && lab.positions == [1, 1])
  }

  @Test func `a follower takes no writes`() {
    let lab = Lab.led(2)
    let request = WriteRequest(key: .k, value: lab.world.values.intern("1"), node: .b)
    #expect(lab.attempt(.write(request)) == .follows(.b, leader: .a))
    lab.step(.crash(.a, losingDisk: false))
    #expect(lab.attempt(.write(request)) == .follows(.b, leader: .a))
  }

  @Test func `what clients have not seen is replaced all the same`() {
    let lab = Lab.led(2)
    lab.write("1", at: .a)
    lab.write("2", at: .a, context: .blind)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["2"] && lab.count(.conflicts) == 0)
  }

  // MARK: Waiting

  @Test func `a write waits for the followers that it names`() {
    let lab = Lab.led(3, .nodes([.b]))
    lab.step(.hold(Arc(.a, .c), nil))
    lab.write("1", at: .a)
    let operation = lab.operation
    #expect(lab.outcome(operation) == .pending)
    lab.settle()
    #expect(lab.outcome(operation) == .ok)
    #expect(lab.positions == [1, 1, 0])
    #expect(lab.world.arrivals(of: .writeAck) == 1)
  }

  @Test func `a write that cannot be confirmed stays in the log`() {
    let lab = Lab.led(3, .all)
    lab.step(.crash(.c, losingDisk: false))
    lab.write("1", at: .a)
    #expect(lab.outcome(lab.operation) == .unavailable(needed: 3, got: 2))
    lab.settle()
    #expect(lab.positions == [1, 1, 0])
    lab.step(.restart(.c))
    lab.settle()
    #expect(lab.positions == [1, 1, 1])
  }

  @Test func `a write that is not confirmed in time is unknown`() {
    let lab = Lab.led(2, .all)
    lab.step(.hold(Arc(.b, .a), .writeAck))
    lab.write("1", at: .a, timeout: 30_000_000)
    let operation = lab.operation
    lab.settle()
    #expect(lab.outcome(operation) == .unknown && lab.count(.timeouts) == 1)
    lab.step(.release(Arc(.b, .a), nil))
    lab.settle()
    #expect(lab.outcome(operation) == .unknown)
  }

  @Test func `a later entry confirms those before it`() {
    let lab = Lab.led(2, .all)
    lab.write("1", at: .a)
    let first = lab.operation
    lab.write("2", at: .a)
    lab.deliver(.a, .b, 1)
    lab.deliver(.a, .b, 2)
    lab.step(.drop(MessageName(Arc(.b, .a), 1)))
    lab.settle()
    #expect(lab.outcome(first) == .ok && lab.outcome(lab.operation) == .ok)
  }

  // MARK: Failover

  @Test func `what the new leader never received is lost and reported`() {
    let lab = Lab.led(3)
    lab.write("1", at: .a)
    lab.settle()
    lab.write("2", at: .a)
    lab.write("3", at: .a, on: .l)
    lab.step(.crash(.a, losingDisk: false))
    #expect(lab.count(.lost) == 0)
    lab.step(.promote(.b))
    #expect(lab.reported == ["2", "3"] && lab.count(.lost) == 2)
    lab.settle()
    #expect(lab.values(.k, at: .c) == ["1"], "what the old leader sent is ignored")
    lab.write("4", at: .b)
    lab.settle()
    #expect(lab.values(.k, at: .a) == ["2"], "the old leader is down and knows nothing")
    lab.step(.restart(.a))
    #expect(lab.values(.k, at: .a) == ["1"] && lab.values(.l, at: .a) == [])
    lab.settle()
    #expect(lab.shown(.k) == [["4"], ["4"], ["4"]] && lab.positions == [2, 2, 2])
    #expect(lab.count(.lost) == 2 && lab.violations == [])
  }

  @Test func `a lost write comes back with the leader that has it`() {
    let lab = Lab.led(3)
    lab.write("1", at: .a)
    lab.step(.crash(.a, losingDisk: false))
    lab.step(.promote(.b))
    lab.step(.crash(.b, losingDisk: false))
    lab.step(.restart(.a))
    lab.step(.promote(.a))
    #expect(lab.count(.lost) == 0)
    lab.settle()
    #expect(lab.values(.k, at: .c) == ["1"])
  }

  @Test func `followers ahead of the new leader lose the rest too`() {
    let lab = Lab.led(3)
    lab.write("1", at: .a)
    lab.deliver(.a, .c, 1)
    lab.step(.promote(.b))
    #expect(lab.shown(.k) == [[], [], []] && lab.count(.lost) == 1)
    #expect(lab.events.events.count { $0.kind == .cutOff } == 2)
  }

  @Test func `a planned change of leaders loses nothing that was confirmed`() {
    let lab = Lab.led(2, .all)
    lab.write("1", at: .a)
    lab.settle()
    lab.step(.promote(.b))
    #expect(lab.count(.lost) == 0)
    lab.write("2", at: .b)
    lab.settle()
    #expect(lab.shown(.k) == [["2"], ["2"]] && lab.world.leadership?.term == 2)
  }

  @Test func `a write that was cut off is never confused with a later one`() {
    let lab = Lab.led(2)
    lab.step(.client(ClientID(0), ClientSetup()))
    lab.write("1", at: .a)
    lab.step(.promote(.b))
    lab.step(.promote(.a))
    lab.write("2", at: .a)
    #expect(lab.versions(.k, at: .a).map(\.dot.counter) == [2])
  }

  @Test func `a pending write of the old leader ends as unknown`() {
    let lab = Lab.led(3, .nodes([.c]))
    lab.write("1", at: .a)
    let operation = lab.operation
    lab.step(.promote(.b))
    #expect(lab.outcome(operation) == .unknown && lab.count(.lost) == 0)
    lab.settle()
    #expect(lab.count(.lost) == 0, "nobody was told that it succeeded")
  }

  @Test func `promotions that make no sense are refused`() {
    let lab = Lab.led(2)
    #expect(lab.attempt(.promote(.a)) == .leads(.a))
    lab.step(.crash(.b, losingDisk: false))
    #expect(lab.attempt(.promote(.b)) == .down(.b))
    #expect(Lab.mesh(2).attempt(.promote(.b)) == .noLog)
  }

  @Test func `a leader that loses its log leads no more`() {
    let lab = Lab.led(2)
    lab.write("1", at: .a)
    lab.settle()
    lab.step(.crash(.a, losingDisk: true))
    lab.step(.restart(.a))
    let request = WriteRequest(key: .k, value: lab.world.values.intern("2"), node: .a)
    #expect(lab.attempt(.write(request)) == .noLeader)
    lab.step(.promote(.b))
    lab.settle()
    #expect(lab.values(.k, at: .a) == ["1"] && lab.count(.lost) == 0)
  }

  // MARK: Repair

  @Test func `a comparison brings what was dropped`() {
    let lab = Lab.led(3)
    lab.write("1", at: .a)
    lab.write("2", at: .a, on: .l)
    lab.step(.drop(MessageName(Arc(.a, .b), 1)))
    lab.settle()
    #expect(lab.positions == [2, 0, 2])
    #expect(lab.attempt(.sync(.b, .c)) == .neitherLeads(.b, .c))
    lab.step(.sync(.b, .a))
    lab.settle()
    #expect(lab.positions == [2, 2, 2] && lab.count(.buffered) == 0)
  }

  @Test func `new nodes and lost disks get the whole log`() {
    let lab = Lab.led(2)
    lab.write("1", at: .a)
    lab.write("2", at: .a)
    lab.settle()
    lab.step(.addNodes(count: 1))
    lab.step(.crash(.b, losingDisk: true))
    lab.settle()
    #expect(lab.positions == [2, 0, 2])
    lab.step(.restart(.b))
    lab.settle()
    #expect(lab.shown() == [["2"], ["2"], ["2"]])
    lab.step(.remove(.a))
    #expect(lab.world.leadership?.leader == nil)
  }

  @Test func `stated links are the only ways of entries`() {
    let lab = Lab.led(3)
    lab.step(.topology([Arc(.a, .b)]))
    lab.write("1", at: .a)
    lab.settle()
    #expect(lab.positions == [1, 1, 0])
    lab.step(.link(Arc(.a, .c), nil))
    lab.settle()
    #expect(lab.positions == [1, 1, 1])
  }

  // MARK: Changing the mode

  @Test func `data stay when one leader takes over and when it goes`() {
    let lab = Lab.mesh(3)
    lab.write("1", at: .b)
    lab.settle()
    lab.step(.crash(.c, losingDisk: true))
    lab.step(.replication(.singleLeader(LeaderSetup(leader: .a))))
    lab.step(.restart(.c))
    lab.settle()
    #expect(lab.shown() == [["1"], ["1"], ["1"]] && lab.violations == [])
    lab.write("2", at: .a)
    lab.settle()
    lab.step(.replication(.multiLeader(synchronous: false)))
    lab.write("3", at: .c)
    lab.settle()
    #expect(lab.shown() == [["3"], ["3"], ["3"]] && lab.count(.lost) == 0)
  }

  @Test func `siblings cannot begin a log`() {
    let lab = Lab.mesh(2)
    lab.write("1", at: .a)
    lab.write("2", at: .b)
    let mode = Decision.replication(.singleLeader(LeaderSetup(leader: .a)))
    #expect(lab.attempt(mode) == .busy(2))
    lab.settle()
    #expect(lab.attempt(mode) == .siblings(.k, at: .a))
  }
}
