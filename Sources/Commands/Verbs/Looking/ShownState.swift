import Replication
import Simulation

// What nodes hold, as tables.
extension Session {
  /// Where a run that was ended stands: how far it came, and the first keys.
  func summary() -> [Report] {
    let shown = 20
    var table = tableOfKeys(first: shown)
    table.rows = table.rows.prefix(shown).map { $0.map(\.shortened) }
    let more = names.keys.count > shown ? "; the first of \(names.keys.count) keys:" : ""
    let state =
      "\(world.eventCount.counted("event")), \(world.count(.inFlight)) in flight"
    return [.note("stopped at \(Moment.text(world.now)), \(state)\(more)"), .table(table)]
  }

  /// Every key with its value at every node, or the first ones.
  func tableOfKeys(first limit: Int = .max) -> TableReport {
    let nodes = names.nodes.all
    let keys = (0..<min(names.keys.count, limit)).map { KeyID(Int32($0)) }
    guard nodes.count <= 8 else { return longTable(of: keys, nodes) }
    var table = TableReport(
      columns: ["KEY"] + nodes.map { text($0) }, empty: "no key was used yet")
    for key in keys {
      table.rows.append([text(key)] + nodes.map { shownValues(of: key, at: $0) })
    }
    return table
  }

  /// A row for each node that holds something: there are too many for a column each.
  private func longTable(of keys: [KeyID], _ nodes: [NodeID]) -> TableReport {
    var table = TableReport(columns: ["KEY", "NODE", "VALUE"], empty: "no key was used yet")
    for key in keys {
      let holders = nodes.filter { !world.versions(of: key, at: $0).isEmpty }
      if holders.isEmpty { table.rows.append([text(key), "", "(none)"]) }
      for node in holders {
        table.rows.append([text(key), text(node), shownValues(of: key, at: node)])
      }
    }
    return table
  }

  /// What every node holds of a key, and who decided.
  func table(of key: KeyID) -> TableReport {
    var table = TableReport(
      columns: ["NODE", "VALUE", "CONTEXT", "LAST DECISION"], empty: "there are no nodes")
    for node in names.nodes.all {
      let context = text(world.context(of: key, at: node))
      let decision = decisions.decision(about: key, at: node)
      table.rows.append([
        text(node), shownValues(of: key, at: node), "{" + context.joined(separator: ", ") + "}",
        decision.map { shownDecision($0) } ?? "",
      ])
    }
    return table
  }

  /// What is behind the value that every node shows of a typed key.
  func tableOfState(of key: KeyID) -> TableReport {
    var table = TableReport(columns: ["NODE", "STATE"], empty: "there are no nodes")
    for node in names.nodes.all {
      let state = world.portrait(of: key, at: node) { text($0) }
      table.rows.append([text(node), state?.json ?? "(none)"])
    }
    return table
  }

  /// The value, `siblings [ … ]`, `(none)` or `(deleted)`.
  func shownValues(of key: KeyID, at node: NodeID) -> String {
    let values = values(of: key, at: node)
    switch values.count {
    case 0: return world.versions(of: key, at: node).isEmpty ? "(none)" : "(deleted)"
    case 1: return values[0].json
    default: return "siblings [" + values.map(\.json).joined(separator: ", ") + "]"
    }
  }

  private func shownDecision(_ event: Event) -> String {
    let name = text(event.strategy)
    let at = Moment.text(event.tick)
    return switch event.kind {
    case .replaced: "\(text(event.version.dot)) replaced \(text(event.other.dot)), \(at)"
    case .conflict: "none: both are kept, \(at)"
    case .resolved: "\(name): \(event.reason.words), \(at)"
    case .merged: "\(name): joined, \(at)"
    case .skipped: "\(name): left \(text(event.version.dot)) out, \(at)"
    case .stopped: "\(name): stopped \(text(event.message.arc)), \(at)"
    default: ""
    }
  }

  /// The nodes.
  func tableOfNodes() -> TableReport {
    var table = TableReport(
      columns: ["NODE", "STATE", "ZONE", "CLOCK", "WAITING"], empty: "there are no nodes")
    let leadership = world.leadership
    if leadership != nil { table.columns += ["ROLE", "LOG"] }
    for node in names.nodes.all {
      guard let view = world.node(node) else { continue }
      var state =
        switch view.health {
        case .up: "up"
        case .crashed: "down"
        case .paused: "paused"
        case .removed: "removed"
        }
      if view.failsWrites { state += ", refuses writes" }
      if !view.relays { state += ", forwards nothing" }
      table.rows.append([
        text(node), state, names.nodes.zone(node)?.text ?? "",
        clock(view), view.buffered == 0 ? "" : String(view.buffered),
      ])
      if let leadership {
        table.rows[table.rows.count - 1] += [
          role(of: node, leadership), String(leadership.positions[node.index]),
        ]
      }
    }
    return table
  }

  /// `+3ms`, `+3ms, 50ppm`.
  private func clock(_ view: NodeView) -> String {
    let ahead = view.skew == 0 ? "" : (view.skew > 0 ? "+" : "") + Duration.text(view.skew)
    guard view.drift != 0 else { return ahead }
    return (ahead.utf8.isEmpty ? "" : "\(ahead), ") + Drift.text(view.drift)
  }

  private func role(of node: NodeID, _ leadership: LeadershipView) -> String {
    if leadership.leader == node { return "leader, term \(leadership.term)" }
    return leadership.synchronous.contains(node) ? "synchronous follower" : "follower"
  }

  /// The clients.
  func tableOfClients() -> TableReport {
    var table = TableReport(
      columns: ["CLIENT", "HOME", "GOES TO", "CLOCK", "GUARANTEES"], empty: "there are no clients")
    for position in 0..<names.clients.count {
      let client = ClientID(Int32(position))
      guard let setup = world.client(client) else { continue }
      table.rows.append([
        text(client), setup.homes.map { text($0) }.joined(separator: ", "),
        world.route(client).map { text($0) } ?? "",
        setup.skew == 0 ? "" : (setup.skew > 0 ? "+" : "") + Duration.text(setup.skew),
        names.guarantees[client].map { $0.isEmpty ? "" : $0.text } ?? "",
      ])
    }
    return table
  }
}
