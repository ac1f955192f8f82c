import Causality
import Replication
import Testing

@testable import Simulation

/// Siblings in any order of delivery, against explicit sets of writes.
@Suite struct SiblingOracleTests {
  private static let runs: UInt64 = 24
  private static let length = 140
  private static let clients = 3

  /// The same world four times: watched, unwatched, without counters, and by the general rule.
  private struct Labs {
    var all: [Lab]

    init(nodes: Int) {
      let plain = KeyRules()
      var ruled = KeyRules()
      // A rule of a link that never is: siblings too, but not by the fast rule.
      ruled.links = [
        KeyRules.LinkRule(arc: Arc(NodeID(90), NodeID(91)), strategy: .siblings)
      ]
      all = [plain, plain, plain, ruled].map { Lab.mesh(nodes, rules: $0) }
      all[1].events.interest = []
      all[2].events.interest = []
      all[2].world.recordsStatistics = false
      step(.delivery(.any))
      for client in 0..<SiblingOracleTests.clients {
        step(.client(ClientID(Int32(client)), ClientSetup()))
      }
    }

    func step(_ decision: Decision) {
      for lab in all { lab.step(decision) }
    }
  }

  @Test(arguments: 1...runs)
  func `live versions are the maximal writes`(seed: UInt64) {
    var stream = TestStream(seed: seed)
    let nodes = 2 + stream.below(seed % 3 == 0 ? 9 : 4)
    let labs = Labs(nodes: nodes)
    var oracle = SiblingOracle(nodes: nodes, clients: Self.clients)
    // Few deliveries make many siblings, many deliveries short lives.
    let eagerness = 1 + stream.below(8)
    for step in 0..<Self.length {
      act(labs, &oracle, &stream, eagerness)
      guard compare(labs, oracle, seed, step) else { return }
    }
    for name in oracle.messages.keys.sorted() {
      labs.step(.deliver(name))
      oracle.deliver(name)
    }
    _ = compare(labs, oracle, seed, Self.length)
    let lab = labs.all[0]
    #expect(lab.count(.redundant) == oracle.redundant)
    #expect(lab.count(.applied) == oracle.applied)
    #expect(lab.count(.delivered) == oracle.applied + oracle.redundant)
  }

  private func act(
    _ labs: Labs, _ oracle: inout SiblingOracle, _ stream: inout TestStream, _ eagerness: Int
  ) {
    let node = stream.below(oracle.nodes.count)
    let client = stream.below(Self.clients)
    let names = oracle.messages.keys.sorted()
    switch stream.below(12 + eagerness) {
    case 0..<5:
      let context: WriteContext =
        switch stream.below(6) {
        case 0: .blind
        case 1...2: .client(ClientID(Int32(client)))
        default: .node
        }
      let value = labs.all.map { $0.world.values.intern("v") }[0]
      labs.step(
        .write(
          WriteRequest(key: .k, value: value, node: NodeID(Int32(node)), context: context)))
      oracle.write(at: node, context)
    case 5...6:
      labs.step(
        .read(
          ReadRequest(key: .k, node: NodeID(Int32(node)), client: ClientID(Int32(client)))))
      oracle.read(at: node, by: client)
    case 7 where !names.isEmpty:
      let name = stream.pick(names)
      labs.step(.drop(name))
      oracle.messages[name] = nil
    case 8 where !names.isEmpty:
      let name = stream.pick(names)
      labs.step(.duplicate(name))
      oracle.duplicate(name)
    case 9 where stream.oneIn(4):
      let id = NodeID(Int32(node))
      labs.step(.crash(id, losingDisk: true))
      labs.step(.restart(id))
      guard let replica = labs.all[0].world.node(id)?.replica else { return }
      oracle.loseDisk(node, renewedAs: replica)
    default:
      guard !names.isEmpty else { return }
      let name = stream.pick(names)
      labs.step(.deliver(name))
      oracle.deliver(name)
    }
  }

  /// Whether all worlds hold what the oracle holds, and are the same among themselves.
  private func compare(
    _ labs: Labs, _ oracle: SiblingOracle, _ seed: UInt64, _ step: Int
  ) -> Bool {
    let prints = labs.all.map { $0.fingerprint(.timed) }
    guard prints.allSatisfy({ $0 == prints[0] }) else {
      Issue.record("the rules differ: \(prints) (seed \(seed), step \(step))")
      return false
    }
    for node in oracle.nodes.indices {
      let id = NodeID(Int32(node))
      let live = labs.all[0].versions(.k, at: id).map(\.dot)
      let context = labs.all[0].world.context(of: .k, at: id)
      let expected = oracle.nodes[node].live
      guard Set(live) == expected, live.count == expected.count,
        context == oracle.context(node)
      else {
        Issue.record("\(live), not \(expected) (seed \(seed), step \(step), node \(node))")
        return false
      }
    }
    return true
  }
}
