import Simulation

/// Messages of one link that the same thing keeps back.
private struct Jam {
  var arc: Arc
  var obstacle: Obstacle
  var count: Int
}

extension Session {
  /// Why nothing can be delivered: in one line, or with a line for each link that is blocked.
  func describeStandstill() -> String {
    let jams = jams()
    let waiting = linesOfWaiting()
    let blocked = jams.reduce(0) { $0 + $1.count }
    guard blocked > 0 || !waiting.isEmpty else {
      return "nothing can be delivered: quiet"
    }
    let first =
      blocked == 0
      ? "nothing can be delivered"
      : "nothing can be delivered: \(blocked.counted("message")) blocked"
    return ([first] + lines(of: jams) + waiting).joined(separator: "\n")
  }

  /// What is blocked, and what waits for something that came before it, a line each.
  func linesOfBlocked() -> [String] { lines(of: jams()) + linesOfWaiting() }

  private func lines(of jams: [Jam]) -> [String] {
    var lines = jams.prefix(12).map { jam in
      "  \(jam.count) on \(text(jam.arc)): \(text(jam.obstacle, on: jam.arc))"
    }
    if jams.count > 12 { lines.append("  … and on \(jams.count - 12) more links") }
    return lines
  }

  /// The statements that would free what is blocked, each once.
  func remediesOfStandstill() -> [String] {
    var remedies: [String] = []
    for jam in jams() {
      let remedy = remedy(for: jam.obstacle, on: jam.arc)
      if !remedies.contains(remedy) { remedies.append(remedy) }
    }
    return remedies
  }

  /// What keeps a message back, with the statement that ends it.
  func text(_ obstacle: Obstacle, on arc: Arc) -> String {
    let cause =
      switch obstacle {
      case .held: "held"
      case .stopped: "stopped by a strategy"
      case .cut: "cut by a partition"
      case .down(let node): "\(text(node)) is down"
      case .paused(let node): "\(text(node)) is paused"
      }
    return "\(cause) (`\(remedy(for: obstacle, on: arc))`)"
  }

  private func remedy(for obstacle: Obstacle, on arc: Arc) -> String {
    switch obstacle {
    case .held, .stopped: "release \(text(arc))"
    case .cut: "heal"
    case .down(let node): "restart \(text(node))"
    case .paused(let node): "resume \(text(node))"
    }
  }

  private func jams() -> [Jam] {
    var jams: [Jam] = []
    for message in world.inFlight() {
      guard let obstacle = message.obstacle else { continue }
      if let last = jams.indices.last, jams[last].arc == message.name.arc,
        jams[last].obstacle == obstacle
      {
        jams[last].count += 1
      } else {
        jams.append(Jam(arc: message.name.arc, obstacle: obstacle, count: 1))
      }
    }
    return jams
  }

  private func linesOfWaiting() -> [String] {
    names.nodes.all.compactMap { node in
      guard let buffered = world.node(node)?.buffered, buffered > 0 else { return nil }
      return "  \(buffered.counted("version")) at \(text(node)) waiting for what came before"
    }
  }
}

extension Int {
  /// `1 message`, `2 messages`.
  func counted(_ thing: String) -> String { "\(self) \(thing)\(self == 1 ? "" : "s")" }
}
