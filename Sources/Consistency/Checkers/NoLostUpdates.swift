import Causality

extension Checker {
  /// Every write that succeeded is still stored somewhere, or a write that follows it was.
  ///
  /// Stored means live: alone, as a sibling or inside a merge. Looks at nodes, not at answers, so a
  /// loss need not have been read to be one.
  static let noLostUpdates = Checker(
    "no-lost-updates", "every write that succeeded is stored somewhere, or was replaced"
  ) { history, question in
    let holdings = Holdings(history)
    for (number, operation) in history.operations.enumerated()
    where operation.isWrite && operation.outcome == .ok && operation.dot.counter > 0 {
      guard question.session ?? operation.session == operation.session,
        holdings.isLost(number)
      else { continue }
      let rival = holdings.rivals[number].map { [$0] } ?? []
      return .violated(Witness([number] + rival, missing: operation.version))
    }
    return .holds
  }
}

/// Which writes are still stored at the end of a history.
private struct Holdings {
  /// By write: the one for which it was let go last.
  private(set) var rivals: [Int: Int] = [:]
  private var holders: [Int: Set<Int32>] = [:]
  /// What each node has, so that it can lose it.
  private var shelves: [Int32: Set<Int>] = [:]
  /// By key: what stored versions follow.
  private var replaced: [Int32: CausalContext] = [:]
  private let history: History

  init(_ history: History) {
    self.history = history
    let writes = WriteTable(history)
    for step in history.steps { advance(step, writes) }
  }

  private mutating func advance(_ step: NodeStep, _ writes: WriteTable) {
    if step.kind == .wiped {
      for write in (shelves.removeValue(forKey: step.node) ?? []).sorted() {
        holders[write]?.remove(step.node)
      }
      return
    }
    guard let write = writes.number(of: step.dot, key: step.key) else { return }
    if step.kind == .stored {
      holders[write, default: []].insert(step.node)
      shelves[step.node, default: []].insert(write)
      let past = history.context(of: history.operations[write])
      replaced[step.key, default: CausalContext()].merge(past)
    } else {
      holders[write]?.remove(step.node)
      shelves[step.node]?.remove(write)
      let rival = writes.number(of: step.rival, key: step.key)
      rivals[write] = rival == write ? nil : rival
    }
  }

  /// Whether nobody stores a write, and nothing that was stored follows it.
  func isLost(_ write: Int) -> Bool {
    let operation = history.operations[write]
    return holders[write, default: []].isEmpty
      && replaced[operation.key]?.covers(operation.dot) != true
  }
}
