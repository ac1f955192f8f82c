import Causality
import Replication

// Events are made here and only where somebody looks.
extension World {
  func eventVersion(_ version: UInt32, _ strategy: StrategyID) -> EventVersion {
    guard version != 0 else { return .none }
    let record = store.versions.records[Int(version)]
    let stamps = store.versions.stamps[Int(version)]
    let clock = settings.strategies[Int(strategy.rawValue)].parameters.clock
    return EventVersion(
      value: record.value, dot: Dot(stamps.replica, record.counter),
      stamp: stamps.reading(clock))
  }

  /// The strategy whose clock a key's stamps are shown by.
  func strategy(of key: Int) -> StrategyID {
    let rules = store.keys.rules[key]
    if rules.onWrite != .siblings { return rules.onWrite }
    return rules.onRead ?? rules.delayed?.strategy ?? .siblings
  }

  func event(
    _ kind: EventKind, at node: NodeID, version: UInt32, strategy: StrategyID
  ) -> Event {
    Event(
      kind: kind, tick: now, node: node, message: MessageName(Arc(node, node), 0),
      messageKind: .replicate, key: KeyID(store.versions.records[Int(version)].key),
      version: eventVersion(version, strategy), other: .none,
      ruling: EventRuling(strategy: strategy, reason: .keptAll))
  }

  /// The event of a message that arrived or was lost.
  func arrival(_ kind: EventKind, _ envelope: Envelope) -> Event {
    let key = self.key(of: envelope)
    let link = network.links.records[Int(envelope.link)]
    var event = Event(
      kind: kind, tick: now, node: NodeID(envelope.node),
      message: MessageName(link.arc, envelope.ordinal), messageKind: envelope.kind,
      key: KeyID(Int32(key)), version: eventVersion(envelope.version, strategy(of: key)),
      other: .none,
      ruling: EventRuling(
        strategy: .none, reason: envelope.consents ? .keptAll : .stopped))
    if envelope.belongsToRequest {
      let serial = operations.quorums.operations[Int(envelope.operation)].serial
      event.request.operation = OperationID(leaderless: serial)
    }
    event.request.carried = Int32(carried(by: envelope))
    return event
  }

  /// The key that a message is about.
  func key(of envelope: Envelope) -> Int {
    if envelope.version != 0 { return Int(store.versions.records[Int(envelope.version)].key) }
    if envelope.belongsToRequest {
      return Int(operations.quorums.operations[Int(envelope.operation)].key)
    }
    if envelope.isOfLog { return Int(envelope.operation) }
    return envelope.operation >= 0 ? operations[OperationID(envelope.operation)].key : 0
  }

  /// How many versions a message carries.
  func carried(by envelope: Envelope) -> Int {
    if envelope.purpose == .readReply, envelope.home != 0 {
      return store.snapshots[UInt32(bitPattern: envelope.home)].siblings.count
    }
    return envelope.version == 0 ? 0 : 1
  }

  /// Reports what became of a message.
  ///
  /// `mutating` though nothing changes: to call what only borrows it copies the world to the stack,
  /// which costs on the way of every message.
  @inline(__always)
  mutating func record(
    _ kind: EventKind, _ envelope: Envelope, into events: inout EventBuffer
  ) {
    if events.interest.contains(.messages) { events.record(arrival(kind, envelope)) }
  }

  mutating func recordReplacement(
    of old: UInt32, by new: UInt32, at node: NodeID, into events: inout EventBuffer
  ) {
    let strategy = strategy(of: Int(store.versions.records[Int(new)].key))
    var event = event(.replaced, at: node, version: new, strategy: strategy)
    event.other = eventVersion(old, strategy)
    events.record(event)
  }

  mutating func recordResolution(
    _ winner: Sibling, over loser: Sibling, _ reason: Reason, _ arrival: Arrival,
    into events: inout EventBuffer
  ) {
    guard events.interest.contains(.conflicts) else { return }
    var event = event(
      .resolved, at: arrival.node, version: winner.version, strategy: arrival.strategy)
    event.other = eventVersion(loser.version, arrival.strategy)
    event.message = arrival.message
    event.reason = reason
    events.record(event)
  }

  mutating func recordMerge(
    _ value: ValueID, _ reason: Reason, _ arrival: Arrival, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.conflicts) else { return }
    var event = event(
      .merged, at: arrival.node, version: arrival.version, strategy: arrival.strategy)
    event.version.value = value
    event.message = arrival.message
    event.reason = reason
    events.record(event)
  }

  mutating func recordFailure(
    _ message: ValueID, _ arrival: Arrival, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.conflicts) else { return }
    var event = event(
      .failed, at: arrival.node, version: arrival.version, strategy: arrival.strategy)
    event.version.value = message
    event.message = arrival.message
    event.reason = .failed
    events.record(event)
  }

  mutating func recordRefusal(
    _ kind: EventKind, _ own: Sibling, against rivals: ArraySlice<Sibling>,
    _ arrival: Arrival, into events: inout EventBuffer
  ) {
    guard events.interest.contains(.conflicts) else { return }
    var event = event(
      kind, at: arrival.node, version: own.version, strategy: arrival.strategy)
    event.other = rivals.last.map { eventVersion($0.version, arrival.strategy) } ?? .none
    event.message = arrival.message
    event.messageKind = arrival.kind
    event.reason = kind == .stopped ? .stopped : .skipped
    events.record(event)
  }
}
