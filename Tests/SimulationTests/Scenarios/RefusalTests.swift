import Causality
import Replication
import Testing

@testable import Simulation

/// A refused decision leaves nothing behind.
@Suite struct RefusalTests {
  @Test(arguments: DeliveryMode.allCases)
  func `a write that a strategy refuses never was`(delivery: DeliveryMode) throws {
    let lab = Lab.mesh(2)
    lab.step(.delivery(delivery))
    let ann = ClientID(0)
    lab.step(.client(ann, ClientSetup()))
    try lab.bind(.k, "error")
    lab.write("x", at: .a)
    let before = lab.picture
    for context in [WriteContext.blind, .client(ann)] {
      let request = WriteRequest(key: .k, value: .tombstone, node: .a, context: context)
      #expect(lab.attempt(.write(request)) == .conflict(.a))
      var after = lab.picture
      after.counts = before.counts
      #expect(after == before)
    }
    lab.write("y", at: .a)
    #expect(lab.versions(.k, at: .a).map(\.dot) == [Dot(ReplicaID(0), 2)])
    #expect(lab.count(.lost) == 0)
  }

  @Test func `a refused write starts nothing`() throws {
    let lab = Lab.mesh(2)
    lab.step(.failWrites(.a))
    let request = WriteRequest(key: .k, value: .tombstone, node: .a)
    #expect(lab.attempt(.write(request)) == .writesFail(.a))
    #expect(lab.attempt(.deliverNext) == .quiet)
    lab.step(.seed(7))
    lab.step(.mend(.a))
    lab.step(.write(request))
    #expect(lab.attempt(.seed(8)) == .begun)
  }
}
