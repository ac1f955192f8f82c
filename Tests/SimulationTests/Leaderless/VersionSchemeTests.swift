import Causality
import Replication
import Testing

@testable import Simulation

/// Dots, vectors and stamps: how replicas tell later from concurrent.
@Suite struct VersionSchemeTests {
  private func single(_ versions: QuorumSetup.Versions) -> Lab {
    var setup = QuorumSetup(n: 1, w: 1, r: 1)
    setup.versions = versions
    let lab = Lab.store(1, setup)
    for client in 0..<2 { lab.step(.client(ClientID(Int32(client)), ClientSetup())) }
    return lab
  }

  private func put(_ text: String, _ lab: Lab, client: Int32, blind: Bool = false) {
    let id = ClientID(client)
    var request = WriteRequest(
      key: .k, value: lab.world.values.intern(text), node: .a,
      context: blind ? .blind : .client(id))
    request.client = id
    lab.step(.write(request))
    lab.settle()
  }

  /// DDIA figures 5-13 and 5-14: two clients and a cart, each write with the version last read.
  @Test func `a shopping cart`() {
    let lab = single(.dots)
    func step(_ value: String, _ client: Int32, _ expected: [String]) {
      put(value, lab, client: client)
      #expect(lab.read(at: .a, client: ClientID(client))?.sorted() == expected.sorted())
    }
    step("milk", 0, ["milk"])
    put("eggs", lab, client: 1, blind: true)
    #expect(lab.values(.k, at: .a) == ["milk", "eggs"])
    let second = ClientID(1)
    put("milk,flour", lab, client: 0)
    #expect(lab.values(.k, at: .a).sorted() == ["eggs", "milk,flour"])
    #expect(lab.read(at: .a, client: second)?.count == 2)
    step("all", 1, ["all"])
  }

  /// Mary and Peter: what Peter's write had not seen stays.
  @Test func `a write drops exactly what its client had seen`() {
    let lab = single(.dots)
    put("v1", lab, client: 0, blind: true)
    _ = lab.read(at: .a, client: ClientID(1))
    put("v2", lab, client: 0, blind: true)
    #expect(lab.values(.k, at: .a) == ["v1", "v2"])
    put("v3", lab, client: 1)
    #expect(lab.values(.k, at: .a) == ["v2", "v3"])
    #expect(lab.world.context(of: .k, at: .a) == VersionVector([Dot(ReplicaID(0), 3)]))
  }

  /// riak_test `sibling_explosion`: two clients in turn, each with the context of its own last put.
  @Test(arguments: [(QuorumSetup.Versions.dots, 2), (.vector, 99)])
  func `two clients in turn`(versions: QuorumSetup.Versions, siblings: Int) {
    let lab = single(versions)
    for number in 0..<99 {
      let client = Int32(number % 2)
      put("\(number)", lab, client: client)
      // A put returns siblings and context, as a read right after it does.
      _ = lab.read(at: .a, client: ClientID(client))
      if versions == .vector { #expect(lab.values(.k, at: .a).count == number + 1) }
    }
    #expect(lab.values(.k, at: .a).count == siblings)
  }

  /// Dynamo's paper, figure 3.
  @Test func `five versions`() {
    let lab = Lab.store(3, QuorumSetup(n: 3, w: 3, r: 3))
    for client in 0..<3 { lab.step(.client(ClientID(Int32(client)), ClientSetup())) }
    func put(_ text: String, _ node: NodeID, _ client: Int32) {
      lab.put(text, at: node, context: .client(ClientID(client)))
      lab.settle()
    }
    put("D1", .a, 0)
    put("D2", .a, 0)
    _ = lab.read(at: .a, client: ClientID(1))
    _ = lab.read(at: .a, client: ClientID(2))
    put("D3", .b, 1)
    put("D4", .c, 2)
    #expect(lab.shown() == Array(repeating: ["D3", "D4"], count: 3))
    #expect(lab.read(at: .a, client: ClientID(0))?.sorted() == ["D3", "D4"])
    put("D5", .a, 0)
    #expect(lab.shown() == Array(repeating: ["D5"], count: 3))
    let dots = [Dot(ReplicaID(0), 3), Dot(ReplicaID(1), 1), Dot(ReplicaID(2), 1)]
    #expect(lab.world.context(of: .k, at: .b) == VersionVector(dots))
  }

  /// dvvset.erl, update_test: what each write keeps depends on what its context covers.
  @Test func `dotted updates`() {
    let lab = Lab.store(2, QuorumSetup(n: 2, w: 2, r: 1))
    for client in 0..<4 { lab.step(.client(ClientID(Int32(client)), ClientSetup())) }
    func put(_ text: String, _ node: NodeID, _ client: Int32?) {
      let context = client.map { WriteContext.client(ClientID($0)) }
      lab.put(text, at: node, context: context ?? .node)
      lab.settle()
    }
    func state() -> ([String], VersionVector) {
      (lab.values(.k, at: .b).sorted(), lab.world.context(of: .k, at: .b))
    }
    func vector(_ a: UInt32, _ b: UInt32) -> VersionVector {
      VersionVector([Dot(ReplicaID(0), a), Dot(ReplicaID(1), b)].filter { $0.counter > 0 })
    }
    put("v1", .a, nil)
    for client in 0..<3 { _ = lab.read(at: .a, client: ClientID(Int32(client))) }
    put("v2", .a, 0)
    #expect(state() == (["v2"], vector(2, 0)))
    _ = lab.read(at: .a, client: ClientID(3))
    let fork = lab.fork()
    put("v4", .b, 1)
    #expect(state() == (["v2", "v4"], vector(2, 1)))
    put("v5", .a, 2)
    #expect(state() == (["v2", "v4", "v5"], vector(3, 1)))
    fork.put("v3", at: .b, context: .client(ClientID(3)))
    fork.settle()
    #expect(fork.values(.k, at: .b) == ["v3"])
    #expect(fork.world.context(of: .k, at: .b) == vector(2, 1))
  }

  /// Dynamo, §4.4: a vector that forgot an entry no longer descends from what it follows.
  @Test func `a pruned vector makes an ancestor look concurrent`() {
    var setup = QuorumSetup(n: 3, w: 3, r: 3)
    setup.versions = .vector
    let lab = Lab.store(3, setup)
    for (text, node) in [("first", NodeID.c), ("second", .b), ("V", .a)] {
      lab.step(.pass(until: lab.world.now + 1_000_000_000))
      lab.putSettled(text, at: node)
    }
    setup.pruning = VectorPruning(atMost: 3)
    lab.step(.replication(.leaderless(setup)))
    lab.putSettled("W", at: .a)
    #expect(lab.shown() == Array(repeating: ["W"], count: 3), "three entries are not too many")
    setup.pruning = VectorPruning(atMost: 2)
    lab.step(.replication(.leaderless(setup)))
    lab.putSettled("X", at: .a)
    #expect(lab.shown() == Array(repeating: ["W", "X"], count: 3))
    let contexts = lab.versions(.k, at: .b).map(\.context)
    #expect(contexts.last == VersionVector([Dot(ReplicaID(0), 2), Dot(ReplicaID(1), 1)]))
    #expect(lab.violations == [])
  }

  /// DDIA, limits of quorums: a replica restored from an old one.
  @Test func `restored from an old replica`() {
    let lab = Lab.store(4)
    lab.putSettled("v1", at: .d)
    lab.putSettled("v2", at: .d, to: [.a, .b])
    lab.step(.crash(.a, losingDisk: true))
    lab.step(.restart(.a))
    lab.step(.sync(.c, .a))
    lab.settle()
    #expect(lab.read(at: .d, from: [.a, .c]) == ["v1"])
    #expect(lab.read(at: .d, from: [.a, .b]) == ["v2"])
  }

  /// The last of a coordinator's own writes counts, wherever the key lives.
  @Test func `a coordinator follows what it has issued`() {
    let lab = Lab.store(4)
    lab.putSettled("one", at: .d)
    lab.putSettled("two", at: .d)
    #expect(lab.shown() == [["two"], ["two"], ["two"], []])
    lab.step(.crash(.d, losingDisk: true))
    lab.step(.restart(.d))
    lab.putSettled("three", at: .d)
    #expect(lab.shown().first == ["three", "two"], "it has forgotten, and counts afresh")
    #expect(lab.world.owner(of: ReplicaID(4))?.epoch == 1)
  }

  @Test func `last writer wins over replicas`() throws {
    var setup = QuorumSetup(n: 3, w: 1, r: 2)
    setup.versions = .stamps
    let lab = Lab.store(4, setup)
    try lab.bind(.k, "lww")
    for (text, to, stamp) in [("new", NodeID.a, 20), ("old", .b, 10)] as [(String, NodeID, Tick)] {
      var request = WriteRequest(
        key: .k, value: lab.world.values.intern(text), node: .d, stamp: stamp)
      request.quorum.reach = lab.world.reaches.intern([to])
      lab.step(.write(request))
      lab.settle()
    }
    #expect(lab.read(at: .d, from: [.a, .b]) == ["new"])
    #expect(lab.shown() == [["new"], ["new"], [], []])
    #expect(lab.count(.repairs) == 1, "the loser is not pushed")
    #expect(lab.violations == [])
  }
}
