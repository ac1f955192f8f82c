import Causality
import Replication

// Faults, and what a person does to single messages.
extension World {
  mutating func disturb(
    _ decision: Decision, into events: inout EventBuffer
  ) throws(Refusal) {
    switch decision {
    case .hold(let arc, let kind):
      let link = try checkLink(arc)
      network.links.records[link].held |= Self.bits(kind)
    case .release(let arc, let kind):
      let link = try checkLink(arc)
      network.links.records[link].held &= ~Self.bits(kind)
      if kind == nil { network.links.records[link].blocks.remove(.stopped) }
    case .crash(let node, let losingDisk): try crash(node, losingDisk: losingDisk, into: &events)
    case .restart(let node): try change(node, from: .crashed, to: .up)
    case .pause(let node): try change(node, from: .up, to: .paused)
    case .resume(let node): try change(node, from: .paused, to: .up)
    case .failWrites(let node):
      try checkNode(node)
      guard !nodes.records[node.index].failsWrites else { throw .already(node) }
      nodes.records[node.index].failsWrites = true
    case .mend(let node):
      try checkNode(node)
      guard nodes.records[node.index].failsWrites else { throw .not(node) }
      nodes.records[node.index].failsWrites = false
    case .skew(let node, let skew):
      try checkNode(node)
      nodes.records[node.index].clock.set(ahead: skew, now)
    case .drift(let node, let billionths):
      try checkNode(node)
      nodes.records[node.index].clock.drift(billionths, now)
    case .partition(let arcs): network.cut(arcs)
    case .heal: network.heal()
    case .healCuts(let arcs): network.heal(arcs)
    default: preconditionFailure("not a fault: \(decision)")
    }
    reconsider()
    attendToLosses(into: &events)
    handOffAll()
    followLeader(into: &events)
  }

  private static func bits(_ kind: MessageKind?) -> UInt16 { kind?.bit ?? .max }

  private mutating func checkLink(_ arc: Arc) throws(Refusal) -> Int {
    try checkNode(arc.from)
    try checkNode(arc.to)
    if let link = network.links.find(arc) { return link }
    // With one leader or none all nodes reach each other.
    guard settings.leaderless != nil || store.logs.isActive, arc.from != arc.to else {
      throw .noLink(arc)
    }
    return network.need(arc, replicates: false)
  }

  private mutating func change(
    _ node: NodeID, from: Health, to: Health
  ) throws(Refusal) {
    try checkNode(node)
    let health = nodes.records[node.index].health
    guard health == from else {
      if health == to { throw .already(node) }
      if health == .crashed { throw .down(node) }
      if health == .paused { throw .paused(node) }
      throw .not(node)
    }
    nodes.records[node.index].health = to
  }

  private mutating func crash(
    _ node: NodeID, losingDisk: Bool, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkNode(node)
    guard nodes.records[node.index].health != .crashed else { throw .already(node) }
    nodes.records[node.index].health = .crashed
    abandon(at: node, into: &events)
    abandonRequests(at: node, into: &events)
    // Requests and answers to a crashed node are lost; replicated versions wait for it.
    for slot in network.queue.slots() {
      let envelope = network.queue.pool[Int(slot)]
      if envelope.isLostByCrash, envelope.node == node.rawValue { lose(slot) }
    }
    guard losingDisk else { return }
    forgetEverything(at: node, into: &events)
    forgetHints(of: node, home: false)
    if settings.leaderless?.startsEpochs != false { renew(node) }
  }

  // MARK: Single messages

  /// The slot of a message in flight.
  func find(_ message: MessageName) throws(Refusal) -> UInt32 {
    guard let link = network.links.find(message.arc) else { throw .noMessage(message) }
    for slot in network.queue.slots() {
      let envelope = network.queue.pool[Int(slot)]
      if Int(envelope.link) == link, envelope.ordinal == message.ordinal { return slot }
    }
    throw .noMessage(message)
  }

  mutating func deliver(
    _ message: MessageName, into events: inout EventBuffer
  ) throws(Refusal) {
    let slot = try find(message)
    guard hasRoom else { throw .full }
    try checkUp(message.arc.to)
    let link = Int(network.queue.pool[Int(slot)].link)
    guard !network.links.records[link].blocks.contains(.cut) else { throw .cut(message.arc) }
    settings.hasBegun = true
    receive(network.queue.remove(slot), into: &events)
  }

  mutating func drop(
    _ message: MessageName, into events: inout EventBuffer
  ) throws(Refusal) {
    let slot = try find(message)
    let envelope = network.queue.pool[Int(slot)]
    if events.interest.contains(.messages) { events.record(arrival(.dropped, envelope)) }
    lose(slot)
    attendToLosses(into: &events)
  }

  /// Loses an envelope for good.
  mutating func lose(_ slot: UInt32) {
    let envelope = network.queue.remove(slot)
    if !envelope.isTimer { letGo(envelope) }
  }

  /// Takes note that a message is no more and never arrived.
  mutating func letGo(_ envelope: Envelope) {
    network.links.records[Int(envelope.link)].inFlight -= 1
    if envelope.version != 0 { dropCarrier(envelope.version) }
    noteLoss(envelope)
  }

  mutating func duplicate(_ message: MessageName) throws(Refusal) {
    let envelope = network.queue.pool[Int(try find(message))]
    guard hasRoom else { throw .full }
    var copy = envelope
    let link = Int(envelope.link)
    network.links.records[link].ordinal += 1
    copy.ordinal = network.links.records[link].ordinal
    copy.entry.sequence = 0
    if network.delivery == .fifo {
      copy.entry.due = max(copy.entry.due, network.links.records[link].lastDue)
    }
    copy.isDoomed = dooms(copy)
    noteDouble(&copy)
    if copy.version != 0 { store.versions.records[Int(copy.version)].carriers += 1 }
    network.links.records[link].inFlight += 1
    enter(copy)
  }

  mutating func delay(_ message: MessageName, by delay: Tick) throws(Refusal) {
    let slot = try find(message)
    let link = network.queue.pool[Int(slot)].link
    let due = adding(network.queue.pool[Int(slot)].entry.due, delay)
    postpone(slot, to: due)
    guard network.delivery == .fifo else { return }
    let record = network.links.records[Int(link)]
    network.links.records[Int(link)].lastDue = max(record.lastDue, due)
    for other in network.queue.slots() {
      let envelope = network.queue.pool[Int(other)]
      if envelope.link == link, envelope.ordinal > message.ordinal, envelope.entry.due < due {
        postpone(other, to: due)
      }
    }
  }

  private mutating func postpone(_ slot: UInt32, to due: Tick) {
    var envelope = network.queue.remove(slot)
    envelope.entry.due = due
    enter(envelope, again: true)
  }
}
