import Replication
import Simulation

// A few words about what Tab offers, from the state as it is.
extension Session {
  /// More nodes are not asked what they hold: Tab must not wait.
  private static var askedNodes: Int { 256 }

  /// `up`, `down` or `paused`, and what is out of the ordinary.
  func description(of node: NodeID) -> String {
    guard let view = world.node(node) else { return "" }
    var words =
      switch view.health {
      case .up: "up"
      case .crashed: "down"
      case .paused: "paused"
      case .removed: "removed"
      }
    if let zone = names.nodes.zone(node) { words += ", zone \(zone.text)" }
    if view.failsWrites { words += ", refuses writes" }
    return words
  }

  /// The value where all that hold the key agree, else how many values there are; and where.
  func description(of key: KeyID) -> String {
    let nodes = names.nodes.all
    guard nodes.count <= Self.askedNodes else { return "key" }
    var held: [ValueID] = []
    var holders = 0
    for node in nodes {
      let values = world.values(of: key, at: node)
      if !values.isEmpty { holders += 1 }
      for value in values where !held.contains(value) { held.append(value) }
    }
    guard let first = held.first else { return "no value" }
    let value = world.values.value(first)?.json.shortened ?? "?"
    let what = held.count == 1 ? value : "\(held.count) values"
    return holders == nodes.count ? "\(what) everywhere" : "\(what) at \(holders) of \(nodes.count)"
  }

  /// The nodes it turns to.
  func description(of client: ClientID) -> String {
    let homes = world.client(client)?.homes ?? []
    return homes.isEmpty ? "client" : "home " + homes.map { text($0) }.joined(separator: ", ")
  }

  /// How long its messages take, how many there are, and what keeps them.
  func description(of link: LinkView) -> String {
    var words = text(link.latency)
    if link.inFlight > 0 { words += ", \(link.inFlight) in flight" }
    if let obstacle = link.obstacle { words += ", \(text(obstacle, on: link.arc))" }
    return words
  }

  /// Its kind, what it carries, and when it is due.
  func description(of message: MessageView) -> String {
    var words = message.kind.rawValue
    if message.dot.counter > 0 {
      let value = world.values.value(message.value)?.json.shortened ?? "a deletion"
      words += " \(text(message.key)) = \(value)"
    }
    words += ", due \(Moment.text(message.due))"
    if let obstacle = message.obstacle { words += ", \(text(obstacle, on: message.name.arc))" }
    return words
  }
}
