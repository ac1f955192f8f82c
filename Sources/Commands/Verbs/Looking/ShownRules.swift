import Simulation

// Strategies, bindings, counts and the log, as tables.
extension Session {
  /// The registered strategies.
  func tableOfStrategies() -> TableReport {
    var table = TableReport(columns: ["STRATEGY", "RULE"], empty: "there are no strategies")
    for (position, strategy) in world.strategies.enumerated() {
      table.rows.append([names.strategies.text(position), strategy.description])
    }
    return table
  }

  /// What is bound to which keys.
  func tableOfBindings() -> TableReport {
    var table = TableReport(
      columns: ["KEYS", "STRATEGY", "WHEN"],
      empty: "nothing is bound: every key keeps siblings")
    for rule in names.bindings.rules {
      let (strategy, moment) =
        switch rule.effect {
        case .onWrite(let strategy): (strategy, "on write")
        case .onRead(let strategy, let writesBack):
          (strategy, writesBack ? "on read, written back" : "on read")
        case .delayed(let strategy, let delay):
          (strategy, "\(Duration.text(delay)) after the conflict")
        case .onLink(let arc, let strategy): (strategy, "on link \(text(arc))")
        case .onKind(let kind, let arc, let strategy):
          (strategy, "on \(kind.rawValue)" + (arc.map { " on link \(text($0))" } ?? ""))
        }
      table.rows.append([rule.pattern.text, text(strategy), moment])
    }
    return table
  }

  /// Every counter, in all and node by node, and how many messages of each kind arrived.
  func tableOfCounters() -> TableReport {
    let nodes = names.nodes.all
    let shown = nodes.count <= 8 ? nodes : []
    var table = TableReport(
      columns: ["COUNTER", "TOTAL"] + shown.map { text($0) }, empty: "there is nothing to count")
    for counter in Counter.allCases {
      let isOfQuorums = counter == .repairs || counter == .hints
      if isOfQuorums, world.leaderless == nil, world.count(counter) == 0 { continue }
      let cells = shown.map { node in
        counter == .timeouts ? "" : String(world.count(counter, at: node))
      }
      table.rows.append([counter.rawValue, String(world.count(counter))] + cells)
    }
    for kind in MessageKind.allCases where world.arrivals(of: kind) > 0 {
      let empty = shown.map { _ in "" }
      table.rows.append(["\(kind.rawValue) messages", String(world.arrivals(of: kind))] + empty)
    }
    let comparisons = world.comparisons
    if comparisons.count > 0 {
      let empty = shown.map { _ in "" }
      table.rows.append(["comparisons", String(comparisons.count)] + empty)
      table.rows.append(["hashes compared", String(comparisons.hashes)] + empty)
    }
    let cost = world.lastSync
    if cost.levels > 0 {
      let rows = [("hashes", cost.hashes), ("levels", cost.levels), ("keys listed", cost.listed)]
      for (name, count) in rows {
        table.rows.append(["\(name), last sync", String(count)] + shown.map { _ in "" })
      }
    }
    return table
  }

  /// What happened last.
  func tableOfLog() -> TableReport {
    var table = TableReport(
      columns: ["TIME", "NODE", "KEY", "WHAT HAPPENED"], empty: "nothing has happened yet")
    for event in decisions.recent(50) {
      table.rows.append([
        Moment.text(event.tick), text(event.node), event.key.rawValue < 0 ? "" : text(event.key),
        shown(event),
      ])
    }
    return table
  }

  private func shown(_ event: Event) -> String {
    let version = dotted(event.version)
    let other = dotted(event.other)
    let message = text(event.message)
    return switch event.kind {
    case .written: "\(version) written"
    case .delivered, .unbuffered: "\(version) came by \(message)"
    case .redundant: "\(version) came by \(message), known already"
    case .ignored: "\(version) came by \(message), ignored"
    case .buffered: "\(version) came by \(message) and waits for what came before"
    case .replaced: "\(version) replaced \(other)"
    case .conflict: "\(version) and \(other) are concurrent"
    case .resolved:
      "\(text(event.strategy)) kept \(version), not \(other): \(event.reason.words)"
    case .merged: "\(text(event.strategy)) made \(shownValue(event.version))"
    case .failed: "\(text(event.strategy)) failed, \(text(of: event.version.value))"
    case .skipped: "\(text(event.strategy)) left out \(version)"
    case .stopped: "\(text(event.strategy)) stopped \(text(event.message.arc)) at \(version)"
    case .dropped: "\(message) was lost"
    case .handled: "\(text(event.strategy)) ran"
    case .hinted: "\(version) is kept for another"
    case .repaired where event.message.ordinal == 0: "\(version) came by a read here"
    case .repaired, .handedOff, .synced: "\(version) came by \(message)"
    case .compared:
      "compared with \(text(event.message.arc.to)): \(event.request.hashes) hashes, "
        + "\(event.request.carried) sent"
    case .lost: "\(version) is lost: it never came here"
    case .cutOff: "\(version) was cut off the log"
    case .ended: "a request ended"
    case .struck, .mended: "chaos: \(statement(of: event))"
    case .accepted, .refused, .committed, .aborted, .answered, .asked, .counted, .late:
      "\(message) \(event.messageKind.rawValue): \(event.kind)"
    }
  }

  /// `"B" {a:1}`.
  func dotted(_ version: EventVersion) -> String {
    "\(shownValue(version)) {\(text(version.dot))}"
  }

  /// The value, or `a deletion`.
  func shownValue(_ version: EventVersion) -> String {
    world.values.value(version.value)?.json ?? "a deletion"
  }
}
