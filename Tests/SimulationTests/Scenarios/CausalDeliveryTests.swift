import Causality
import Replication
import Testing

@testable import Simulation

/// Delivery gated by what a write depends on, over all keys.
@Suite struct CausalDeliveryTests {
  private func lab(_ nodes: Int = 3) -> Lab {
    let lab = Lab.mesh(nodes)
    lab.step(.addKey(KeyRules()))
    lab.step(.delivery(.causal))
    return lab
  }

  /// Figure 5-9 of DDIA: the update overtakes the insert on its way to b.
  @Test func `A8: an update waits for the insert it follows`() {
    let lab = lab()
    lab.write("1", at: .a)
    lab.deliver(.a, .c)
    lab.write("2", at: .c)
    lab.deliver(.c, .b)
    #expect(lab.count(.buffered) == 1)
    #expect(lab.count(.delivered, at: .b) == 1)
    #expect(lab.count(.applied, at: .b) == 0)
    #expect(lab.values(.k, at: .b) == [])
    lab.deliver(.a, .b)
    #expect(lab.count(.buffered) == 0)
    #expect(lab.values(.k, at: .b) == ["2"])
    #expect(lab.count(.delivered, at: .b) == 2)
    #expect(lab.count(.applied, at: .b) == 2)
    lab.settle()
    #expect(lab.isConverged)
    #expect(lab.count(.conflicts) == 0)
  }

  @Test func `what was delivered before is waited for no more`() {
    let lab = lab()
    lab.write("1", at: .a)
    lab.settle()
    lab.write("2", at: .b)
    lab.settle()
    #expect(lab.count(.buffered) == 0)
    #expect(lab.values(.k, at: .c) == ["2"])
  }

  @Test func `a write depends on other keys too`() {
    let lab = lab()
    lab.write("x", at: .a, on: .k)
    lab.deliver(.a, .c)
    lab.write("y", at: .c, on: .l)
    lab.deliver(.c, .b)
    #expect(lab.count(.buffered, at: .b, on: .l) == 1)
    #expect(lab.values(.l, at: .b) == [])
    lab.deliver(.a, .b)
    #expect(lab.values(.l, at: .b) == ["y"])
  }

  @Test func `a write depends on what its client saw elsewhere`() {
    let lab = lab()
    let ann = ClientID(0)
    lab.step(.client(ann, ClientSetup()))
    lab.write("x", at: .a, on: .k)
    lab.step(.read(ReadRequest(key: .k, node: .a, client: ann)))
    lab.write("y", at: .b, on: .l, context: .client(ann))
    lab.deliver(.b, .c)
    #expect(lab.count(.buffered, at: .c) == 1)
    lab.deliver(.a, .c)
    #expect(lab.count(.buffered, at: .c) == 0)
    #expect(lab.values(.l, at: .c) == ["y"])
  }

  /// Blind means following no version of the key; what she has done, she has done.
  @Test func `so does her blind write, and what she writes after it`() {
    let lab = lab()
    let ann = ClientID(0)
    lab.step(.client(ann, ClientSetup()))
    lab.write("x", at: .a, on: .k, context: .client(ann))
    var blind = WriteRequest(
      key: .l, value: lab.world.values.intern("y"), node: .b, context: .blind)
    blind.client = ann
    lab.step(.write(blind))
    lab.deliver(.b, .c)
    #expect(lab.count(.buffered, at: .c) == 1)
    lab.write("z", at: .a, on: .l, context: .client(ann))
    lab.deliver(.a, .c, 1)
    #expect(lab.values(.l, at: .c) == ["y"])
    lab.deliver(.a, .c)
    #expect(lab.values(.l, at: .c) == ["z"])
  }

  @Test func `a chain leaves the buffer at once`() {
    let lab = lab(2)
    for text in ["1", "2", "3", "4"] { lab.write(text, at: .a) }
    for ordinal in [4, 3, 2] as [UInt32] { lab.deliver(.a, .b, ordinal) }
    #expect(lab.count(.buffered) == 3)
    lab.deliver(.a, .b, 1)
    #expect(lab.count(.buffered) == 0)
    #expect(lab.values(.k, at: .b) == ["4"])
    #expect(lab.count(.inFlight) == 0)
  }

  @Test func `an ignored write is waited for by nobody`() {
    let lab = lab()
    lab.step(.ignore(origin: .a, at: .b))
    lab.write("x", at: .a)
    lab.deliver(.a, .c)
    lab.write("y", at: .c, on: .l)
    lab.settle()
    #expect(lab.count(.buffered) == 0)
    #expect(lab.values(.k, at: .b) == [])
    #expect(lab.values(.l, at: .b) == ["y"])
  }

  /// c gets b's conflicting write early, and its link from b stops when the write is let go.
  @Test func `a link that stops while the buffer empties counts its message once`() throws {
    let lab = lab()
    try lab.bind(.l, "error")
    lab.write("mine", at: .c, on: .l)
    lab.write("x", at: .a, on: .k)
    lab.deliver(.a, .b)
    lab.write("theirs", at: .b, on: .l)
    lab.deliver(.b, .c)
    #expect(lab.count(.buffered, at: .c) == 1)
    lab.deliver(.a, .c)
    #expect(lab.count(.buffered, at: .c) == 0)
    let stopped = MessageName(Arc(.b, .c), 1)
    let inFlight = lab.messages.filter { $0.name.arc == stopped.arc }
    #expect(inFlight.map(\.obstacle) == [.stopped])
    #expect(lab.violations == [])
    #expect(lab.count(.delivered, at: .c) == 1)
    lab.step(.bind(.l, KeyRules()))
    lab.step(.release(stopped.arc, nil))
    lab.settle()
    #expect(lab.count(.delivered, at: .c) == 2)
    #expect(lab.count(.applied, at: .c) == 2)
  }

  @Test func `the buffer empties when causal delivery ends`() {
    let lab = lab(2)
    lab.write("1", at: .a)
    lab.write("2", at: .a)
    lab.deliver(.a, .b, 2)
    #expect(lab.count(.buffered) == 1)
    lab.step(.delivery(.any))
    #expect(lab.count(.buffered) == 0)
    #expect(lab.count(.delivered, at: .b) == 0)
    #expect(lab.violations == [])
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["2"])
    #expect(lab.count(.delivered, at: .b) == 2)
    #expect(lab.count(.redundant, at: .b) == 1)
  }

  @Test func `synchronous writes keep nobody waiting`() {
    let lab = lab()
    lab.step(.replication(.multiLeader(synchronous: true)))
    lab.write("x", at: .a)
    lab.write("late", at: .b)
    lab.settle()
    lab.step(.replication(.multiLeader(synchronous: false)))
    lab.write("y", at: .a, on: .l)
    lab.write("z", at: .b, on: .l)
    lab.settle()
    #expect(lab.count(.buffered) == 0)
    #expect(lab.values(.l, at: .c).sorted() == ["y", "z"])
  }
}
