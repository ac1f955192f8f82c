import Causality
import Replication

/// What a strategy is asked about.
struct Question {
  var key: Int
  var node: NodeID
  var strategy: StrategyID
  /// Where what is stored is shown; nil: versions of several replicas are compared.
  var slot: Int?
}

extension World {
  /// Asks a strategy what becomes of versions, and takes note of a failure of its code.
  mutating func judge(
    _ candidates: [Candidate], of siblings: [Sibling], _ question: Question
  ) -> Resolution {
    let strategy = settings.strategies[Int(question.strategy.rawValue)]
    var conflict = conflict(candidates, among: siblings, strategy)
    if strategy.definition.needs.contains(.shown), let slot = question.slot {
      conflict.shown = shown(at: slot)
    }
    if strategy.definition.needs.contains(.particulars) {
      conflict.particulars = particulars(candidates, of: siblings, question.key)
    }
    let resolution = strategy.definition.resolve(conflict, strategy.parameters, &values)
    if case .failed(let message) = resolution, failure == nil {
      failure = StrategyFailure(
        strategy: question.strategy, key: KeyID(Int32(question.key)), node: question.node,
        message: message)
    }
    return resolution
  }

  /// What people call a key and those who wrote its versions, and what these had seen.
  private func particulars(
    _ candidates: [Candidate], of siblings: [Sibling], _ key: Int
  ) -> Particulars {
    var particulars = Particulars(
      key: store.keys.label(of: key), writers: candidates.map { nodes.writer($0.dot.replica) },
      seen: [])
    // One that stands for a missing row comes before those that are stored.
    let absent = candidates.count - siblings.count
    for (index, sibling) in siblings.enumerated() {
      let past = vector(store.versions.records[Int(sibling.version)].past, key)
      for dot in past.entries {
        particulars.seen.append(
          Particulars.Seen(
            candidate: absent + index, writer: nodes.writer(dot.replica), counter: dot.counter))
      }
    }
    return particulars
  }
}
