import Replication

// What befalls single messages by chance, or because a statement says so.
extension World {
  /// Sends over a link that something keeps back, or whose messages need a look at each.
  @inline(never)
  mutating func postAside(_ newEnvelope: Envelope, over link: Int, latency: Tick?) {
    var envelope = newEnvelope
    guard network.links.records[link].blocks.contains(.concerned) else {
      schedule(&envelope, over: link, latency: latency)
      enter(envelope)
      return
    }
    var copy = envelope
    guard dispatch(&envelope, over: link, latency: latency, mayDouble: true), hasRoom else {
      return
    }
    network.links.records[link].take(&copy)
    noteDouble(&copy)
    if copy.version != 0 { store.versions.records[Int(copy.version)].carriers += 1 }
    _ = dispatch(&copy, over: link, latency: latency, mayDouble: false)
  }

  /// Sends one message as chance will have it; whether it is sent twice.
  private mutating func dispatch(
    _ envelope: inout Envelope, over link: Int, latency: Tick?, mayDouble: Bool
  ) -> Bool {
    let message = name(of: envelope)
    var fate = network.conditions.take(message) ?? Fate()
    decide(&fate, message, envelope.kind, mayDouble: mayDouble)
    envelope.isDoomed = fate.isLost
    let detour = network.conditions.detour(message.arc)
    let travel =
      fate.latency ?? latency ?? adding(network.travel(link, envelope, &settings.chance), detour)
    if network.conditions.choices != nil {
      note(message, fate, travel, network.model(of: link, envelope.purpose))
    }
    schedule(&envelope, over: link, latency: travel)
    enter(envelope)
    network.concern(link)
    return fate.isDoubled
  }

  private func name(of envelope: Envelope) -> MessageName {
    MessageName(network.links.records[Int(envelope.link)].arc, envelope.ordinal)
  }

  /// Draws what the statements about losses and duplicates leave to chance.
  private func decide(
    _ fate: inout Fate, _ message: MessageName, _ kind: MessageKind, mayDouble: Bool
  ) {
    fate.isLost = fate.isLost || isLostByChance(message, kind)
    guard mayDouble, !fate.isDoubled else { return }
    let share = network.conditions.duplicates.share(message.arc, kind)
    guard share > .none else { return }
    fate.isDoubled = share.includes(
      settings.chance.draw(.duplicate, message.arc, UInt64(message.ordinal)))
  }

  /// Whether chance loses a message.
  private func isLostByChance(_ message: MessageName, _ kind: MessageKind) -> Bool {
    let share = network.conditions.losses.share(message.arc, kind)
    guard share > .none else { return false }
    return share.includes(settings.chance.draw(.loss, message.arc, UInt64(message.ordinal)))
  }

  /// Whether a copy that somebody asks for is lost on its way.
  mutating func dooms(_ copy: Envelope) -> Bool {
    let message = name(of: copy)
    let stated = network.conditions.take(message)?.isLost ?? false
    let isLost = stated || isLostByChance(message, copy.kind)
    if isLost, network.conditions.choices != nil {
      var fate = Fate()
      fate.isLost = true
      network.conditions.choices?.append(Choice(message: message, fate: fate))
    }
    return isLost
  }

  private mutating func note(
    _ message: MessageName, _ fate: Fate, _ travel: Tick, _ model: LatencyModel
  ) {
    var choice = Choice(message: message, fate: fate)
    if case .constant = model { choice.fate.latency = nil } else { choice.fate.latency = travel }
    if choice.fate != Fate() { network.conditions.choices?.append(choice) }
  }

  // MARK: The end of a message

  /// A message falls due that is not to arrive.
  @inline(never)
  mutating func perish(_ envelope: Envelope, into events: inout EventBuffer) {
    record(.dropped, envelope, into: &events)
    letGo(envelope)
    attendToLosses(into: &events)
  }

  // MARK: What was decided

  /// Whether what chance decides is kept for `takeChoices` and `takeDrawnStrokes`.
  package var recordsChoices: Bool {
    get { network.conditions.choices != nil }
    set {
      network.conditions.choices = newValue ? network.conditions.choices ?? [] : nil
      settings.occasions.drawn = newValue ? settings.occasions.drawn ?? [] : nil
      network.concernAll()
    }
  }

  /// What chance decided since it was last asked for, in the order the messages were sent.
  package mutating func takeChoices() -> [Choice] {
    let choices = network.conditions.choices ?? []
    if !choices.isEmpty { network.conditions.choices = [] }
    return choices
  }

  // MARK: Statements

  /// What a statement says of links and kinds of messages.
  mutating func weather(_ decision: Decision) throws(Refusal) {
    switch decision {
    case .latency(let scope, let model):
      if let link = try linkOfRule(scope) {
        network.links.records[link].latency = model
      } else {
        setLatency(scope, model)
      }
    case .loss(let scope, let share):
      _ = try linkOfRule(scope)
      network.conditions.losses.set(scope, share)
    case .duplicates(let scope, let share):
      _ = try linkOfRule(scope)
      network.conditions.duplicates.set(scope, share)
    case .detour(let node, let latency):
      try checkNode(node)
      network.conditions.setDetour(node, latency)
    case .destine(let message, let fate):
      // A link that carries answers or comparisons may come into being with its first message.
      try checkArc(message.arc)
      let link = network.links.find(message.arc)
      let sent = link.map { network.links.records[$0].ordinal } ?? 0
      guard message.ordinal > sent else { throw .wasSent(message) }
      network.conditions.destine(message, fate)
    default: preconditionFailure("not about chance: \(decision)")
    }
    network.concernAll()
  }

  private mutating func setLatency(_ scope: MessageScope, _ model: LatencyModel) {
    if case .kind(let kind) = scope { return network.conditions.latencies.set(kind, model) }
    network.conditions.latencies.setAll(model)
    for link in 0..<network.links.records.count { network.links.records[link].latency = nil }
  }

  /// The link that a rule is about; nil: it is about more than one.
  private mutating func linkOfRule(_ scope: MessageScope) throws(Refusal) -> Int? {
    guard case .link(let arc) = scope else { return nil }
    if settings.leaderless != nil || store.logs.isActive {
      try checkArc(arc)
      _ = network.way(arc.from, arc.to)
    }
    guard let link = network.links.find(arc) else { throw .noLink(arc) }
    return link
  }

  /// A latency drawn from several, by their weights, which make all of a whole.
  package mutating func mixture(_ parts: [WeightedLatency]) -> LatencyModel {
    .mixture(network.conditions.latencies.intern(parts))
  }

  /// What a latency is drawn from: itself, or the parts of a mixture.
  package func parts(of model: LatencyModel) -> [WeightedLatency] {
    guard case .mixture(let id) = model else { return [WeightedLatency(.all, model)] }
    return network.conditions.latencies.mixtures[Int(id.rawValue)]
  }
}

extension Network {
  /// Notes whether the messages of a link need a look at each.
  mutating func concern(_ link: Int) {
    if conditions.concern(links.records[link].arc) {
      links.records[link].blocks.insert(.concerned)
    } else {
      links.records[link].blocks.remove(.concerned)
    }
  }

  /// Notes it for every link.
  mutating func concernAll() {
    for link in 0..<links.records.count { concern(link) }
  }

  /// How long a message travels by its link's latency.
  fileprivate mutating func travel(
    _ link: Int, _ envelope: Envelope, _ chance: inout Chance
  ) -> Tick {
    latency(of: link, envelope.purpose, ordinal: envelope.ordinal, chance: &chance)
  }
}
