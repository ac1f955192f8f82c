import Causality
import Replication

@testable import Simulation

/// Decisions of every kind, drawn so that most make sense in the world they are made for.
struct RandomDecisions {
  var stream: TestStream
  private var values: [ValueID] = []
  private var mixtures: [LatencyModel] = []
  private let clients = 3

  init(seed: UInt64) { stream = TestStream(seed: seed) }

  /// What a run begins with: nodes, links, strategies, keys, clients.
  mutating func opening(_ world: inout World) -> [Decision] {
    values = [.tombstone, world.values.intern("a"), world.values.intern("b/c")]
    for number in [-3, 0, 7] as [Int64] { values.append(world.values.intern(.int(number))) }
    values.append(world.values.intern(.array([.int(1), .string("x")])))
    values.append(world.values.intern(.array([.int(2)])))
    mixtures = [30, 90].map { percent in
      let rare = Share(percent: 100 - percent)
      return world.mixture([
        WeightedLatency(Share(percent: percent), .pareto(scale: 1_000_000, shape: 3.35)),
        WeightedLatency(rare, .exponential(mean: 5_000_000)),
      ])
    }
    let nodes = 1 + stream.below(stream.oneIn(4) ? 12 : 5)
    for _ in 0..<5 {
      _ = world.reaches.intern((0..<1 + stream.below(4)).map { _ in node(nodes) })
    }
    var decisions: [Decision] = [.seed(stream.next()), .addNodes(count: nodes)]
    decisions.append(.topology(topology(nodes)))
    if stream.oneIn(2) { decisions.append(.rank((0..<Int32(nodes)).map { 40 - $0 * $0 % 7 })) }
    let merges = MergeCatalogue.all.map { StrategyDefinition($0) }
    let strategies = (StrategyCatalogue.builtIns + merges).flatMap { definition in
      [0, 1].map { _ in Decision.addStrategy(Strategy(definition, parameters(definition))) }
    }
    decisions += strategies
    decisions.append(.delivery(stream.pick(DeliveryMode.allCases)))
    decisions.append(.forwarding(stream.pick(ForwardingTags.allCases), redundant: .stop))
    for _ in 0..<1 + stream.below(3) {
      decisions.append(.addKey(rules(nodes, strategies: strategies.count)))
    }
    for client in 0..<clients {
      decisions.append(.client(ClientID(Int32(client)), setup(nodes)))
    }
    if stream.oneIn(3) { decisions.append(.replication(.multiLeader(synchronous: true))) }
    if stream.oneIn(2) {
      if stream.oneIn(2) { decisions.append(.topology([])) }
      decisions.append(.replication(.leaderless(store(nodes))))
      if stream.oneIn(2) { decisions.append(ring(nodes)) }
    } else if stream.oneIn(2) {
      if stream.oneIn(2) { decisions.append(.topology([])) }
      decisions.append(.replication(.singleLeader(leader(nodes))))
    }
    return decisions
  }

  // MARK: Parts

  private mutating func parameters(_ definition: StrategyDefinition) -> StrategyParameters {
    var stated: [(name: String, value: String)] = []
    for option in definition.options where stream.oneIn(2) {
      let accepted = definition.acceptedWords(of: option)
      let words = accepted.isEmpty ? ["/", "-"] : accepted
      stated.append((option.rawValue, stream.pick(words)))
    }
    return (try? definition.parameters(from: stated)) ?? definition.defaults
  }

  private mutating func rules(_ nodes: Int, strategies: Int) -> KeyRules {
    var rules = KeyRules()
    // Types stand behind the plain rules, and join on write alone.
    func strategy(_ stream: inout TestStream) -> StrategyID {
      StrategyID(UInt16(stream.below(2 * StrategyCatalogue.builtIns.count + 1)))
    }
    switch stream.below(6) {
    case 0: break
    case 1:
      rules.onRead = strategy(&stream)
      rules.writesBack = stream.oneIn(2)
    case 2:
      rules.delayed = KeyRules.DelayedRule(
        strategy: strategy(&stream), delay: stream.tick(below: 30_000_000))
    case 3:
      let arc = arc(nodes)
      rules.links = [KeyRules.LinkRule(arc: arc, strategy: strategy(&stream))]
      rules.onWrite = strategy(&stream)
    default: rules.onWrite = StrategyID(UInt16(stream.below(strategies + 1)))
    }
    return rules
  }

  private mutating func setup(_ nodes: Int) -> ClientSetup {
    var setup = ClientSetup()
    for _ in 0..<stream.below(3) { setup.homes.append(node(nodes)) }
    setup.skew = stream.tick(below: 5_000_000) - 2_000_000
    return setup
  }

  private mutating func store(_ nodes: Int) -> QuorumSetup {
    let n = 1 + stream.below(min(nodes, 6))
    var setup = QuorumSetup(n: n, w: 1 + stream.below(n), r: 1 + stream.below(n))
    setup.versions = stream.oneIn(2) ? .dots : stream.pick(QuorumSetup.Versions.allCases)
    setup.count = stream.pick(QuorumSetup.Count.allCases)
    setup.isSloppy = stream.oneIn(2)
    setup.readRepair = stream.pick(QuorumSetup.ReadRepair.allCases)
    setup.handsOff = !stream.oneIn(4)
    setup.startsEpochs = !stream.oneIn(4)
    if setup.versions == .vector, stream.oneIn(2) {
      setup.pruning = VectorPruning(atMost: 1 + stream.below(3))
    }
    return setup
  }

  private mutating func leader(_ nodes: Int) -> LeaderSetup {
    let waiting: [LeaderSetup.Waiting] = [.none, .none, .all, .nodes([node(nodes), node(nodes)])]
    return LeaderSetup(leader: node(nodes), waiting: stream.pick(waiting))
  }

  private mutating func ring(_ nodes: Int) -> Decision {
    let owners = (0..<1 + stream.below(9)).map { _ in node(nodes) }
    return .ring(owners: owners, isDistinct: stream.oneIn(2))
  }

  /// What a single request states.
  private mutating func quorum(_ world: borrowing World) -> RequestQuorum {
    var quorum = RequestQuorum()
    quorum.isWatched = stream.oneIn(3)
    if stream.oneIn(3) {
      quorum.need = stream.pick([.all, .majority, .number(1), .number(stream.below(5))])
    }
    if stream.oneIn(5) { quorum.primaries = stream.pick([.all, .majority, .number(1)]) }
    if stream.oneIn(5) { quorum.reach = ReachID(Int32(stream.below(6))) }
    return quorum
  }

  private mutating func topology(_ nodes: Int) -> [Arc] {
    func at(_ index: Int) -> NodeID { NodeID(Int32(index % nodes)) }
    var arcs: [Arc] = []
    switch stream.below(6) {
    case 0: arcs = (0..<nodes).map { Arc(at($0), at($0 + 1)) }
    case 1:
      for node in 0..<nodes {
        arcs += [Arc(at(node), at(node + 1)), Arc(at(node + 1), at(node))]
      }
    case 2:
      for node in 1..<max(1, nodes) { arcs += [Arc(at(0), at(node)), Arc(at(node), at(0))] }
    case 3:
      for node in 1..<max(1, nodes) {
        arcs += [Arc(at(node / 2), at(node)), Arc(at(node), at(node / 2))]
      }
    default: arcs = Lab.meshArcs(nodes)
    }
    return arcs.filter { $0.from != $0.to }
  }

  private mutating func node(_ count: Int) -> NodeID { NodeID(Int32(stream.below(count))) }

  private mutating func arc(_ count: Int) -> Arc { Arc(node(count), node(count)) }

  private mutating func message(_ world: borrowing World) -> MessageName {
    let messages = world.inFlight()
    if messages.isEmpty || stream.oneIn(20) {
      return MessageName(arc(world.nodeCount), UInt32(1 + stream.below(4)))
    }
    return stream.pick(messages).name
  }

  private mutating func kind() -> MessageKind? {
    stream.oneIn(2) ? nil : stream.pick(MessageKind.allCases)
  }

  private mutating func context() -> WriteContext {
    switch stream.below(6) {
    case 0: .blind
    case 1...2: .client(ClientID(Int32(stream.below(clients))))
    default: .node
    }
  }

  private mutating func update(_ world: borrowing World) -> Decision {
    guard case .write(let request) = write(world) else { return .deliverNext }
    let fitting = world.merge(of: request.key)?.operations ?? []
    let kinds = fitting.isEmpty || stream.oneIn(4) ? MergeOperation.Kind.allCases : fitting
    var operation = MergeOperation(stream.pick(kinds))
    for _ in 0..<(stream.oneIn(8) ? stream.below(3) : operation.kind.operands.kinds.count) {
      operation.operands.append(
        stream.oneIn(2)
          ? .int(Int64(stream.below(4))) : .string(stream.pick(["f", "g", "f:rw-set"])))
    }
    if !fitting.isEmpty, world.merge(of: request.key)?.name == "or-map", !stream.oneIn(3) {
      operation.path = [stream.pick(["f", "g", "f:rw-set"])]
      if stream.oneIn(3) { operation.path.append("h") }
      operation.kind = stream.pick([.add, .remove, .increment, .assign, .enable, .reset])
    }
    return .update(request, operation)
  }

  private mutating func write(_ world: borrowing World) -> Decision {
    var request = WriteRequest(
      key: KeyID(Int32(stream.below(world.keyCount))), value: stream.pick(values),
      node: node(world.nodeCount), context: context())
    if stream.oneIn(5) { request.client = ClientID(Int32(stream.below(clients))) }
    if stream.oneIn(5) { request.stamp = stream.tick(below: 4) * 1_000_000 }
    request.timeout = stream.oneIn(3) ? stream.tick(below: 60_000_000) : 1_000_000_000
    if stream.oneIn(6) {
      for _ in 0..<stream.below(10) {
        request.latencies.append(stream.tick(below: 30_000_000))
      }
    }
    request.quorum = quorum(world)
    return .write(request)
  }

  // MARK: Decisions

  /// The next decision for a world.
  mutating func next(_ world: borrowing World) -> Decision {
    switch stream.below(100) {
    case 0..<16: return write(world)
    case 16..<28: return update(world)
    case 28..<34:
      let client = stream.oneIn(2) ? nil : ClientID(Int32(stream.below(clients)))
      var request = ReadRequest(
        key: KeyID(Int32(stream.below(world.keyCount))), node: node(world.nodeCount),
        client: client)
      request.timeout = stream.oneIn(3) ? stream.tick(below: 60_000_000) : 1_000_000_000
      request.quorum = quorum(world)
      return .read(request)
    case 34..<56: return .deliverNext
    case 56..<62: return .pass(until: world.now + stream.tick(below: 25_000_000))
    case 62..<69: return .deliver(message(world))
    case 69..<72: return .drop(message(world))
    case 72..<75: return .duplicate(message(world))
    case 75 where world.leadership != nil: return failover(world)
    case 75..<78: return .delay(message(world), by: stream.tick(below: 40_000_000))
    case 78..<91: return fault(world)
    default: return configuration(world)
    }
  }

  /// What happens to a store with one leader alone.
  private mutating func failover(_ world: borrowing World) -> Decision {
    let nodes = world.nodeCount
    switch stream.below(5) {
    case 0: return .collect(before: world.now, [node(nodes)])
    case 1...2: return .sync(world.leadership?.leader ?? node(nodes), node(nodes))
    default: return .promote(node(nodes))
    }
  }

  private mutating func fault(_ world: borrowing World) -> Decision {
    let node = node(world.nodeCount)
    switch stream.below(18) {
    case 13: return .loss(scope(world), share())
    case 14: return .duplicates(scope(world), share())
    case 15: return destiny(world)
    case 16: return .drift(node, Int64(stream.tick(below: 200_000_000)) - 100_000_000)
    case 17: return chaos(world)
    case 0: return .crash(node, losingDisk: stream.oneIn(2))
    case 1...2: return .restart(node)
    case 3: return .pause(node)
    case 4...5: return .resume(node)
    case 6: return .failWrites(node)
    case 7: return .mend(node)
    case 8: return .hold(arc(world.nodeCount), kind())
    case 9: return .release(arc(world.nodeCount), kind())
    case 10: return .skew(node, stream.tick(below: 20_000_000) - 10_000_000)
    case 11:
      return .partition(
        (0..<1 + stream.below(3)).map { _ in arc(world.nodeCount) }.filter { $0.from != $0.to })
    default: return .heal
    }
  }

  private mutating func configuration(_ world: borrowing World) -> Decision {
    let nodes = world.nodeCount
    switch stream.below(30) {
    case 29: return .detour(node(nodes), stream.tick(below: 20_000_000))
    case 25: return .sync(node(nodes), node(nodes))
    case 26:
      let period = stream.oneIn(3) ? nil : 1_000_000 + stream.tick(below: 60_000_000)
      return .antiEntropy(every: period)
    case 27: return .collect(before: world.now, [node(nodes)])
    case 28: return .topology([])
    case 23: return .replication(.singleLeader(leader(nodes)))
    case 24: return .promote(node(nodes))
    case 20: return .replication(.leaderless(store(nodes)))
    case 21: return ring(nodes)
    case 22:
      let key = KeyID(Int32(stream.below(world.keyCount)))
      return .place(
        key,
        stream.oneIn(2)
          ? .partition(stream.below(99))
          : .nodes((0..<1 + stream.below(5)).map { _ in node(nodes) }))
    case 0:
      return .forwarding(
        stream.pick(ForwardingTags.allCases), redundant: stream.oneIn(3) ? .forward : .stop)
    case 1: return .relay(node(nodes), stream.oneIn(2))
    case 2: return .ignore(origin: node(nodes), at: node(nodes))
    case 3...4: return .clearIgnores
    case 5: return .delivery(stream.pick(DeliveryMode.allCases))
    case 6: return .latency(.all, latency())
    case 7: return .latency(.link(arc(nodes)), latency())
    case 8: return .latency(.kind(stream.pick(MessageKind.allCases)), latency())
    case 9: return .link(arc(nodes), stream.oneIn(2) ? nil : latency())
    case 10: return .unlink(arc(nodes))
    case 11: return stream.oneIn(3) ? .topology(topology(nodes)) : .link(arc(nodes), nil)
    case 12: return nodes < 12 ? .addNodes(count: 1) : .clearIgnores
    case 13: return stream.oneIn(3) ? .remove(node(nodes)) : .restart(node(nodes))
    case 14: return .replication(.multiLeader(synchronous: stream.oneIn(2)))
    case 15: return .rank((0..<Int32(nodes)).map { _ in Int32(stream.below(9)) })
    case 16: return .client(ClientID(Int32(stream.below(clients))), setup(nodes))
    case 17: return .seed(stream.next())
    default:
      return .bind(
        KeyID(Int32(stream.below(world.keyCount))),
        rules(nodes, strategies: world.strategies.count - 1))
    }
  }

  private mutating func scope(_ world: borrowing World) -> MessageScope {
    switch stream.below(4) {
    case 0: .all
    case 1: .kind(stream.pick(MessageKind.allCases))
    default: .link(arc(world.nodeCount))
    }
  }

  private mutating func share() -> Share {
    stream.oneIn(3) ? .none : Share(billionths: Int64(stream.below(1_000_000_000)))
  }

  /// What becomes of one of the next messages of a link.
  private mutating func destiny(_ world: borrowing World) -> Decision {
    let arc = world.inFlight().first?.name.arc ?? arc(world.nodeCount)
    var fate = Fate()
    fate.isLost = stream.oneIn(3)
    fate.isDoubled = stream.oneIn(3)
    fate.latency = stream.oneIn(3) ? stream.tick(below: 30_000_000) : nil
    return .destine(MessageName(arc, UInt32(1 + stream.below(20))), fate)
  }

  private mutating func chaos(_ world: borrowing World) -> Decision {
    if stream.oneIn(3) { return .chaos(nil) }
    if stream.oneIn(2) {
      let fault = ChaosFault.allCases[stream.below(ChaosFault.allCases.count)]
      let message = MessageName(arc(world.nodeCount), UInt32(1 + stream.below(9)))
      return .strike(
        Stroke(
          tick: stream.tick(below: 300_000_000), fault: fault,
          victim: fault.isOfMessages ? .message(message) : .node(node(world.nodeCount)),
          downtime: 1 + stream.tick(below: 60_000_000)))
    }
    let faults = ChaosFault.allCases.filter { _ in stream.oneIn(2) }
    return .chaos(
      ChaosPlan(
        interval: 1_000_000 + stream.tick(below: 40_000_000),
        faults: faults.isEmpty ? [.crash] : faults, downtime: stream.tick(below: 60_000_000),
        duration: stream.oneIn(2) ? nil : stream.tick(below: 300_000_000),
        nodes: stream.oneIn(2) ? [] : [node(world.nodeCount)]))
  }

  private mutating func latency() -> LatencyModel {
    let low = stream.tick(below: 10_000_000)
    if stream.oneIn(4) { return .exponential(mean: low) }
    if stream.oneIn(4) {
      return .pareto(scale: low + 1, shape: Double(1 + stream.below(50)) / 10)
    }
    if stream.oneIn(4) { return mixtures[stream.below(mixtures.count)] }
    return stream.oneIn(2)
      ? .constant(low) : .uniform(low, low + stream.tick(below: 20_000_000))
  }
}
