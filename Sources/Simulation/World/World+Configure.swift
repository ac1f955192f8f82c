import Causality
import Replication

extension World {
  mutating func configure(
    _ decision: Decision, into events: inout EventBuffer
  ) throws(Refusal) {
    switch decision {
    case .addNodes(let count):
      try addNodes(count)
      followLeader(into: &events)
    case .label(let node, let label):
      try checkNode(node)
      nodes.label(node, label)
    case .labelKey(let key, let label): store.keys.label(key, label)
    case .rank(let ranks):
      for (index, rank) in ranks.enumerated() where index < nodes.count {
        nodes.records[index].rank = rank
      }
    case .remove(let node): try remove(node, into: &events)
    case .replication(let mode):
      try replicate(mode)
      followLeader(into: &events)
    case .ring(let owners, let isDistinct):
      guard !owners.isEmpty else { throw .emptyRing }
      for owner in owners { try checkNode(owner) }
      store.placements.state(Ring(owners: owners, isDistinct: isDistinct))
    case .place(let key, let placement):
      if case .nodes(let nodes) = placement {
        for node in nodes { try checkNode(node) }
      }
      store.placements.place(key, placement)
    case .antiEntropy(let period): setAntiEntropy(every: period)
    case .chaos(let plan): try setChaos(plan, into: &events)
    case .strike(let stroke): try state(stroke)
    case .seed(let seed):
      guard !settings.hasBegun else { throw .begun }
      settings.chance = Chance(seed: seed)
    case .addStrategy(let strategy): try add(strategy)
    case .addKey(let rules):
      guard store.keys.count < Int(Int32.max) else { throw .full }
      try checkLinks(of: rules, KeyID(Int32(store.keys.count)))
      store.keys.add(rules, isTyped: merge(of: rules) != nil)
      if shipsOperations(rules) { store.keys.shipsOperations = true }
      keepHistory(of: KeyID(Int32(store.keys.count - 1)))
    case .bind(let key, let rules):
      try check(rules, for: key)
      store.keys.bind(key, rules, isTyped: merge(of: rules) != nil)
      if shipsOperations(rules) { store.keys.shipsOperations = true }
      keepHistory(of: key)
    case .client(let id, let setup): configureClient(id, setup)
    default: preconditionFailure("not a configuration: \(decision)")
    }
  }

  private mutating func addNodes(_ count: Int) throws(Refusal) {
    guard count >= 0, nodes.count + count <= 1_000_000 else { throw .full }
    for _ in 0..<count { nodes.add() }
    network.causal.addNodes(count)
    store.logs.addNodes(count)
    network.links.rebuildWays(nodeCount: nodes.count)
    store.placements.invalidate()
  }

  private mutating func add(_ strategy: Strategy) throws(Refusal) {
    guard settings.strategies.count < Int(UInt16.max) else { throw .full }
    settings.strategies.append(strategy)
    let clock = strategy.parameters.clock
    if clock == .logical || clock == .hybrid { settings.learnsClocks = true }
    if strategy.definition.needs.contains(.base) { store.versions.keepsBases = true }
  }

  private mutating func configureClient(_ id: ClientID, _ setup: ClientSetup) {
    while clients.clients.count <= id.index { clients.clients.append(ClientTable.Client()) }
    clients.clients[id.index].setup = setup
  }

  private mutating func remove(
    _ node: NodeID, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkNode(node)
    abandon(at: node, into: &events)
    abandonRequests(at: node, into: &events)
    for slot in network.queue.slots() {
      let envelope = network.queue.pool[Int(slot)]
      let isFrom =
        !envelope.isTimer && network.links.records[Int(envelope.link)].from == node
      guard isFrom || envelope.node == node.rawValue else { continue }
      lose(slot)
    }
    network.links.detach(node)
    network.conditions.forget(node)
    network.concernAll()
    forgetEverything(at: node, into: &events)
    forgetHints(of: node, home: true)
    nodes.records[node.index].health = .removed
    store.placements.invalidate()
    attendToLosses(into: &events)
    network.links.rebuildWays(nodeCount: nodes.count)
  }

  /// Empties a node's storage and what it holds back.
  mutating func forgetEverything(at node: NodeID, into events: inout EventBuffer) {
    if events.interest.contains(.history) { events.recorder.wipe(node, tick: now) }
    for key in 0..<store.keys.count {
      guard let slot = store.slots.find(key, node.index) else { continue }
      forget(slot: slot, replaced: false)
    }
    discardWaiting(at: node)
    dropLog(of: node)
  }

  /// Empties a slot; `replaced`: what it held was meant to go.
  mutating func forget(slot: Int, replaced: Bool) {
    for sibling in store.slots.states[slot].siblings(in: store.spills) {
      dropHolder(sibling.version, replaced: replaced)
    }
    store.spills.release(&store.slots.states[slot].past.spill)
    store.slots.clear(slot)
  }

  mutating func wire(
    _ decision: Decision, into events: inout EventBuffer
  ) throws(Refusal) {
    switch decision {
    case .link(let arc, let latency):
      try checkArc(arc)
      let link = network.need(arc, replicates: true)
      network.links.records[link].latency = latency
    case .unlink(let arc):
      guard let link = network.links.find(arc), network.links.records[link].replicates else {
        throw .noLink(arc)
      }
      network.links.records[link].replicates = false
      network.links.records[link].latency = nil
      network.conditions.forget(where: { $0 == arc })
      network.concern(link)
    case .topology(let arcs):
      for arc in arcs { try checkArc(arc) }
      network.links.detachAll()
      network.conditions.forget(where: { _ in true })
      network.concernAll()
      for arc in arcs { _ = network.need(arc, replicates: true) }
    case .forwarding(let tags, let redundant):
      network.tags = tags
      network.redundant = redundant
    case .relay(let node, let relays):
      try checkNode(node)
      nodes.records[node.index].relays = relays
    case .ignore(let origin, let node):
      // The origin may be gone: its writes outlive it.
      guard self.node(origin) != nil else { throw .noNode(origin) }
      try checkNode(node)
      network.ignore(Arc(node, origin))
    case .clearIgnores: network.ignores = []
    case .delivery(let mode): setDelivery(mode)
    case .latency, .loss, .duplicates, .detour, .destine: try weather(decision)
    default: preconditionFailure("not about links: \(decision)")
    }
    network.links.rebuildWays(nodeCount: nodes.count)
    followLeader(into: &events)
    handOffAll()
  }

  mutating func checkArc(_ arc: Arc) throws(Refusal) {
    try checkNode(arc.from)
    try checkNode(arc.to)
    guard arc.from != arc.to else { throw .noLink(arc) }
  }
}
