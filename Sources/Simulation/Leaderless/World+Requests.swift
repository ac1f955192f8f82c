import Causality
import Replication

extension World {
  /// The node lists that requests name as their reach.
  package var reaches: ReachTable {
    get { settings.reaches }
    set { settings.reaches = newValue }
  }

  /// How a leaderless store is set up; nil: every leader replicates.
  package var leaderless: QuorumSetup? { settings.leaderless }

  /// Changes the way of replicating, where nothing is in flight that the other way began.
  mutating func replicate(_ mode: ReplicationMode) throws(Refusal) {
    switch mode {
    case .multiLeader(let synchronous):
      if settings.leaderless != nil || store.logs.isActive { try checkIdle() }
      dissolveLogs()
      settings.isSynchronous = synchronous
      settings.leaderless = nil
    case .leaderless(let setup):
      guard setup.n > 0, setup.n < 1 << 20 else { throw .needOutOfRange(setup.n, of: setup.n) }
      for need in [setup.w, setup.r] where !(1...setup.n).contains(need) {
        throw .needOutOfRange(need, of: setup.n)
      }
      if settings.leaderless.map({ !$0.differsInPassing(from: setup) }) ?? true { try checkIdle() }
      dissolveLogs()
      settings.leaderless = setup
    case .singleLeader(let setup): try establish(setup)
    }
    store.keys.hasVectors = settings.leaderless?.hasVectors == true
    store.placements.invalidate()
    handOffAll()
  }

  /// Refuses to go on while anything is on its way.
  func checkIdle() throws(Refusal) {
    let count = network.queue.slots().count
    guard count == 0, operations.quorums.first == 0 else { throw .busy(max(1, count)) }
  }

  /// Sets the state of the one stream that latencies are drawn from in turn; returns the old one.
  ///
  /// nil: each is drawn by the name of its message. For benchmarks, whose rival draws so.
  package mutating func exchangeSequence(_ state: UInt64?) -> UInt64? {
    let old = settings.chance.sequence
    settings.chance.sequence = state
    return old
  }

  // MARK: Watched operations

  func outcome(ofLeaderless operation: OperationID) -> Outcome {
    guard let slot = operations.quorums.slot(of: operation) else { return .unknown }
    let tally = operations.quorums.operations[Int(slot)].tally
    return switch operations.quorums.operations[Int(slot)].traits.outcome {
    case .pending: .pending
    case .ok: .ok
    case .unavailable:
      .unavailable(needed: Int(tally.lacking.x), got: Int(tally.lacking.y))
    case .unknown: .unknown
    }
  }

  /// What an operation's read returned; nil: it is no read, has not succeeded, or was forgotten.
  package func answer(of operation: OperationID) -> ReadReply? {
    operations.quorums.slot(of: operation).flatMap { operations.quorums.answer($0) }
  }

  /// Lets go of a watched operation; nobody may ask for its outcome any more.
  package mutating func forget(_ operation: OperationID) {
    guard let slot = operations.quorums.slot(of: operation) else { return }
    operations.quorums.unwatch(slot)
    finishIfDone(Int(slot))
  }

  // MARK: Views

  /// The preference list of a key as things stand, for a request that starts at `coordinator`.
  ///
  /// With stand-ins where the store is sloppy; the primaries only, up or not, where it is strict.
  package func preference(of key: KeyID, from coordinator: NodeID? = nil) -> [PreferenceEntry] {
    guard let setup = settings.leaderless else { return [] }
    let walk = store.placements.walk(of: key.index, nodes)
    var next = min(setup.n, walk.count)
    var entries: [PreferenceEntry] = []
    for place in walk.prefix(setup.n) {
      let isUp = isReachable(place.node, from: coordinator)
      var entry = PreferenceEntry(
        partition: place.partition, node: place.node, isPrimary: true, isUp: isUp)
      if !isUp, setup.isSloppy {
        while next < walk.count, !isReachable(walk[next].node, from: coordinator) { next += 1 }
        if next < walk.count {
          entry = PreferenceEntry(
            partition: walk[next].partition, node: walk[next].node, standsInFor: place.node,
            isPrimary: false, isUp: true)
          next += 1
        }
      }
      entries.append(entry)
    }
    return entries
  }

  private func isReachable(_ node: NodeID, from coordinator: NodeID?) -> Bool {
    let from = coordinator ?? node
    return isConnected(node, from)
  }

  /// How many partitions the ring has.
  package var partitionCount: Int { store.placements.currentRing(nodes).owners.count }

  /// What nodes keep for others, in order of holder, home and key.
  package func hints() -> [HintView] {
    var views: [HintView] = []
    for hint in store.hints.hints where hint.version != 0 {
      let record = store.versions.records[Int(hint.version)]
      views.append(
        HintView(
          holder: hint.holder, home: hint.home, key: KeyID(hint.key),
          version: view(record, stamps: Int(hint.version))))
    }
    func order(_ view: HintView) -> [Int] {
      let dot = view.version.dot
      return [
        view.holder.index, view.home.index, view.key.index, Int(dot.replica.rawValue),
        Int(dot.counter),
      ]
    }
    return views.sorted { order($0).lexicographicallyPrecedes(order($1)) }
  }

  private func view(_ record: VersionRecord, stamps version: Int) -> VersionView {
    let stamps = store.versions.stamps[version]
    let clock = settings.strategies[Int(strategy(of: Int(record.key)).rawValue)].parameters.clock
    return VersionView(
      value: values.shown(record.value), dot: Dot(stamps.replica, record.counter),
      context: vector(record.past, Int(record.key)), stamp: stamps.reading(clock))
  }

  /// How many versions nodes keep for others, narrowed to who keeps them or to a key.
  func hintCount(_ node: NodeID?, _ key: KeyID?) -> Int {
    if node == nil, key == nil { return store.hints.count }
    return store.hints.hints.count { hint in
      hint.version != 0 && (node == nil || hint.holder == node)
        && (key == nil || hint.key == key?.rawValue)
    }
  }

  // MARK: Events

  /// Reports that a request ended for its client.
  mutating func recordEnd(_ slot: Int, into events: inout EventBuffer) {
    let operation = operations.quorums.operations[slot]
    let isWritten =
      operation.version != 0 && operation.traits.outcome == .ok
      && events.interest.contains(.versions)
    guard isWritten || events.interest.contains(.outcomes) else { return }
    let version = operation.version != 0 ? operation.version : firstFound(slot)
    var event = event(
      .ended, at: NodeID(operation.node), version: version,
      strategy: strategy(of: Int(operation.key)))
    event.key = KeyID(operation.key)
    event.request.operation = OperationID(leaderless: operation.serial)
    event.request.outcome = operation.traits.outcome
    event.request.isRead = operation.traits.isRead
    event.request.carried = version == 0 ? 0 : 1
    if isWritten {
      var written = event
      written.kind = .written
      events.record(written)
    }
    if events.interest.contains(.outcomes) { events.record(event) }
  }

  /// The newest version among the counted answers of a read, or any where there are several.
  private mutating func firstFound(_ slot: Int) -> UInt32 {
    let operation = operations.quorums.operations[slot]
    guard operation.traits.isRead, operation.traits.outcome == .ok else { return 0 }
    if let newest = newest(slot, counted: true) { return newest }
    let found = maxima(found(slot, counted: true), Int(operation.key), slot)
    return found.first?.version ?? 0
  }
}

extension QuorumSetup {
  /// Whether requests under way may go on under another setup.
  fileprivate func differsInPassing(from other: QuorumSetup) -> Bool {
    n == other.n && versions == other.versions
  }
}
