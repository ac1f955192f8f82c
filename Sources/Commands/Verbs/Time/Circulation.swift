import Causality
import Simulation

/// A version that keeps arriving.
private struct Round {
  var key: KeyID
  var dot: Dot
  var count = 0
  var nodes: [NodeID] = []
  var last: MessageName

  mutating func add(_ event: Event) {
    count += 1
    last = event.message
    if !nodes.contains(event.node) { nodes.append(event.node) }
  }
}

extension Session {
  /// The versions that the last events carried round and round; nil: none.
  func circulation() -> String? {
    var rounds: [Round] = []
    for event in decisions.recent(512) where event.kind.isArrival {
      let dot = event.version.dot
      guard dot.counter > 0 else { continue }
      if let index = rounds.firstIndex(where: { $0.key == event.key && $0.dot == dot }) {
        rounds[index].add(event)
      } else if rounds.count < 64 {
        rounds.append(Round(key: event.key, dot: dot, last: event.message))
        rounds[rounds.count - 1].add(event)
      }
    }
    let circling = rounds.filter { $0.count > 2 * $0.nodes.count }
      .sorted { $0.count > $1.count }
    guard !circling.isEmpty else { return nil }
    let lines = circling.prefix(3).map { round in
      let nodes = round.nodes.sorted().map { text($0) }
      return "\(text(round.last)) … still circulating: \(text(round.key)) (\(text(round.dot))) "
        + (nodes.count > 2 ? "among " : nodes.count == 2 ? "between " : "to ") + nodes.listed
    }
    let more = circling.count > 3 ? "; and \(circling.count - 3) more" : ""
    return lines.joined(separator: "; ") + more
  }

  /// How much is still under way, and what comes next.
  func describeUnderWay() -> String {
    let count = world.inFlight().count { $0.obstacle == nil }
    let next = world.nextDue.map { ", the next due at \(Moment.text($0))" } ?? ""
    if count > 0 { return "\(count.counted("message")) still under way\(next)" }
    return world.isRoundAwaited
      ? "nodes differ that have not compared yet\(next)"
      : "a background handler has not run\(next)"
  }
}

extension [String] {
  /// `a`, `a and b`, `a, b and c`.
  var listed: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
