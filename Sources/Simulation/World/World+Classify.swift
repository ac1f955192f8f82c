import Causality
import Replication

// Kinds of conflict: what an arriving version finds, and who decides over that.
extension World {
  /// Names what a version finds, where somebody asks; returns the strategy bound to that kind.
  mutating func classify(
    _ arrival: inout Arrival, _ own: Contender, _ standing: KeyRule.Standing, isRowThere: Bool,
    into events: borrowing EventBuffer
  ) -> StrategyID? {
    let rules = store.keys.rules[arrival.key].kinds
    guard !rules.isEmpty || events.interest.contains(.conflicts) else { return nil }
    if let rival = standing.met.last {
      arrival.conflict = conflictKind(
        arrival.version, rival.version, by: arrival.strategy)
    } else if !rules.isEmpty, !arrival.isLocal, !isRowThere, missesItsRow(own, arrival) {
      let isDeletion = store.versions.records[Int(arrival.version)].value == .tombstone
      arrival.conflict = isDeletion ? .deleteMissing : .updateMissing
    }
    guard let kind = arrival.conflict else { return nil }
    let arc = arrival.isLocal ? nil : arrival.message.arc
    return rules.first { $0.kind == kind && ($0.arc == nil || $0.arc == arc) }?.strategy
  }

  /// Whether a version follows writes of which nothing has come here.
  private mutating func missesItsRow(_ own: Contender, _ arrival: Arrival) -> Bool {
    !store.slots.states[arrival.slot].past.covers(own.past, in: store.spills)
  }

  /// What an arriving version finds in a concurrent one.
  mutating func conflictKind(
    _ arriving: UInt32, _ stored: UInt32, by strategy: StrategyID
  ) -> ConflictKind {
    let (new, old) = (
      store.versions.records[Int(arriving)], store.versions.records[Int(stored)]
    )
    guard new.value == .tombstone else {
      if old.value == .tombstone { return .updateDelete }
      return new.past.isEmpty(in: store.spills) ? .insertExists : .updateUpdate
    }
    guard old.value != .tombstone else { return .deleteMissing }
    let clock = settings.strategies[Int(strategy.rawValue)].parameters.clock
    let isOlder =
      store.versions.stamps[Int(arriving)].reading(clock)
      < store.versions.stamps[Int(stored)].reading(clock)
    return isOlder ? .deleteExists : .deleteUpdate
  }

  /// Asks a strategy about a version whose row is not there, as against a deletion.
  mutating func ruleOnMissingRow(
    _ own: Sibling, _ arrival: Arrival, _ strategy: Strategy
  ) -> KeyRule.Ruling {
    let candidates = self.candidates([own], strategy, at: arrival.node, incoming: true)
    var absent = candidates[0]
    absent.value = .tombstone
    absent.dot = Dot(absent.dot.replica, 0)
    absent.stamp = .zero
    absent.isIncoming = false
    let question = Question(key: arrival.key, node: arrival.node, strategy: arrival.strategy)
    let resolution = judge([absent] + candidates, of: [own], question)
    switch resolution {
    case .skip, .stop: return KeyRule.ruling(resolution, on: [own])
    case .keepStored(let reason), .keep(0, let reason):
      var ruling = KeyRule.ruling(.keepAll, on: [own])
      ruling.stays = []
      ruling.goes = [own]
      ruling.reason = reason
      return ruling
    case .keep, .keepSome, .keepAll, .merge, .ask, .failed:
      return KeyRule.ruling(.keepAll, on: [own])
    }
  }
}

extension ConflictKind {
  /// Whether what is changed is not there.
  var isOfMissingRow: Bool { self == .updateMissing || self == .deleteMissing }
}
