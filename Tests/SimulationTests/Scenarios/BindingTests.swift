import Causality
import Replication
import Testing

@testable import Simulation

/// When strategies run: on write, on read, in the background, on one link.
@Suite struct BindingTests {
  private let ann = ClientID(0)

  private func mesh(_ count: Int) -> Lab {
    let lab = Lab.mesh(count)
    lab.step(.client(ann, ClientSetup()))
    return lab
  }

  @Test(arguments: ["lww", "min", "apply-remote", "keep-local", "union"])
  func `versions joined twice are counted twice, until one stays`(strategy: String) throws {
    let lab = mesh(2)
    try lab.bind(.k, "concatenate", [("dedupe", "off")])
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["y/x/x"])
    #expect(lab.violations == [])
    try lab.bind(.k, strategy, strategy == "lww" ? [("causality", "first")] : [])
    for stamp in [9, 1] as [Tick] {
      lab.write("z", at: .a, context: .blind, stamp: stamp)
      lab.settle()
      #expect(lab.violations == [])
    }
    lab.write("w", at: .b)
    #expect(lab.violations == [])
  }

  @Test(arguments: ["lww", "keep-local", "apply-remote"])
  func `a handler finds versions joined twice`(strategy: String) throws {
    let lab = mesh(2)
    var rules = KeyRules()
    rules.onWrite = try lab.register("union", [("dedupe", "off")])
    rules.delayed = KeyRules.DelayedRule(
      strategy: try lab.register(strategy), delay: 50_000_000)
    lab.step(.bind(.k, rules))
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.step(.duplicate(MessageName(Arc(.a, .b), 1)))
    lab.settle()
    #expect(lab.versions(.k, at: .b).count == 1)
    #expect(lab.violations == [])
  }

  @Test func `a handler runs once after a conflict`() throws {
    let lab = mesh(3)
    var rules = KeyRules()
    rules.delayed = KeyRules.DelayedRule(strategy: try lab.register("lww"), delay: 50_000_000)
    lab.step(.bind(.k, rules))
    for (stamp, node) in [NodeID.a, .b, .c].enumerated() {
      lab.write("\(stamp)", at: node, stamp: Tick(stamp))
    }
    _ = lab.world.advance(until: 10_000_000, into: &lab.events)
    #expect(lab.values(.k, at: .a).count == 3)
    #expect(lab.world.nextDue == 60_000_000)
    lab.settle()
    #expect(lab.events.events.count { $0.kind == .handled } == 3)
    for node in [.a, .b, .c] as [NodeID] { #expect(lab.values(.k, at: node) == ["2"]) }
    #expect(lab.count(.lost) == 2)
    #expect(lab.isQuiet)
  }

  @Test func `a handler waits for its node and not for a lost disk`() throws {
    let lab = mesh(2)
    var rules = KeyRules()
    rules.delayed = KeyRules.DelayedRule(strategy: try lab.register("lww"), delay: 1_000_000)
    lab.step(.bind(.k, rules))
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    _ = lab.world.advance(until: 10_000_000, into: &lab.events)
    lab.step(.crash(.a, losingDisk: false))
    lab.step(.crash(.b, losingDisk: true))
    lab.settle()
    #expect(lab.isQuiet)
    #expect(lab.values(.k, at: .a).count == 2)
    lab.step(.restart(.a))
    lab.step(.restart(.b))
    lab.settle()
    #expect(lab.values(.k, at: .a).count == 1)
    #expect(lab.values(.k, at: .b) == [])
    #expect(lab.violations == [])
  }

  @Test func `a read decides and writes back for all`() throws {
    let lab = mesh(2)
    var rules = KeyRules()
    rules.onRead = try lab.register("lww")
    rules.writesBack = true
    lab.step(.bind(.k, rules))
    lab.write("x", at: .a, stamp: 1)
    lab.write("y", at: .b, stamp: 2)
    lab.settle()
    #expect(lab.values(.k, at: .a) == ["x", "y"])
    lab.step(.read(ReadRequest(key: .k, node: .a, client: ann)))
    guard case .read(let reply) = lab.world.reply else {
      Issue.record("no reply")
      return
    }
    #expect(reply.wroteBack)
    #expect(reply.values == [lab.world.values.intern("y")])
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["y"])
    #expect(lab.versions(.k, at: .b).map(\.dot) == [Dot(ReplicaID(0), 2)])
    #expect(lab.count(.lost) == 0)
    lab.write("z", at: .b, context: .client(ann))
    #expect(lab.values(.k, at: .b) == ["z"])
  }

  @Test func `a read shows and keeps where it may not write`() throws {
    let lab = mesh(2)
    var rules = KeyRules()
    rules.onRead = try lab.register("max")
    rules.writesBack = true
    lab.step(.bind(.k, rules))
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.settle()
    lab.step(.failWrites(.a))
    lab.step(.read(ReadRequest(key: .k, node: .a)))
    guard case .read(let reply) = lab.world.reply else {
      Issue.record("no reply")
      return
    }
    #expect(!reply.wroteBack)
    #expect(reply.values == [lab.world.values.intern("y")])
    #expect(lab.values(.k, at: .a) == ["x", "y"])
  }

  @Test func `a rule of one link goes before the key's`() throws {
    let lab = mesh(3)
    var rules = KeyRules()
    rules.links = [
      KeyRules.LinkRule(arc: Arc(.a, .b), strategy: try lab.register("keep-local")),
      KeyRules.LinkRule(arc: Arc(.b, .a), strategy: try lab.register("apply-remote")),
    ]
    lab.step(.bind(.k, rules))
    lab.write("x", at: .a)
    lab.write("y", at: .b)
    lab.settle()
    #expect(lab.values(.k, at: .a) == ["y"])
    #expect(lab.values(.k, at: .b) == ["y"])
    #expect(lab.values(.k, at: .c) == ["x", "y"])
  }

  @Test func `a deletion is a version that shows no value`() {
    let lab = mesh(2)
    lab.write("x", at: .a)
    lab.settle()
    let request = WriteRequest(key: .k, value: .tombstone, node: .a)
    lab.step(.write(request))
    lab.write("y", at: .b)
    lab.settle()
    #expect(lab.versions(.k, at: .a).count == 2)
    #expect(lab.values(.k, at: .a) == ["y"])
    #expect(lab.count(.conflicts) == 1)
    lab.step(.write(request))
    lab.settle()
    #expect(lab.values(.k, at: .b) == [])
    #expect(lab.versions(.k, at: .b).map(\.value) == [.tombstone])
    #expect(lab.isConverged)
    #expect(lab.count(.lost) == 0)
  }

  @Test func `A5: siblings, a write with their context, a write without`() {
    let lab = mesh(2)
    lab.write("A", at: .a)
    lab.settle()
    lab.write("B", at: .a)
    lab.write("C", at: .b)
    lab.settle()
    let blind = lab.fork()
    lab.step(.read(ReadRequest(key: .k, node: .a, client: ann)))
    lab.write("D", at: .b, context: .client(ann))
    lab.settle()
    blind.write("D", at: .b, context: .blind)
    blind.settle()
    for node in [.a, .b] as [NodeID] {
      #expect(lab.values(.k, at: node) == ["D"])
      #expect(blind.values(.k, at: node).sorted() == ["B", "C", "D"])
    }
  }
}
