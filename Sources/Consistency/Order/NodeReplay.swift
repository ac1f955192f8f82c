import Causality

/// What the nodes have taken in, step by step.
struct NodeReplay: Sendable {
  private struct Shelf: Hashable {
    var node: Int32
    var key: Int32
  }

  /// Bare dots, and what they follow.
  private var contexts: [Shelf: CausalContext] = [:]
  /// How often each node has begun anew.
  private var lives: [Int32: Int32] = [:]

  /// Follows a step of a node.
  mutating func advance(_ step: NodeStep, _ history: History, _ writes: WriteTable) {
    switch step.kind {
    case .dropped: break
    case .wiped:
      lives[step.node, default: 0] += 1
      contexts = contexts.filter { $0.key.node != step.node }
    case .stored:
      let shelf = Shelf(node: step.node, key: step.key)
      if let write = writes.number(of: step.dot, key: step.key) {
        let past = history.context(of: history.operations[write])
        contexts[shelf, default: CausalContext()].merge(past)
      }
      contexts[shelf, default: CausalContext()].include(step.dot)
    }
  }

  /// Whether a node has taken a version in, or one that follows it.
  func includes(_ version: Witness.Missing, at node: Int32) -> Bool {
    contexts[Shelf(node: node, key: version.key)]?.covers(version.dot) ?? false
  }

  /// Which life of a node it is; its first is 0.
  func life(of node: Int32) -> Int32 { lives[node] ?? 0 }
}
