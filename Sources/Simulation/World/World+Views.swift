import Causality
import Replication

// What can be looked at. Looking sends no message and changes nothing.
extension World {
  /// How many nodes were ever created.
  package var nodeCount: Int { nodes.count }

  /// How many keys there are.
  package var keyCount: Int { store.keys.count }

  /// How many clients there are.
  package var clientCount: Int { clients.clients.count }

  /// The strategies, by id.
  package var strategies: [Strategy] { settings.strategies }

  /// The seed of all chance.
  package var seed: UInt64 { settings.chance.seed }

  /// Whether writes wait for every leader.
  package var isSynchronous: Bool { settings.isSynchronous }

  /// How many client requests were taken and messages or handlers fell due: the clock of a trace.
  package var eventCount: Int { statistics.events }

  /// How many bytes a fork copies, about: what grows with keys, nodes and messages.
  package var copiedBytes: Int {
    store.slots.states.count * (MemoryLayout<KeyState>.stride + 8)
      + store.versions.records.count
      * (MemoryLayout<VersionRecord>.stride + MemoryLayout<VersionStamps>.stride)
      + network.queue.pool.count * MemoryLayout<Envelope>.stride
      + operations.quorums.operations.count * MemoryLayout<QuorumOperation>.stride
      + 32 << 10
  }

  /// The order in which messages of a link are taken in.
  package var delivery: DeliveryMode { network.delivery }

  /// What relayed messages carry, and whether known copies are relayed.
  package var forwarding: (tags: ForwardingTags, redundant: RedundantRule) {
    (network.tags, network.redundant)
  }

  /// A node, by id; nil if it was never created.
  package func node(_ id: NodeID) -> NodeView? {
    guard id.rawValue >= 0, id.index < nodes.count else { return nil }
    let record = nodes.records[id.index]
    return NodeView(
      health: record.health, failsWrites: record.failsWrites,
      skew: record.clock.ahead(at: now), drift: record.clock.billionths,
      relays: record.relays, buffered: network.causal.buffers[id.index].count,
      replica: record.replica)
  }

  /// The node that counts, or counted, under this identity, and how many identities it had before.
  package func owner(of replica: ReplicaID) -> (node: NodeID, epoch: Int)? {
    let index = Int(replica.rawValue)
    return index < nodes.owners.count ? nodes.owners[index] : nil
  }

  /// The rules of a key.
  package func rules(of key: KeyID) -> KeyRules { store.keys.rules[key.index] }

  /// A client, by id; nil if it was never declared.
  package func client(_ id: ClientID) -> ClientSetup? {
    clients.clients.indices.contains(id.index) ? clients.clients[id.index].setup : nil
  }

  /// Where a client's request goes; nil: it has no home, or nothing is up.
  ///
  /// Its home, or the next of its homes that is up, else the one leader if there is one, else any
  /// node that is up, in creation order.
  package func route(_ client: ClientID) -> NodeID? {
    guard let homes = self.client(client)?.homes, !homes.isEmpty else { return nil }
    for home in homes + (store.logs.leader.map { [$0] } ?? []) + nodes.present() {
      if nodes.isPresent(home), nodes.records[home.index].health == .up { return home }
    }
    return nil
  }

  /// The stored versions of a key, tombstones and merged ones included, in order of arrival.
  package func versions(of key: KeyID, at node: NodeID) -> [VersionView] {
    guard let slot = find(key, node) else { return [] }
    let clock = settings.strategies[Int(strategy(of: key.index).rawValue)].parameters.clock
    var result: [VersionView] = []
    for sibling in store.slots.states[slot].siblings(in: store.spills) {
      let record = store.versions.records[Int(sibling.version)]
      let stamps = store.versions.stamps[Int(sibling.version)]
      result.append(
        VersionView(
          value: values.shown(record.value), dot: Dot(stamps.replica, record.counter),
          context: vector(record.past, key.index), stamp: stamps.reading(clock)))
    }
    return result
  }

  /// The live values as a reader without a strategy sees them: none, one (a merge counts as one),
  /// or siblings in order of their dots.
  package func values(of key: KeyID, at node: NodeID) -> [ValueID] {
    guard let slot = find(key, node) else { return [] }
    if let merged = store.slots.states[slot].merged(in: store.spills) {
      return merged == .tombstone ? [] : reading(of: merged, key)
    }
    var siblings: [(dot: Dot, value: ValueID)] = []
    for sibling in store.slots.states[slot].siblings(in: store.spills) {
      let record = store.versions.records[Int(sibling.version)]
      let replica = store.versions.stamps[Int(sibling.version)].replica
      if record.value != .tombstone {
        siblings.append((Dot(replica, record.counter), record.value))
      }
    }
    if siblings.count == 1 { return reading(of: siblings[0].value, key) }
    siblings.sort { $0.dot < $1.dot }
    return siblings.map(\.value)
  }

  /// What a reader sees of a stored value: of a typed one what its type says.
  func reading(of value: ValueID, _ key: KeyID) -> [ValueID] {
    guard store.keys.isTyped(key.index), let read = values.reading(of: value) else {
      return [value]
    }
    return read
  }

  /// Everything the node has seen of the key: the context a reader gets.
  package func context(of key: KeyID, at node: NodeID) -> VersionVector {
    guard let slot = find(key, node) else { return VersionVector() }
    return vector(store.slots.states[slot].past, key.index)
  }

  /// What a client has seen of the key.
  package func context(of key: KeyID, seenBy client: ClientID) -> VersionVector {
    guard clients.clients.indices.contains(client.index) else { return VersionVector() }
    return vector(clients.past(client, key.index), key.index)
  }

  func find(_ key: KeyID, _ node: NodeID) -> Int? {
    guard key.rawValue >= 0, key.index < store.keys.count, node.rawValue >= 0 else { return nil }
    return store.slots.find(key.index, node.index)
  }

  /// A past for people: dots that came without those before them stand for these too.
  func vector(_ past: Past, _ key: Int) -> VersionVector {
    var result = VersionVector()
    for lane in 0..<store.keys.laneCount(of: key) {
      let counter = past.counter(UInt16(lane), in: store.spills)
      if counter > 0 {
        result.include(Dot(store.keys.replica(UInt16(lane), key: key), counter))
      }
    }
    if past.spill != 0 {
      for dot in store.spills.spills[Int(past.spill)].cloud {
        result.include(store.keys.dot(dot, key: key))
      }
    }
    return result
  }

  /// The links that replicate, or that something is in flight on, by sender, then receiver.
  package func links() -> [LinkView] {
    var result: [LinkView] = []
    for link in 0..<network.links.records.count {
      let record = network.links.records[link]
      guard record.replicates || record.inFlight > 0 else { continue }
      result.append(
        LinkView(
          arc: record.arc, latency: network.model(of: link, .replicate),
          obstacle: obstacle(on: record), inFlight: Int(record.inFlight),
          loss: network.conditions.losses.share(record.arc, .replicate),
          duplicates: network.conditions.duplicates.share(record.arc, .replicate),
          detour: network.conditions.detour(record.arc)))
    }
    return result.sorted { $0.arc < $1.arc }
  }

  private func obstacle(on record: LinkRecord) -> Obstacle? {
    if record.blocks.contains(.cut) { return .cut }
    if record.blocks.contains(.stopped) { return .stopped }
    return record.held != 0 ? .held : nil
  }

  /// The ways on which writes are replicated, sorted.
  package func arcs() -> [Arc] {
    var result: [Arc] = []
    for way in 0..<network.links.ways.count {
      result.append(network.links.records[Int(network.links.ways[way])].arc)
    }
    return result
  }

  /// What is in flight, by link and ordinal.
  package func inFlight() -> [MessageView] {
    var result: [MessageView] = []
    for slot in network.queue.slots() {
      let envelope = network.queue.pool[Int(slot)]
      if !envelope.isTimer { result.append(view(envelope)) }
    }
    return result.sorted { $0.name < $1.name }
  }

  /// How many background handlers are to run yet.
  package var waitingHandlers: Int {
    var count = 0
    for slot in network.queue.slots() where network.queue.pool[Int(slot)].isTimer { count += 1 }
    return count
  }

  private func view(_ envelope: Envelope) -> MessageView {
    let event = arrival(.delivered, envelope)
    return MessageView(
      name: event.message, kind: envelope.kind, key: event.key, value: event.version.value,
      dot: event.version.dot, due: envelope.entry.due, obstacle: obstacle(to: envelope),
      carried: Int(event.request.carried), operation: event.operation,
      standsInFor: envelope.isForAnother ? NodeID(envelope.home - 1) : nil)
  }

  /// The oldest message in flight on a link.
  package func oldest(on arc: Arc) -> MessageName? {
    guard let link = network.links.find(arc), network.links.records[link].inFlight > 0 else {
      return nil
    }
    var oldest = UInt32.max
    for slot in network.queue.slots() {
      let envelope = network.queue.pool[Int(slot)]
      if Int(envelope.link) == link { oldest = min(oldest, envelope.ordinal) }
    }
    return oldest == .max ? nil : MessageName(arc, oldest)
  }

  /// When the next message or handler that nothing keeps back falls due, or a round of
  /// anti-entropy that could bring a node what it lacks.
  package var nextDue: Tick? {
    let due = network.queue.nextDue() ?? .max
    let next = min(due, operations.quorums.nextDeadline, settings.occasions.nextMend ?? .max)
    if next == .max, isQuiet { return nil }
    guard let round = settings.occasions.antiEntropy?.next, round < next, isRoundAwaited else {
      return next
    }
    return round
  }

  /// Whether nothing can be delivered, now or later, without a new decision.
  ///
  /// A round of anti-entropy delivers only where a node lacks what it can be brought; what chaos
  /// has broken is awaited until it is mended.
  package var isQuiet: Bool {
    network.queue.count == 0 && operations.quorums.first == 0
      && settings.occasions.nextMend == nil && !isRoundAwaited
  }

  /// Whether all nodes show equal values, of one key or of all.
  package func isConverged(_ key: KeyID?) -> Bool {
    if let key { return isKeyConverged(key) }
    for index in 0..<store.keys.count where !isKeyConverged(KeyID(Int32(index))) { return false }
    return true
  }

  private func isKeyConverged(_ key: KeyID) -> Bool {
    let present = nodes.present()
    guard let first = present.first else { return true }
    let expected = sortedValues(key, first)
    return present.dropFirst().allSatisfy { sortedValues(key, $0) == expected }
  }

  private func sortedValues(_ key: KeyID, _ node: NodeID) -> [UInt32] {
    values(of: key, at: node).map(\.rawValue).sorted()
  }

  /// Whether some node shows more than one value of the key.
  package func hasConflict(_ key: KeyID) -> Bool {
    nodes.present().contains { values(of: key, at: $0).count > 1 }
  }

  // MARK: Counters

  /// A count, narrowed to a node or key where that is stated.
  package func count(
    _ counter: Counter, at node: NodeID? = nil, on key: KeyID? = nil
  ) -> Int {
    switch counter {
    case .conflicts: return conflictCount(node, key)
    case .lost: return lossCount(node, key)
    case .delivered: return tally(node, key) { Int($0.delivered) }
    case .redundant: return tally(node, key) { Int($0.redundant) }
    case .applied: return tally(node, key) { Int($0.applied) }
    case .buffered: return bufferCount(node, key)
    case .inFlight: return messageCount(node, key)
    case .timeouts: return statistics.timeouts
    case .repairs: return tally(node, key) { Int($0.repaired) }
    case .hints: return hintCount(node, key)
    case .carried: return carriedCount(node, key)
    }
  }

  /// How many messages of a kind arrived anywhere, those that were dropped on receipt included.
  package func arrivals(of kind: MessageKind) -> Int {
    Envelope.Purpose.allCases.reduce(0) { count, purpose in
      purpose.kind == kind ? count + statistics.arrivals[Int(purpose.rawValue)] : count
    }
  }

  /// How many deliveries left more than one version of their key at the receiver; a redundant one
  /// leaves nothing.
  package var crowdedDeliveries: Int { statistics.crowdedDeliveries }

  private func conflictCount(_ node: NodeID?, _ key: KeyID?) -> Int {
    if node == nil, key == nil { return statistics.distinctConflicts }
    var seen: Set<UInt64> = []
    for conflict in statistics.conflicts {
      if let node, conflict.node != node { continue }
      if let key, conflict.key != key.rawValue { continue }
      seen.insert(conflict.pair)
    }
    return seen.count
  }

  private func lossCount(_ node: NodeID?, _ key: KeyID?) -> Int {
    var count = 0
    for loss in statistics.losses where matches(loss.node, loss.key, node, key) { count += 1 }
    for version in staleVersions() {
      let origin = store.versions.stamps[Int(version)].origin
      let lost = store.versions.records[Int(version)].key
      if matches(origin, lost, node, key) { count += 1 }
    }
    for version in 1..<max(1, store.versions.records.count) {
      let record = store.versions.records[version]
      guard record.holders == 0, record.carriers > 0, record.marks.isWanted else {
        continue
      }
      let origin = store.versions.stamps[version].origin
      if matches(origin, record.key, node, key) { count += 1 }
    }
    return count
  }

  private func matches(_ node: NodeID, _ key: Int32, _ wanted: NodeID?, _ on: KeyID?) -> Bool {
    (wanted == nil || wanted == node) && (on == nil || on?.rawValue == key)
  }

  private func tally(_ node: NodeID?, _ key: KeyID?, _ part: (Tally) -> Int) -> Int {
    var total = 0
    for index in 0..<nodes.count {
      let at = NodeID(Int32(index))
      if let node, node != at { continue }
      if let key {
        if let slot = find(key, at) { total += part(statistics.intake(slot).tally) }
      } else {
        total += part(nodes.records[index].tally)
      }
    }
    return total
  }

  private func carriedCount(_ node: NodeID?, _ key: KeyID?) -> Int {
    var total = 0
    for slot in 0..<store.slots.states.count {
      let owner = store.slots.owner(of: slot)
      guard node == nil || owner.node == node, key == nil || owner.key == key else { continue }
      total += statistics.intake(slot).bytes
    }
    return total
  }

  private func bufferCount(_ node: NodeID?, _ key: KeyID?) -> Int {
    var total = 0
    for (index, buffer) in network.causal.buffers.enumerated() {
      if let node, node.index != index { continue }
      for envelope in buffer {
        let version = Int(envelope.version)
        if let key, store.versions.records[version].key != key.rawValue { continue }
        total += 1
      }
    }
    return total
  }

  private func messageCount(_ node: NodeID?, _ key: KeyID?) -> Int {
    if key == nil {
      var total = 0
      for link in 0..<network.links.records.count {
        if let node, network.links.records[link].to != node { continue }
        total += Int(network.links.records[link].inFlight)
      }
      return total
    }
    return inFlight().count { view in
      (node == nil || view.name.arc.to == node) && view.key == key
    }
  }
}
