import Simulation

// Links and messages, as tables and as statements.
extension Session {
  /// The links.
  func tableOfLinks() -> TableReport {
    var table = TableReport(
      columns: ["LINK", "LATENCY", "IN FLIGHT", "STATE"],
      empty: world.leaderless == nil && world.leadership == nil
        ? "there are no links" : "no link is stated: all nodes reach each other")
    let links = world.links()
    let mayFail = links.contains { $0.loss > .none || $0.duplicates > .none }
    if mayFail { table.columns += ["LOST", "TWICE"] }
    for link in links {
      let detour = link.detour == 0 ? "" : " + \(Duration.text(link.detour))"
      table.rows.append([
        text(link.arc), text(link.latency) + detour,
        link.inFlight == 0 ? "" : String(link.inFlight),
        link.obstacle.map { text($0, on: link.arc) } ?? "",
      ])
      if mayFail {
        table.rows[table.rows.count - 1] += [link.loss, link.duplicates].map {
          $0 == .none ? "" : $0.text
        }
      }
    }
    return table
  }

  /// The messages in flight, those due first at the top.
  func tableInFlight() -> TableReport {
    var table = TableReport(
      columns: ["MESSAGE", "KIND", "KEY", "VALUE", "DUE", "STATE"], empty: "nothing is in flight")
    for message in world.inFlight().sorted(by: { ($0.due, $0.name) < ($1.due, $1.name) }) {
      let value = world.values.value(message.value)?.json ?? "a deletion"
      table.rows.append([
        text(message.name), message.kind.rawValue, text(message.key),
        message.dot.counter == 0 ? "" : "\(value) {\(text(message.dot))}",
        Moment.text(message.due), message.obstacle.map { text($0, on: message.name.arc) } ?? "",
      ])
    }
    return table
  }

  /// Statements that make the same links.
  func statementsOfTopology() -> [String] {
    let arcs = world.arcs()
    let links = world.links().filter { arcs.contains($0.arc) }
    let isDefault = links.allSatisfy { $0.latency == .constant(10_000_000) }
    var lines = ["topology none"]
    for (position, link) in links.enumerated() {
      let back = links.firstIndex { $0.arc.from == link.arc.to && $0.arc.to == link.arc.from }
      let isPair = back.map { links[$0].latency == link.latency } ?? false
      if isPair, let back, back < position { continue }
      let arrow = isPair ? "<->" : "->"
      let ends = (text(link.arc.from), text(link.arc.to))
      var line = "link \(ends.0) \(arrow) \(ends.1)"
      if !isDefault { line += " latency=\(option(link.latency))" }
      lines.append(line)
    }
    return lines
  }
}
