import Causality
import Consistency
import Replication

/// The versions that each key has had, kept only for keys whose strategy asks what they followed.
struct HistoryTable: Sendable {
  private struct Kept: Sendable {
    var history = VersionHistory()
    /// The sum of the hashes of all its versions, the forgotten ones included.
    var hash: UInt64 = 0
    /// How many versions there must be before it is worth looking for some to forget.
    var limit = leastLimit
  }

  private static let leastLimit = 16

  /// By key; empty as long as no key needs any.
  private var kept: [Kept?] = []

  /// Whether any key's versions are kept.
  var isActive: Bool { !kept.isEmpty }

  /// Whether this key's versions are kept.
  func keeps(_ key: Int) -> Bool { kept.indices.contains(key) && kept[key] != nil }

  /// Begins to keep a key's versions, or forgets them.
  mutating func keep(_ key: Int, _ isKept: Bool) {
    guard isKept != keeps(key) else { return }
    while kept.count <= key { kept.append(nil) }
    kept[key] = isKept ? Kept() : nil
    if kept.allSatisfy({ $0 == nil }) { kept = [] }
  }

  /// Notes a version of a key whose versions are kept.
  mutating func record(_ version: VersionHistory.Version, hash: UInt64, of key: Int) {
    kept[key]?.history.record(version)
    kept[key]?.hash &+= hash
  }

  /// Whether a key has gathered so many versions that some may be forgotten.
  func isLong(_ key: Int) -> Bool {
    guard keeps(key), let kept = kept[key] else { return false }
    return kept.history.count >= kept.limit
  }

  /// Forgets of a key what lies behind a past that everybody has; looks again at twice the length.
  mutating func prune(_ key: Int, behind shared: CausalContext) {
    kept[key]?.history.prune(shared)
    let count = history(of: key)?.count ?? 0
    kept[key]?.limit = max(Self.leastLimit, 2 * count)
  }

  /// A key's versions.
  func history(of key: Int) -> VersionHistory? { keeps(key) ? kept[key]?.history : nil }

  /// What is kept, as one number.
  var hash: UInt64 {
    var sum: UInt64 = 0
    for (key, kept) in kept.enumerated() {
      guard let kept else { continue }
      var hash = StateHash(UInt64(key))
      hash.add(kept.hash)
      sum = sum &+ hash.value
    }
    return sum
  }
}

extension World {
  /// Keeps a key's versions from now on, if one of its rules needs them, with those that exist.
  mutating func keepHistory(of key: KeyID) {
    let rules = store.keys.rules[key.index]
    let isNeeded =
      ([rules.onWrite, rules.onRead, rules.delayed?.strategy] + rules.links.map(\.strategy)
      + rules.kinds.map(\.strategy))
      .contains { id in
        id.map { settings.strategies[Int($0.rawValue)].definition.needs.contains(.history) }
          ?? false
      }
    guard isNeeded != store.histories.keeps(key.index) else { return }
    store.histories.keep(key.index, isNeeded)
    guard isNeeded else { return }
    for version in 1..<max(1, store.versions.records.count) {
      let record = store.versions.records[version]
      if record.key == key.rawValue, record.holders > 0 || record.carriers > 0 {
        recordHistory(UInt32(version))
      }
    }
  }

  /// Notes a new version, where its key's versions are kept.
  mutating func recordHistory(_ version: UInt32) {
    let record = store.versions.records[Int(version)]
    let key = Int(record.key)
    guard store.histories.keeps(key) else { return }
    store.histories.record(
      VersionHistory.Version(
        store.keys.dot(record.dot, key: key), values.value(record.value),
        after: causalContext(record.past, key)),
      hash: hash(ofVersion: version), of: key)
    if store.histories.isLong(key) { store.histories.prune(key, behind: sharedPast(of: key)) }
  }

  /// The writes of a key that everything includes: versions that are kept or under way, and what
  /// nodes and clients know of it, those left out that know nothing.
  private func sharedPast(of key: Int) -> CausalContext {
    var shared: CausalContext?
    func include(_ context: CausalContext, and dot: Dot? = nil) {
      var context = context
      if let dot { context.include(dot) }
      guard context != CausalContext() else { return }
      shared = shared.map { $0.intersection(context) } ?? context
    }
    for version in 1..<max(1, store.versions.records.count) {
      let record = store.versions.records[version]
      guard record.key == Int32(key), record.holders > 0 || record.carriers > 0 else { continue }
      include(causalContext(record.past, key), and: store.keys.dot(record.dot, key: key))
    }
    for node in nodes.records.indices {
      guard let slot = store.slots.find(key, node) else { continue }
      include(causalContext(store.slots.states[slot].past, key))
    }
    for client in clients.clients.indices {
      include(causalContext(clients.past(ClientID(Int32(client)), key), key))
    }
    return shared ?? CausalContext()
  }

  /// The conflict between these candidates, with what they followed where the strategy asks.
  func conflict(
    _ candidates: [Candidate], among siblings: [Sibling], _ strategy: Strategy
  ) -> Conflict {
    var conflict = Conflict(candidates)
    guard strategy.definition.needs.contains(.history), let first = siblings.first else {
      return conflict
    }
    let key = Int(store.versions.records[Int(first.version)].key)
    let pasts = siblings.map {
      causalContext(store.versions.records[Int($0.version)].past, key)
    }
    conflict.ancestry = store.histories.history(of: key).map {
      Ancestry(pasts: pasts, history: $0)
    }
    return conflict
  }
}
