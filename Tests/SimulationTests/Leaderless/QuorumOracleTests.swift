import Replication
import Testing

@testable import Simulation

/// Outcomes of quorum requests, against a model without messages.
@Suite struct QuorumOracleTests {
  private static let runs: UInt64 = 300
  private static let length = 40
  private static let clients = 2

  /// A world and the model of it, driven by one stream.
  private struct Twins {
    let lab: Lab
    var oracle: QuorumOracle
    var stream: TestStream
    let nodes: Int

    init(seed: UInt64) {
      stream = TestStream(seed: seed)
      nodes = 3 + stream.below(4)
      let n = 1 + stream.below(min(nodes, 4))
      var setup = QuorumSetup(n: n, w: 1 + stream.below(n), r: 1 + stream.below(n))
      setup.isSloppy = stream.oneIn(2)
      setup.handsOff = !stream.oneIn(4)
      setup.readRepair = stream.pick(QuorumSetup.ReadRepair.allCases)
      var rest = Array(0..<nodes)
      var walk: [Int] = []
      while !rest.isEmpty { walk.append(rest.remove(at: stream.below(rest.count))) }
      oracle = QuorumOracle(nodes: nodes, clients: clients, walk: walk, setup)
      lab = Lab()
      lab.step(.addNodes(count: nodes))
      lab.step(.latency(.all, .constant(0)))
      lab.step(.addKey(KeyRules()))
      for client in 0..<clients { lab.step(.client(ClientID(Int32(client)), ClientSetup())) }
      lab.step(.replication(.leaderless(setup)))
      lab.step(.place(.k, .nodes(walk.map { NodeID(Int32($0)) })))
    }

    private func id(_ node: Int) -> NodeID { NodeID(Int32(node)) }

    private mutating func request() -> QuorumOracle.Request {
      var request = QuorumOracle.Request(node: stream.below(nodes))
      if stream.oneIn(3) { request.client = stream.below(clients) }
      if stream.oneIn(4) { request.need = 1 + stream.below(oracle.setup.n) }
      if stream.oneIn(5) { request.primaries = 1 + stream.below(oracle.setup.n) }
      if stream.oneIn(4) {
        request.reach = Set((0...stream.below(3)).map { _ in stream.below(nodes) })
      }
      return request
    }

    private func quorum(_ request: QuorumOracle.Request) -> RequestQuorum {
      var quorum = RequestQuorum()
      quorum.isWatched = true
      quorum.need = request.need.map { .number($0) }
      quorum.primaries = request.primaries.map { .number($0) }
      if let reach = request.reach {
        quorum.reach = lab.world.reaches.intern(reach.sorted().map(id))
      }
      return quorum
    }

    mutating func write() -> String? {
      var asked = request()
      guard !oracle.down.contains(asked.node) else { return nil }
      asked.isBlind = asked.client == nil && stream.oneIn(4)
      let isDeletion = stream.oneIn(6)
      let value =
        isDeletion ? ValueID.tombstone : lab.world.values.intern("\(oracle.writes.count)")
      let client = asked.client.map { ClientID(Int32($0)) }
      let context = client.map { WriteContext.client($0) } ?? (asked.isBlind ? .blind : .node)
      var write = WriteRequest(key: .k, value: value, node: id(asked.node), context: context)
      write.client = client
      write.quorum = quorum(asked)
      lab.step(.write(write))
      let operation = lab.operation
      lab.settle()
      let expected = oracle.write(asked, isDeletion: isDeletion)
      let outcome = lab.outcome(operation)
      lab.world.forget(operation)
      return outcome == expected ? nil : "\(asked): \(outcome), not \(expected)"
    }

    mutating func read() -> String? {
      let asked = request()
      guard !oracle.down.contains(asked.node) else { return nil }
      var read = ReadRequest(key: .k, node: id(asked.node))
      read.client = asked.client.map { ClientID(Int32($0)) }
      read.quorum = quorum(asked)
      lab.step(.read(read))
      guard case .reading(let operation) = lab.world.reply else { return "no read" }
      lab.settle()
      let (expected, writes) = oracle.read(asked)
      let outcome = lab.outcome(operation)
      let values = lab.texts(lab.world.answer(of: operation)?.values ?? []).sorted()
      lab.world.forget(operation)
      guard outcome == expected else { return "\(asked): \(outcome), not \(expected)" }
      guard outcome == .ok else { return nil }
      let wanted = writes.map { "\($0)" }.sorted()
      return values == wanted ? nil : "\(asked): read \(values), not \(wanted)"
    }

    mutating func disturb() {
      let node = stream.below(nodes)
      let pair = QuorumOracle.Pair(from: node, to: (node + 1 + stream.below(nodes - 1)) % nodes)
      let arc = Arc(id(pair.from), id(pair.to))
      switch stream.below(10) {
      case 0 where oracle.down.insert(node).inserted:
        lab.step(.crash(id(node), losingDisk: false))
      case 1...3 where oracle.down.remove(node) != nil: lab.step(.restart(id(node)))
      case 4 where oracle.failing.insert(node).inserted: lab.step(.failWrites(id(node)))
      case 5...6 where oracle.failing.remove(node) != nil: lab.step(.mend(id(node)))
      case 7:
        oracle.cuts.insert(pair)
        lab.step(.partition([arc]))
      case 8:
        oracle.cuts = []
        lab.step(.heal)
      case 9 where oracle.links.remove(pair) != nil: lab.step(.unlink(arc))
      case 9:
        oracle.links.insert(pair)
        lab.step(.link(arc, nil))
      default: return
      }
      oracle.handOffAll()
      lab.settle()
    }

    mutating func act() -> String? {
      switch stream.below(8) {
      case 0...2: return write()
      case 3...5: return read()
      default:
        disturb()
        return nil
      }
    }

    /// What the world holds that the model does not, or the other way.
    func difference() -> String? {
      for node in 0..<nodes {
        let stored = lab.versions(.k, at: id(node)).map { lab.texts([$0.value])[0] }.sorted()
        let expected = oracle.replicas[node].stored
          .map { oracle.writes[$0].isDeletion ? "(deleted)" : "\($0)" }.sorted()
        if stored != expected { return "node \(node) holds \(stored), not \(expected)" }
      }
      let hints = lab.world.hints().map { "\($0.holder.index) for \($0.home.index)" }.sorted()
      let expected = oracle.hints.map { "\($0.holder) for \($0.home)" }.sorted()
      if hints != expected { return "hints \(hints), not \(expected)" }
      let repairs = lab.count(.repairs)
      return repairs == oracle.repairs ? nil : "\(repairs) repairs, not \(oracle.repairs)"
    }
  }

  @Test(arguments: 1...runs)
  func `requests end as in a model without messages`(seed: UInt64) {
    var twins = Twins(seed: seed)
    for step in 0..<Self.length {
      if let difference = twins.act() ?? twins.difference() {
        Issue.record("seed \(seed), step \(step), \(twins.oracle.setup): \(difference)")
        return
      }
    }
    #expect(twins.lab.violations == [])
  }
}
