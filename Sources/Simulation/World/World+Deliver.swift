import Causality
import Replication

extension World {
  /// Takes in what fell due.
  mutating func receive(_ envelope: Envelope, into events: inout EventBuffer) {
    statistics.events += 1
    guard !envelope.isDoomed else { return perish(envelope, into: &events) }
    if settings.recordsStatistics, !envelope.isTimer {
      statistics.arrivals[Int(envelope.purpose.rawValue)] += 1
      weigh(envelope)
    }
    switch envelope.purpose {
    case .replicate: arrive(envelope, into: &events)
    case .handler: runHandler(envelope, into: &events)
    case .timeout: timeOut(envelope, into: &events)
    case .writeRequest: answerRequest(envelope, into: &events)
    case .writeAck: countAnswer(envelope, into: &events)
    case .commit: conclude(envelope, into: &events)
    case .commitAck: countCommit(envelope, into: &events)
    case .store: takeStore(envelope, into: &events)
    case .stored: takeStored(envelope, into: &events)
    case .readRequest: takeReadRequest(envelope, into: &events)
    case .readReply: takeReply(envelope, into: &events)
    case .entry: takeEntry(envelope, into: &events)
    case .entryAck: takeEntryAck(envelope, into: &events)
    case .repair, .handOff, .sync: takeMissing(envelope, into: &events)
    case .repairAck: takeRepairAck(envelope, into: &events)
    case .handOffAck: takeHandOffAck(envelope, into: &events)
    }
  }

  /// A version reaches another leader.
  @inline(__always)
  private mutating func arrive(_ envelope: Envelope, into events: inout EventBuffer) {
    let link = Int(envelope.link)
    network.links.records[link].inFlight -= 1
    if isUnwanted(envelope) {
      record(.ignored, envelope, into: &events)
      if isGated { noteApplied(envelope.version, at: NodeID(envelope.node)) }
      dropCarrier(envelope.version)
      if isGated { releaseBuffer(NodeID(envelope.node), into: &events) }
      return
    }
    if isGated, !isReady(envelope) {
      nodes.records[Int(envelope.node)].tally.delivered += 1
      count(envelope) { $0.delivered += 1 }
      record(.buffered, envelope, into: &events)
      network.causal.buffer(envelope)
      return
    }
    switch take(envelope, into: &events) {
    case .stopped: stop(envelope)
    case .applied, .redundant, .skipped:
      nodes.records[Int(envelope.node)].tally.delivered += 1
      count(envelope) { $0.delivered += 1 }
      if isGated { releaseBuffer(NodeID(envelope.node), into: &events) }
    }
  }

  /// Whether `forwarding` makes the receiver drop it: its own write, or one of an ignored origin.
  @inline(__always)
  private func isUnwanted(_ envelope: Envelope) -> Bool {
    guard network.tags == .origin || !network.ignores.isEmpty else { return false }
    let origin = store.versions.stamps[Int(envelope.version)].origin
    if network.tags == .origin, origin.rawValue == envelope.node { return true }
    return network.ignores.contains(Arc(NodeID(envelope.node), origin))
  }

  /// Takes in a version, relays it where that is due, and lets go of the message.
  @inline(__always)
  private mutating func take(_ envelope: Envelope, into events: inout EventBuffer) -> Taken {
    let node = Int(envelope.node)
    let key = Int(store.versions.records[Int(envelope.version)].key)
    let slot = store.slots.slot(key, node)
    let mark = events.events.count
    let taken = absorb(envelope, key, slot, into: &events)
    if taken == .stopped { return taken }
    finish(envelope, taken, slot, before: mark, into: &events)
    return taken
  }

  /// Takes a version in by the rule of its key, the fast one where it applies.
  @inline(__always)
  mutating func absorb(
    _ envelope: Envelope, _ key: Int, _ slot: Int, into events: inout EventBuffer
  ) -> Taken {
    let version = Int(envelope.version)
    var taken = Taken.applied
    if store.keys.course(of: key) == .plain {
      let mayJoin = !settings.recordsStatistics && !events.interest.contains(.conflicts)
      let fast = store.slots.states[slot].takeFast(
        store.versions.records[version].dot, past: store.versions.records[version].past,
        version: envelope.version, mayJoin: mayJoin)
      switch fast.kind {
      case .redundant:
        taken = .redundant
        if store.versions.records[version].marks.isOnlyAcknowledged {
          noteReplaced(
            envelope.version, by: store.slots.states[slot].siblings(in: store.spills))
        }
      case .taken:
        store.slots.touched(slot)
        store.versions.records[version].holders &+= 1
        recordStore(envelope.version, at: NodeID(envelope.node), into: &events)
        if fast.live > 1 { statistics.crowdedDeliveries &+= 1 }
        replace(fast.replaced, by: envelope.version, at: NodeID(envelope.node), into: &events)
      case .unclear: taken = takeGenerally(envelope, key, slot, into: &events)
      }
    } else {
      taken = takeGenerally(envelope, key, slot, into: &events)
    }
    return taken
  }

  /// Lets go of what a version replaced; 0: nothing.
  @inline(__always)
  mutating func replace(
    _ old: (UInt32, UInt32), by version: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    if old.0 != 0 { replace(old.0, by: version, at: node, into: &events) }
    if old.1 != 0 { replace(old.1, by: version, at: node, into: &events) }
  }

  @inline(__always)
  private mutating func replace(
    _ old: UInt32, by version: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    if events.interest.contains(.versions) {
      recordReplacement(of: old, by: version, at: node, into: &events)
    }
    dropHolder(old, replaced: true)
  }

  @inline(never)
  private mutating func takeGenerally(
    _ envelope: Envelope, _ key: Int, _ slot: Int, into events: inout EventBuffer
  ) -> Taken {
    let node = NodeID(envelope.node)
    let arc = envelope.isTimer ? Arc(node, node) : network.links.records[Int(envelope.link)].arc
    let rules = store.keys.rules[key]
    let rule = rules.links.last { $0.arc == arc }
    let taken = reconcile(
      Arrival(
        version: envelope.version, key: key, node: node, slot: slot,
        message: MessageName(arc, envelope.ordinal), kind: envelope.kind,
        strategy: rule?.strategy ?? rules.onWrite, isLocal: envelope.isTimer,
        effect: store.keys.shipsOperations ? effect(in: envelope) : nil),
      into: &events)
    if taken == .applied, store.slots.states[slot].count(in: store.spills) > 1 {
      statistics.crowdedDeliveries += 1
    }
    return taken
  }

  /// Counts, reports, relays.
  @inline(__always)
  private mutating func finish(
    _ envelope: Envelope, _ taken: Taken, _ slot: Int, before mark: Int,
    into events: inout EventBuffer
  ) {
    let node = Int(envelope.node)
    let isNew = taken != .redundant
    if isNew {
      nodes.records[node].tally.applied += taken == .applied ? 1 : 0
      count(envelope) { $0.applied += taken == .applied ? 1 : 0 }
    } else {
      nodes.records[node].tally.redundant += 1
      count(envelope) { $0.redundant += 1 }
    }
    if events.interest.contains(.messages) {
      events.insert(arrival(isNew ? .delivered : .redundant, envelope), at: mark)
    }
    if settings.learnsClocks { learnClocks(envelope) }
    if network.delivery == .causal { noteApplied(envelope.version, at: NodeID(envelope.node)) }
    if nodes.records[node].relays, isNew || network.redundant == .forward { relay(envelope) }
    dropCarrier(envelope.version)
  }

  @inline(__always)
  mutating func count(_ envelope: Envelope, _ change: (inout Tally) -> Void) {
    guard settings.recordsStatistics else { return }
    let key = Int(store.versions.records[Int(envelope.version)].key)
    statistics.count(store.slots.slot(key, Int(envelope.node)), change)
  }

  /// Logical and hybrid clocks never fall behind what they have received.
  mutating func learnClocks(_ envelope: Envelope) {
    let node = Int(envelope.node)
    let stamps = store.versions.stamps[Int(envelope.version)]
    nodes.records[node].logical = max(nodes.records[node].logical, stamps.logical)
    nodes.records[node].hybrid = max(nodes.records[node].hybrid, stamps.hybrid)
  }

  // MARK: Who holds and carries

  /// A replica no longer stores a version; `replaced`: because a write followed it.
  @inline(__always)
  mutating func dropHolder(_ version: UInt32, replaced: Bool) {
    let index = Int(version)
    if replaced { store.versions.records[index].marks.insert(.replaced) }
    store.versions.records[index].holders -= 1
    if store.versions.records[index].holders == 0,
      store.versions.records[index].carriers == 0
    {
      forget(version)
    }
  }

  /// A message or buffer no longer carries a version.
  @inline(__always)
  mutating func dropCarrier(_ version: UInt32) {
    let index = Int(version)
    store.versions.records[index].carriers -= 1
    if store.versions.records[index].carriers == 0,
      store.versions.records[index].holders == 0
    {
      forget(version)
    }
  }

  @inline(never)
  private mutating func forget(_ version: UInt32) {
    let record = store.versions.records[Int(version)]
    if record.marks.isWanted {
      statistics.lose(at: store.versions.stamps[Int(version)].origin, key: record.key)
    }
    store.versions.remove(version, spills: &store.spills)
  }

  // MARK: Causal delivery

  mutating func setDelivery(_ mode: DeliveryMode) {
    if mode == .causal, network.delivery != .causal { network.causal.begin() }
    network.delivery = mode
    guard mode != .causal else { return }
    for node in 0..<nodes.count {
      for envelope in network.causal.takeBuffer(at: NodeID(Int32(node))) {
        // Operations wait for what they follow in any case; nothing else has to any more.
        guard mayApply(envelope) else {
          network.causal.buffer(envelope)
          continue
        }
        var again = envelope
        again.entry.due = now
        network.links.records[Int(envelope.link)].inFlight += 1
        nodes.records[node].tally.delivered -= 1
        count(envelope) { $0.delivered -= 1 }
        enter(again)
      }
    }
  }

  /// Gives a local write its place in the causal order over all keys.
  mutating func depend(_ version: UInt32, _ request: WriteRequest, replica: ReplicaID) {
    var past = network.causal.applied[request.node.index]
    if let client = request.client {
      past.merge(clients.clients[client.index].seen)
    }
    store.versions.depend(version, on: past)
    let sequence = network.causal.next(replica)
    store.versions.stamps[Int(version)].sequence = sequence
    network.causal.apply(Dot(replica, sequence), at: request.node)
    if let client = request.client {
      clients.clients[client.index].seen.include(Dot(replica, sequence))
    }
  }

  /// What depends on a version need not wait for it at this node any more.
  mutating func noteApplied(_ version: UInt32, at node: NodeID) {
    let stamps = store.versions.stamps[Int(version)]
    guard stamps.sequence > 0 else { return }
    network.causal.apply(Dot(stamps.replica, stamps.sequence), at: node)
  }

  /// A version that came past causal delivery: it brings the state of a node that had all it
  /// depends on, so that nothing here waits for any of that.
  mutating func noteState(_ version: UInt32, at node: NodeID) {
    guard network.delivery == .causal, store.versions.stamps[Int(version)].sequence > 0 else {
      return
    }
    network.causal.apply(store.versions.dependencies[Int(version)], at: node)
    noteApplied(version, at: node)
  }

  /// Whether everything a version depends on was applied at the receiver.
  private func isReady(_ envelope: Envelope) -> Bool {
    guard mayApply(envelope) else { return false }
    let version = Int(envelope.version)
    guard network.delivery == .causal, store.versions.stamps[version].sequence > 0 else {
      return true
    }
    return network.causal.applied[Int(envelope.node)].descends(
      store.versions.dependencies[version])
  }

  /// Takes in what waited for what has just been applied, in order of arrival.
  mutating func releaseBuffer(_ node: NodeID, into events: inout EventBuffer) {
    var progressed = true
    while progressed {
      progressed = false
      for (index, envelope) in network.causal.buffers[node.index].enumerated() {
        guard isReady(envelope) else { continue }
        network.causal.unbuffer(index, at: node)
        if events.interest.contains(.messages) {
          events.record(arrival(.unbuffered, envelope))
        }
        let wanted = events.interest
        events.interest.remove(.messages)
        let taken = take(envelope, into: &events)
        events.interest = wanted
        if taken == .stopped {
          // It was counted when it was buffered, and will be again.
          nodes.records[node.index].tally.delivered -= 1
          count(envelope) { $0.delivered -= 1 }
          stop(envelope)
        }
        progressed = true
        break
      }
    }
  }
}
