import Causality

@testable import Replication

/// One operation of a history: what was asked, where, and what its client had observed.
struct HistoricOperation {
  var dot: Dot
  var operation: MergeOperation
  var stamp: Int64
  /// Positions in the history; closed: what an observed operation had observed was observed too.
  var observed: Set<Int>
}

/// Replicas of one typed value that apply operations and hear of each other, and beside each state
/// the full list of operations that it should stand for.
struct OperationHistory {
  let merge: MergeDefinition
  var parameters: StrategyParameters
  private(set) var operations: [HistoricOperation] = []
  private(set) var states: [Value?]
  private(set) var known: [Set<Int>]
  private var counters: [UInt32]

  init(_ merge: MergeDefinition, replicas: Int, _ parameters: StrategyParameters? = nil) {
    self.merge = merge
    self.parameters = parameters ?? merge.defaults
    states = Array(repeating: nil, count: replicas)
    known = Array(repeating: [], count: replicas)
    counters = Array(repeating: 0, count: replicas)
  }

  /// Applies an operation; `observed`: nothing, or what another replica holds; nil: what this does.
  mutating func apply(
    _ operation: MergeOperation, at replica: Int, stamp: Int64 = 0, observed: Set<Int>? = nil
  ) {
    let dot = Dot(ReplicaID(UInt32(replica)), counters[replica] + 1)
    var context = MergeContext(
      dot: dot, stamp: HybridTimestamp(wall: stamp), rank: Int32(replica), parameters: parameters)
    if let observed {
      context.observed = CausalContext()
      for position in observed { context.observed?.include(operations[position].dot) }
    }
    guard let state = try? merge.apply(states[replica], operation, context) else { return }
    states[replica] = state
    counters[replica] += 1
    let seen = observed ?? known[replica]
    known[replica].insert(operations.count)
    operations.append(
      HistoricOperation(dot: dot, operation: operation, stamp: stamp, observed: seen))
  }

  /// One replica hears of all that another holds.
  mutating func send(from sender: Int, to receiver: Int) {
    guard let sent = states[sender] else { return }
    states[receiver] = states[receiver].map { merge.merge($0, sent) } ?? sent
    known[receiver].formUnion(known[sender])
  }

  /// What a replica shows; nil: nothing was ever heard there.
  func reading(at replica: Int) -> [Value]? { states[replica].map { merge.read($0) } }
}
