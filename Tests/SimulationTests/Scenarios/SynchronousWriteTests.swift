import Causality
import Replication
import Testing

@testable import Simulation

/// Writes that wait for every leader, by hand.
@Suite struct SynchronousWriteTests {
  private let ann = ClientID(0)

  private func leaders(_ count: Int) -> Lab {
    let lab = Lab.mesh(count)
    lab.step(.client(ann, ClientSetup()))
    lab.step(.replication(.multiLeader(synchronous: true)))
    return lab
  }

  private func outcome(_ lab: Lab, _ operation: OperationID) -> Outcome {
    lab.world.outcome(of: operation)
  }

  /// Issues a write and returns its operation.
  private func issue(
    _ lab: Lab, _ text: String, at node: NodeID, context: WriteContext = .node,
    timeout: Tick = 1_000_000_000
  ) -> OperationID {
    lab.write(text, at: node, context: context, timeout: timeout)
    return lab.operation
  }

  @Test func `A6: the first write waits for the other leader`() {
    let lab = leaders(2)
    let first = issue(lab, "B", at: .a)
    #expect(outcome(lab, first) == .pending)
    #expect(lab.values(.k, at: .a) == [])
    let second = issue(lab, "C", at: .b)
    lab.settle()
    #expect(outcome(lab, first) == .ok)
    #expect(outcome(lab, second) == .conflict)
    #expect(lab.values(.k, at: .a) == ["B"])
    #expect(lab.values(.k, at: .b) == ["B"])
    #expect(lab.count(.lost) == 0)
  }

  @Test(arguments: [true, false])
  func `A6: without the other leader every write fails`(isCut: Bool) {
    let lab = leaders(2)
    lab.step(isCut ? .partition([Arc(.a, .b)]) : .crash(.b, losingDisk: false))
    let first = issue(lab, "B", at: .a)
    #expect(outcome(lab, first) == .unavailable(needed: 2, got: 1))
    // What is reachable is still written, and nobody was promised it.
    #expect(lab.values(.k, at: .a) == ["B"])
    #expect(lab.count(.lost) == 0)
    lab.step(isCut ? .heal : .restart(.b))
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["B"])
    let second = issue(lab, "C", at: .a)
    lab.settle()
    #expect(outcome(lab, second) == .ok)
    #expect(lab.isConverged)
  }

  @Test func `of two symmetric writes the lower node wins`() {
    let lab = leaders(3)
    let second = issue(lab, "C", at: .c)
    let first = issue(lab, "B", at: .b)
    lab.settle()
    #expect(outcome(lab, first) == .ok)
    #expect(outcome(lab, second) == .conflict)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["B"]) }
  }

  @Test func `of two crossing writes the earlier wins`() {
    let lab = leaders(3)
    let first = issue(lab, "C", at: .c)
    lab.step(.pass(until: 1_000_000))
    let second = issue(lab, "B", at: .a)
    lab.settle()
    #expect(outcome(lab, first) == .ok)
    #expect(outcome(lab, second) == .conflict)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["C"]) }
  }

  @Test func `writes one after the other all succeed, from wherever`() {
    let lab = leaders(3)
    for (count, node) in [.a, .b, .c, .a].enumerated() as EnumeratedSequence<[NodeID]> {
      let operation = issue(lab, "\(count)", at: node)
      lab.settle()
      #expect(outcome(lab, operation) == .ok)
    }
    #expect(lab.isConverged)
    #expect(lab.count(.conflicts) == 0)
    #expect(lab.count(.lost) == 0)
  }

  @Test func `a write that succeeded leaves nothing to wait for`() {
    let lab = leaders(2)
    _ = issue(lab, "x", at: .a)
    lab.settle()
    #expect(lab.isQuiet)
    #expect(lab.world.nextDue == nil)
    #expect(lab.world.now == 40_000_000)
    #expect(lab.count(.timeouts) == 0)
  }

  @Test func `a client's write follows her last, wherever it was`() {
    let lab = leaders(2)
    let first = issue(lab, "1", at: .a, context: .client(ann))
    lab.settle()
    let second = issue(lab, "2", at: .b, context: .client(ann))
    lab.settle()
    #expect(outcome(lab, first) == .ok)
    #expect(outcome(lab, second) == .ok)
    #expect(lab.values(.k, at: .a) == ["2"])
  }

  @Test func `a blind write over what is there conflicts`() {
    let lab = leaders(2)
    _ = issue(lab, "1", at: .a)
    lab.settle()
    let blind = issue(lab, "2", at: .b, context: .blind)
    #expect(outcome(lab, blind) == .conflict)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["1"])
  }

  @Test func `a partition midway ends in a timeout of unknown outcome`() {
    let lab = leaders(3)
    let operation = issue(lab, "x", at: .a)
    lab.step(.partition([Arc(.a, .c), Arc(.c, .a)]))
    lab.settle()
    #expect(outcome(lab, operation) == .unknown)
    #expect(lab.count(.timeouts) == 1)
    lab.step(.heal)
    lab.settle()
    #expect(lab.isQuiet)
    let next = issue(lab, "y", at: .c)
    lab.settle()
    #expect(outcome(lab, next) == .ok)
    #expect(lab.isConverged)
    #expect(lab.violations == [])
  }

  /// The commit is under way when the link breaks: the write happened, its client does not know.
  @Test func `a partition before the last word leaves a write that happened`() {
    let lab = leaders(2)
    let operation = issue(lab, "x", at: .a)
    lab.deliver(.a, .b)
    lab.deliver(.b, .a)
    #expect(lab.values(.k, at: .a) == ["x"])
    lab.step(.partition([Arc(.a, .b)]))
    lab.settle()
    #expect(outcome(lab, operation) == .unknown)
    lab.step(.heal)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["x"])
    #expect(lab.violations == [])
  }

  @Test func `a coordinator that crashes while it asks blocks nobody`() {
    let lab = leaders(3)
    let operation = issue(lab, "x", at: .a)
    lab.deliver(.a, .b)
    lab.deliver(.a, .c)
    lab.step(.crash(.a, losingDisk: false))
    #expect(outcome(lab, operation) == .unknown)
    lab.settle()
    #expect(lab.isQuiet)
    #expect(lab.count(.inFlight) == 0)
    lab.step(.restart(.a))
    let next = issue(lab, "y", at: .b)
    lab.settle()
    #expect(outcome(lab, next) == .ok)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["y"]) }
    #expect(lab.violations == [])
  }

  /// The leaders answer after the crash: answers to a crashed node are lost.
  @Test func `answers to a crashed coordinator are lost`() {
    let lab = leaders(2)
    let operation = issue(lab, "x", at: .a)
    lab.step(.crash(.a, losingDisk: false))
    lab.deliver(.a, .b)
    #expect(lab.count(.inFlight) == 0)
    lab.step(.restart(.a))
    lab.settle()
    #expect(outcome(lab, operation) == .unknown)
    #expect(lab.values(.k, at: .a) == [])
    #expect(lab.values(.k, at: .b) == [])
    #expect(lab.count(.lost) == 0)
  }

  @Test func `a coordinator that crashes after its decision has decided`() {
    let lab = leaders(3)
    let operation = issue(lab, "x", at: .a)
    for other in [.b, .c] as [NodeID] {
      lab.deliver(.a, other)
      lab.deliver(other, .a)
    }
    #expect(lab.values(.k, at: .a) == ["x"])
    lab.step(.crash(.a, losingDisk: false))
    lab.settle()
    #expect(outcome(lab, operation) == .unknown)
    for node in [.b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["x"]) }
    lab.step(.restart(.a))
    lab.settle()
    #expect(outcome(lab, operation) == .unknown)
    #expect(lab.isConverged)
    // Nobody was told that the write succeeded, so nobody can lose it.
    for node in [.a, .b, .c] as [NodeID] { lab.step(.crash(node, losingDisk: true)) }
    #expect(lab.count(.lost) == 0)
    #expect(lab.violations == [])
  }

  @Test func `a leader that crashes before it answers makes the write unknown`() {
    let lab = leaders(3)
    let operation = issue(lab, "x", at: .a)
    lab.step(.crash(.c, losingDisk: false))
    lab.settle()
    #expect(outcome(lab, operation) == .unknown)
    #expect(lab.count(.timeouts) == 1)
    lab.step(.restart(.c))
    lab.settle()
    let next = issue(lab, "y", at: .b)
    lab.settle()
    #expect(outcome(lab, next) == .ok)
    #expect(lab.isConverged)
  }

  @Test func `a commit waits for a crashed leader`() {
    let lab = leaders(2)
    let operation = issue(lab, "x", at: .a)
    lab.deliver(.a, .b)
    lab.deliver(.b, .a)
    lab.step(.crash(.b, losingDisk: false))
    #expect(lab.count(.inFlight, at: .b) == 1)
    lab.step(.restart(.b))
    lab.settle()
    #expect(outcome(lab, operation) == .ok)
    #expect(lab.values(.k, at: .b) == ["x"])
  }

  @Test(arguments: [NodeID.a, .b, .c])
  func `a leader that is removed takes no other's patience away`(removed: NodeID) {
    let lab = leaders(3)
    let operations = [.a, .b, .c].map { issue(lab, "x", at: $0) } as [OperationID]
    lab.step(.hold(Arc(.a, .b), nil))
    lab.step(.hold(Arc(.b, .a), nil))
    lab.step(.remove(removed))
    lab.settle()
    for operation in operations { #expect(outcome(lab, operation) != .pending) }
    #expect(lab.isQuiet)
    #expect(lab.violations == [])
  }

  /// The request of a write that was refused elsewhere arrives late.
  @Test func `a write that has ended stands in nobody's way`() {
    let lab = leaders(3)
    lab.step(.hold(Arc(.a, .b), nil))
    let first = issue(lab, "x", at: .a, timeout: 100_000_000)
    lab.settle()
    #expect(outcome(lab, first) == .unknown)
    let second = issue(lab, "y", at: .b)
    lab.deliver(.a, .b, 1)
    lab.step(.release(Arc(.a, .b), nil))
    lab.settle()
    #expect(outcome(lab, second) == .ok)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["y"]) }
  }

  /// The clock passes the deadline before the timer is served.
  @Test func `answers after the deadline come too late`() {
    let lab = leaders(3)
    let first = issue(lab, "x", at: .a, timeout: 5_000_000)
    for other in [.b, .c] as [NodeID] { lab.deliver(.a, other) }
    lab.step(.pass(until: 6_000_000))
    let second = issue(lab, "y", at: .b)
    lab.deliver(.b, .c)
    for other in [.b, .c] as [NodeID] { lab.deliver(other, .a, 1) }
    lab.settle()
    #expect(outcome(lab, first) == .unknown)
    #expect(outcome(lab, second) == .ok)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["y"]) }
  }

  /// A second write at the coordinator must not take the name of the one on its way.
  @Test(arguments: [true, false])
  func `writes on their way keep their names`(isCut: Bool) {
    let lab = leaders(2)
    let first = issue(lab, "x", at: .a)
    if isCut {
      lab.deliver(.a, .b)
      lab.step(.partition([Arc(.a, .b)]))
    } else {
      lab.step(.replication(.multiLeader(synchronous: false)))
    }
    _ = issue(lab, "y", at: .a)
    lab.step(.heal)
    lab.settle()
    #expect(outcome(lab, first) == .ok)
    #expect(lab.isConverged)
    #expect(lab.values(.k, at: .a).sorted() == ["x", "y"])
    #expect(lab.values(.k, at: .b).sorted() == ["x", "y"])
    lab.write("z", at: .b)
    lab.settle()
    #expect(lab.values(.k, at: .a) == ["z"])
    #expect(lab.violations == [])
  }

  @Test func `a leader added midway gets what was decided`() {
    let lab = leaders(2)
    let operation = issue(lab, "x", at: .a)
    lab.step(.addNodes(count: 1))
    lab.settle()
    #expect(outcome(lab, operation) == .ok)
    #expect(lab.values(.k, at: .c) == ["x"])
  }

  /// What was written without all leaders stands against what they agree on later.
  @Test func `a strategy that skips is asked of what leaders agreed on`() throws {
    let lab = leaders(2)
    try lab.bind(.k, "skip")
    let operation = issue(lab, "x", at: .a)
    lab.deliver(.a, .b)
    lab.step(.partition([Arc(.a, .b)]))
    _ = issue(lab, "y", at: .b)
    lab.step(.heal)
    while !lab.isQuiet {
      lab.step(.deliverNext)
      let (kept, fresh) = (lab.fingerprint(), lab.world.recomputedFingerprint())
      #expect(kept == fresh)
    }
    #expect(outcome(lab, operation) == .ok)
    #expect(lab.values(.k, at: .a) == ["x"])
    #expect(lab.values(.k, at: .b) == ["y"])
    #expect(lab.count(.applied) == 0)
  }

  @Test func `a leader alone decides at once`() {
    let lab = leaders(1)
    let operation = issue(lab, "x", at: .a)
    #expect(outcome(lab, operation) == .ok)
    #expect(lab.isQuiet)
    #expect(lab.values(.k, at: .a) == ["x"])
  }
}
