import Causality
import Replication
import Testing

@testable import Simulation

/// Typed values in the engine: what nodes hold is the join of what they have heard of.
@Suite struct TypedValueTests {
  /// A mesh of three nodes with one key of this type, in the world of a lab.
  private func lab(
    _ type: MergeDefinition, _ mode: ReplicationMode? = nil, ship: ShippingRule = .state
  ) -> Lab {
    let lab = Lab()
    var parameters = type.defaults
    parameters.merging.shipping = ship
    lab.step(.addNodes(count: 3))
    lab.step(.topology(Lab.meshArcs(3)))
    lab.step(.addStrategy(Strategy(StrategyDefinition(type), parameters)))
    var rules = KeyRules()
    rules.onWrite = StrategyID(1)
    lab.step(.addKey(rules))
    for client in 0..<2 as Range<Int32> { lab.step(.client(ClientID(client), ClientSetup())) }
    if let mode { lab.step(.replication(mode)) }
    return lab
  }

  private func operation(
    of type: MergeDefinition, _ stream: inout TestStream
  ) -> MergeOperation {
    if type.name == "or-map", !stream.oneIn(3) {
      return MergeOperation(.add, [.int(Int64(stream.below(3)))], path: ["f"])
    }
    let kind = stream.pick(type.operations)
    let operands = kind.operands.kinds.map { wanted -> Value in
      type.name == "or-map" || wanted == .text ? .string("f") : .int(Int64(stream.below(3)))
    }
    return MergeOperation(kind, operands)
  }

  @Test(arguments: MergeCatalogue.all.map(\.name), ShippingRule.allCases)
  func `nodes that heard the same hold the same`(name: String, ship: ShippingRule) throws {
    let type = try #require(MergeCatalogue.named(name))
    for seed in 1...8 as ClosedRange<UInt64> {
      let lab = lab(type, ship: ship)
      var stream = TestStream(seed: seed)
      for _ in 0..<40 {
        let node = NodeID(Int32(stream.below(3)))
        switch stream.below(6) {
        case 0...2:
          let client = ClientID(Int32(stream.below(2)))
          let context = stream.pick([WriteContext.node, .node, .blind, .client(client)])
          lab.attempt(
            .update(
              WriteRequest(key: KeyID(0), value: .tombstone, node: node, context: context),
              operation(of: type, &stream)))
        case 3: lab.attempt(.read(ReadRequest(key: KeyID(0), node: node, client: ClientID(0))))
        case 4: if let message = lab.messages.first { lab.attempt(.duplicate(message.name)) }
        default: lab.attempt(.deliverNext)
        }
      }
      lab.settle()
      let states = (0..<3).map { portrait(lab, NodeID($0)) }
      #expect(Set(states).count == 1, "\(name), seed \(seed): \(states)")
      #expect(lab.isConverged)
      #expect(lab.count(.lost) == 0)
      #expect(lab.violations.isEmpty)
    }
  }

  /// Operations come in any order, again and again: what nodes make of them is at every moment what
  /// they would make of the states that the same writes stand for.
  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `operations make what states make`(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    var waits = 0
    for seed in 1...16 as ClosedRange<UInt64> {
      let lab = lab(type, ship: .operations)
      var stream = TestStream(seed: seed)
      lab.step(.delivery(.any))
      for _ in 0..<40 {
        let node = NodeID(Int32(stream.below(3)))
        let request = WriteRequest(key: KeyID(0), value: .tombstone, node: node)
        switch stream.below(5) {
        case 0, 1: lab.attempt(.update(request, operation(of: type, &stream)))
        case 2: duplicateLast(lab)
        default: deliverLast(lab)
        }
        waits += lab.count(.buffered)
        for node in 0..<3 as Range<Int32> { checkJoin(lab, NodeID(node), type) }
      }
      lab.settle()
      let states = (0..<3).map { portrait(lab, NodeID($0)) }
      #expect(Set(states).count == 1, "\(name), seed \(seed): \(states)")
      #expect(lab.count(.buffered) == 0)
      #expect(lab.violations.isEmpty)
    }
    #expect(waits > 0)
  }

  /// What a node holds against the join of the states of the versions it lists.
  private func checkJoin(_ lab: Lab, _ node: NodeID, _ type: MergeDefinition) {
    guard let slot = lab.world.store.slots.find(0, node.index) else { return }
    let states = lab.world.store.slots.states[slot].siblings(in: lab.world.store.spills)
      .compactMap {
        lab.world.values.value(lab.world.store.versions.records[Int($0.version)].value)
      }
    let meant = states.first.map { states.dropFirst().reduce($0, type.merge) }
    #expect(lab.world.state(ofSlot: slot, type) == meant)
    let merged = lab.world.store.slots.states[slot].merged(in: lab.world.store.spills)
    #expect(states.count < 2 || merged != nil, "what came was not added to what there was")
  }

  /// What is under way as an operation does something else than the same write as a state.
  @Test func `what a write travels as is a part of the state`() {
    let prints = ShippingRule.allCases.map { ship -> UInt64 in
      let lab = Lab.mesh(2)
      for rule in ShippingRule.allCases {
        var parameters = MergeDefinition.gSet.defaults
        parameters.merging.shipping = rule
        lab.step(.addStrategy(Strategy(StrategyDefinition(.gSet), parameters)))
      }
      for rule in [ship, .state] {
        var rules = KeyRules()
        rules.onWrite = StrategyID(rule == .state ? 1 : 2)
        lab.step(.bind(.k, rules))
        guard lab.messages.isEmpty else { continue }
        let request = WriteRequest(key: .k, value: .tombstone, node: .a)
        lab.step(.update(request, MergeOperation(.add, [.string("x")])))
      }
      return lab.fingerprint()
    }
    #expect(prints[0] != prints[1])
  }

  private func deliverLast(_ lab: Lab) {
    if let message = lab.messages.last { lab.attempt(.deliver(message.name)) }
  }

  private func duplicateLast(_ lab: Lab) {
    if let message = lab.messages.last { lab.attempt(.duplicate(message.name)) }
  }

  /// What a lost operation leaves behind waits until anti-entropy brings the state.
  @Test(arguments: MergeCatalogue.all.map(\.name))
  func `an operation waits for those it follows`(name: String) throws {
    let type = try #require(MergeCatalogue.named(name))
    let lab = lab(type, ship: .operations)
    lab.step(.topology([Arc(.a, .b)]))
    var stream = TestStream(seed: 9)
    let request = WriteRequest(key: KeyID(0), value: .tombstone, node: .a)
    while lab.messages.count < 3 { lab.attempt(.update(request, operation(of: type, &stream))) }
    lab.step(.drop(lab.messages[0].name))
    lab.settle()
    #expect(lab.count(.buffered) == 2)
    #expect(portrait(lab, .b).isEmpty)
    lab.step(.sync(.a, .b))
    lab.settle()
    #expect(lab.count(.buffered) == 0)
    #expect(portrait(lab, .b) == portrait(lab, .a))
    #expect(lab.violations.isEmpty)
  }

  private func portrait(_ lab: Lab, _ node: NodeID) -> String {
    lab.world.portrait(of: KeyID(0), at: node) { "\($0.rawValue)" }?.json ?? ""
  }

  /// Every increment that was not refused counts once, whatever happens to messages.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `a counter counts what was accepted`(seed: UInt64) throws {
    var stream = TestStream(seed: seed)
    let modes: [ReplicationMode?] = [
      nil, .leaderless(QuorumSetup(n: 3, w: 2, r: 2)), .singleLeader(LeaderSetup(leader: .a)),
    ]
    let lab = lab(.pnCounter, modes[Int(seed % 3)])
    var total: Int64 = 0
    for _ in 0..<60 {
      let node = NodeID(Int32(stream.below(3)))
      let amount = Int64(stream.below(9))
      let request = WriteRequest(key: KeyID(0), value: .tombstone, node: node)
      switch stream.below(9) {
      case 0...3:
        if lab.attempt(.update(request, MergeOperation(.increment, [.int(amount)]))) == nil {
          total += amount
        }
      case 4: lab.attempt(.partition([Arc(node, .b), Arc(.b, node)].filter { $0.from != $0.to }))
      case 5: lab.attempt(.heal)
      case 6: if let message = lab.messages.last { lab.attempt(.duplicate(message.name)) }
      case 7: lab.attempt(.read(ReadRequest(key: KeyID(0), node: node)))
      default: lab.attempt(.deliverNext)
      }
    }
    lab.attempt(.heal)
    lab.settle()
    for pair in [(0, 1), (1, 2), (0, 2), (0, 1), (1, 2)] as [(Int32, Int32)] {
      lab.attempt(.sync(NodeID(pair.0), NodeID(pair.1)))
      lab.settle()
    }
    for node in 0..<3 as Range<Int32> {
      #expect(lab.values(KeyID(0), at: NodeID(node)) == ["\(total)"], "seed \(seed)")
    }
  }

  @Test func `a refused operation leaves everything as it was`() {
    let lab = lab(.gCounter)
    let request = WriteRequest(key: KeyID(0), value: .tombstone, node: .a)
    lab.step(.update(request, MergeOperation(.increment)))
    let before = lab.picture
    let print = lab.fingerprint()
    #expect(lab.attempt(.update(request, MergeOperation(.decrement))) != nil)
    #expect(lab.attempt(.write(request)) != nil)
    #expect(lab.attempt(.bind(KeyID(0), KeyRules())) == .misbound(KeyID(0)))
    #expect(lab.picture == before)
    #expect(lab.fingerprint() == print)
  }
}
