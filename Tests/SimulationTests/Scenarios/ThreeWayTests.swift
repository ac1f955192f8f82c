import Causality
import Replication
import Testing

@testable import Simulation

/// Three-way merges in the engine, where each node joins what it happens to have.
@Suite struct ThreeWayTests {
  private func put(_ value: Int64, at node: NodeID, _ lab: Lab) {
    lab.step(.write(WriteRequest(key: .k, value: lab.world.values.intern(.int(value)), node: node)))
  }

  /// Every write adds a number of its own to what its node shows: all count once in the end,
  /// whatever was delivered between, in whatever order and however often.
  @Test func additionsCountOnce() throws {
    for seed in 0..<60 as Range<UInt64> {
      var stream = TestStream(seed: seed)
      let lab = Lab.mesh(3)
      try lab.bind(.k, "three-way", [("numbers", "sum")])
      lab.step(.delivery(.any))
      put(0, at: NodeID(0), lab)
      lab.settle()
      var sum: Int64 = 0
      for step in 0..<60 as Range<Int64> {
        let node = NodeID(Int32(stream.below(3)))
        if stream.oneIn(2), let shown = lab.values(.k, at: node).first.flatMap({ Int64($0) }) {
          put(shown + 1 << step, at: node, lab)
          sum += 1 << step
        } else if let message = lab.messages.isEmpty ? nil : stream.pick(lab.messages) {
          lab.attempt(stream.oneIn(4) ? .duplicate(message.name) : .deliver(message.name))
        }
      }
      lab.settle()
      for node in 0..<3 as Range<Int32> {
        #expect(lab.values(.k, at: NodeID(node)) == ["\(sum)"], "seed \(seed)")
      }
      #expect(lab.isConverged)
      #expect(lab.count(.lost) == 0)
    }
  }

  /// What everybody has is no base that needs what came before it.
  @Test func historyIsBounded() throws {
    let lab = Lab.mesh(3)
    try lab.bind(.k, "three-way")
    for number in 1...200 as ClosedRange<Int64> {
      put(number, at: NodeID(Int32(number % 3)), lab)
      lab.settle()
    }
    #expect(try #require(lab.world.store.histories.history(of: 0)).count <= 32)
    put(201, at: NodeID(0), lab)
    put(200, at: NodeID(1), lab)
    lab.settle()
    #expect(lab.values(.k, at: NodeID(2)) == ["201"])
  }

  /// What was written before the rule was bound is a base; what was gone by then is none.
  @Test func historyBeginsWithTheRule() throws {
    let lab = Lab.mesh(2)
    put(5, at: NodeID(0), lab)
    lab.settle()
    try lab.bind(.k, "three-way")
    put(6, at: NodeID(0), lab)
    put(5, at: NodeID(1), lab)
    lab.settle()
    #expect(lab.values(.k, at: NodeID(0)) == ["6"])
    lab.step(.bind(.k, KeyRules()))
    put(7, at: NodeID(0), lab)
    lab.settle()
    try lab.bind(.k, "three-way")
    let twin = lab.fork()
    for lab in [lab, twin] {
      put(8, at: NodeID(0), lab)
      put(7, at: NodeID(1), lab)
      lab.settle()
      #expect(lab.values(.k, at: NodeID(1)) == ["8"])
    }
    #expect(lab.fingerprint() == twin.fingerprint())
  }
}
