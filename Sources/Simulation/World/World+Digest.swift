import Replication

// What a world is beyond the identity that a search compares: how it is set up, what was counted.
extension World {
  /// The identity of all that can be seen of a world or decides its future.
  ///
  /// The same in every process, build and machine, and however the world came here.
  package mutating func digest() -> UInt64 {
    var hash = StateHash(fingerprint())
    addRules(to: &hash)
    addCounts(to: &hash)
    return hash.value
  }

  /// Who decides over what.
  private func addRules(to hash: inout StateHash) {
    hash.add(settings.hasBegun ? 1 : 0)
    for strategy in settings.strategies {
      var words = ContentHash()
      words.include(strategy.description)
      words.include(strategy.definition.code ?? "")
      hash.add(words.state)
    }
    for rules in store.keys.rules { rules.add(to: &hash) }
  }

  /// What the counters stand at.
  private func addCounts(to hash: inout StateHash) {
    hash.add(UInt64(statistics.events), UInt64(statistics.timeouts))
    hash.add(UInt64(statistics.distinctConflicts), UInt64(statistics.conflicts.count))
    hash.add(UInt64(statistics.losses.count), UInt64(statistics.crowdedDeliveries))
    hash.add(UInt64(statistics.comparisons.count), UInt64(statistics.comparisons.hashes))
    for purpose in statistics.arrivals.indices { hash.add(UInt64(statistics.arrivals[purpose])) }
  }
}

extension KeyRules {
  fileprivate func add(to hash: inout StateHash) {
    hash.add(UInt64(onWrite.rawValue), UInt64((onRead ?? .none).rawValue), writesBack ? 1 : 0)
    if let delayed {
      hash.add(UInt64(delayed.strategy.rawValue), UInt64(bitPattern: delayed.delay))
    }
    for rule in links {
      hash.add(1, UInt64(rule.arc.from.index) << 32 | UInt64(rule.arc.to.index))
      hash.add(UInt64(rule.strategy.rawValue))
    }
    for rule in kinds {
      var word = ContentHash()
      word.include(rule.kind.rawValue)
      hash.add(2, word.state, UInt64(rule.strategy.rawValue))
    }
  }
}
