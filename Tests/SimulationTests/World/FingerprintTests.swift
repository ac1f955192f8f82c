import Causality
import Replication
import Testing

@testable import Simulation

/// Worlds that can go on differently have different fingerprints; worlds that cannot, equal ones.
@Suite struct FingerprintTests {
  private func synchronous() -> Lab {
    let lab = Lab.mesh(3)
    lab.step(.delivery(.any))
    lab.step(.replication(.multiLeader(synchronous: true)))
    lab.write("x", at: .a)
    return lab
  }

  private func areSame(
    _ first: Lab, _ second: Lab, _ relation: Relation = .untimed
  ) -> Bool {
    first.fingerprint(relation) == second.fingerprint(relation)
  }

  @Test func `an answer that was counted is not one that was lost`() {
    let counted = synchronous()
    counted.deliver(.a, .b)
    let lost = counted.fork()
    counted.deliver(.b, .a)
    lost.drop(.b, .a)
    #expect(!areSame(counted, lost))
  }

  @Test func `a write that succeeded is not one of unknown outcome`() {
    let done = synchronous()
    done.settle()
    let unknown = synchronous()
    for other in [.b, .c] as [NodeID] {
      unknown.deliver(.a, other)
      unknown.deliver(other, .a)
    }
    for other in [.b, .c] as [NodeID] { unknown.deliver(.a, other) }
    unknown.drop(.b, .a)
    unknown.drop(.c, .a)
    unknown.settle()
    for node in [.a, .b, .c] as [NodeID] {
      #expect(done.values(.k, at: node) == unknown.values(.k, at: node))
    }
    #expect(!areSame(done, unknown))
  }

  @Test func `promises have no order`() {
    let first = synchronous()
    let second = first.fork()
    first.deliver(.a, .b)
    first.deliver(.a, .c)
    second.deliver(.a, .c)
    second.deliver(.a, .b)
    #expect(areSame(first, second))
  }

  /// b writes before or after it has a's write of another key: only then does c have to wait.
  @Test func `what a write depends on is part of it`() {
    let base = Lab.mesh(3)
    base.step(.addKey(KeyRules()))
    base.step(.delivery(.causal))
    base.write("x", at: .a, on: .k)
    let before = base.fork()
    before.write("y", at: .b, on: .l)
    before.deliver(.a, .b)
    let after = base.fork()
    after.deliver(.a, .b)
    after.write("y", at: .b, on: .l)
    #expect(!areSame(before, after))
    before.deliver(.b, .c)
    after.deliver(.b, .c)
    #expect(before.values(.l, at: .c) == ["y"])
    #expect(after.values(.l, at: .c) == [])
  }

  @Test func `what a client has seen of other keys is part of her`() {
    let base = Lab.mesh(2)
    base.step(.addKey(KeyRules()))
    base.step(.client(ClientID(0), ClientSetup()))
    base.step(.delivery(.causal))
    base.write("x", at: .a, on: .k)
    let reader = base.fork()
    reader.step(.read(ReadRequest(key: .l, node: .a, client: ClientID(0))))
    #expect(!areSame(base, reader))
  }

  @Test func `a link remembers when its last message is due`() {
    let base = Lab.mesh(2)
    base.write("x", at: .a)
    base.write("y", at: .a)
    let late = base.fork()
    late.step(.delay(MessageName(Arc(.a, .b), 2), by: 50_000_000))
    for lab in [base, late] {
      lab.step(.drop(MessageName(Arc(.a, .b), 2)))
    }
    #expect(!areSame(base, late, .timed))
    #expect(areSame(base, late, .untimed))
    for lab in [base, late] { lab.step(.pass(until: 100_000_000)) }
    #expect(areSame(base, late, .timed))
  }

  @Test(
    arguments: [
      .forwarding(.none, redundant: .stop), .forwarding(.path, redundant: .forward),
      .ignore(origin: .a, at: .b), .partition([Arc(.b, .a)]), .partition([Arc(.c, .d)]),
      .relay(.c, true), .failWrites(.a), .hold(Arc(.a, .b), nil), .skew(.a, 5),
      .unlink(Arc(.a, .b)), .pause(.b), .rank([5, 6, 7, 8]), .delivery(.any),
      .replication(.multiLeader(synchronous: true)),
    ] as [Decision])
  func `what decides the future tells worlds apart`(decision: Decision) {
    let lab = Lab.mesh(3)
    lab.step(.addNodes(count: 1))
    let before = lab.fork()
    lab.step(decision)
    #expect(!areSame(before, lab))
  }

  /// Two orders of the same independent deliveries, and a detour that leaves nothing behind.
  @Test func `equal states by different ways`() {
    let base = Lab.mesh(3)
    base.step(.delivery(.any))
    base.write("x", at: .a)
    let other = base.fork()
    base.deliver(.a, .b)
    base.deliver(.a, .c)
    other.step(.hold(Arc(.a, .b), nil))
    other.deliver(.a, .c)
    other.step(.release(Arc(.a, .b), nil))
    other.step(.pause(.b))
    other.step(.resume(.b))
    other.deliver(.a, .b)
    #expect(areSame(base, other, .timed))
    #expect(areSame(base, other, .untimed))
  }

  @Test func `the clock counts where time decides`() {
    let base = Lab.mesh(2)
    base.write("x", at: .a)
    let later = base.fork()
    later.step(.pass(until: 5))
    #expect(!areSame(base, later, .timed))
    #expect(areSame(base, later, .untimed))
  }
}
