import Causality

/// What must have reached a node before a client's write does: the client's earlier operations
/// ask for it.
struct Demand: Sendable {
  /// The operation that asks: an earlier write, or the read that returned the version.
  var operation: Int
  /// The version that must be there.
  var version: Witness.Missing
}

/// Whether nodes take a client's writes in only after what its earlier operations ask for.
///
/// The node at which the client wrote is not judged for that write: it was asked to take it, and
/// no order of delivery could have helped. A version that a node is not to hold is not asked for.
struct ArrivalOrder {
  private struct Progress: Hashable {
    var session: Int32
    var node: Int32
    var life: Int32
  }

  private let history: History
  private let writes: WriteTable
  private var replay = NodeReplay()
  /// By session, in the order of the operations that ask.
  private var demands: [[Demand]] = []
  /// How many demands, from the first, a node is known to have met.
  private var met: [Progress: Int] = [:]

  /// `asks`: what an operation asks for once it has succeeded.
  init(
    _ history: History, only session: Int32?, asks: (Operation) -> [Witness.Missing]
  ) {
    self.history = history
    writes = WriteTable(history)
    for session in Sessions(history, only: session).operations {
      demands.append(
        session.flatMap { number in
          let operation = history.operations[number]
          return operation.outcome == .ok
            ? asks(operation).map { Demand(operation: number, version: $0) } : []
        })
    }
  }

  /// The first write that a node took in too early.
  mutating func judge() -> Verdict {
    for step in history.steps {
      replay.advance(step, history, writes)
      guard step.kind == .stored, let write = writes.number(of: step.dot, key: step.key),
        let demand = unmet(by: write, at: step.node)
      else { continue }
      var told = [demand.operation, write]
      if let origin = writes.number(of: demand.version.dot, key: demand.version.key),
        origin != demand.operation
      {
        told.insert(origin, at: 0)
      }
      return .violated(Witness(told, at: step.node, missing: demand.version))
    }
    return .holds
  }

  private mutating func unmet(by write: Int, at node: Int32) -> Demand? {
    let operation = history.operations[write]
    let session = Int(operation.session)
    guard operation.node != node, demands.indices.contains(session) else { return nil }
    let progress = Progress(session: operation.session, node: node, life: replay.life(of: node))
    var isPrefix = true
    for at in (met[progress] ?? 0)..<demands[session].count {
      let demand = demands[session][at]
      guard demand.operation < write else { break }
      let isMet =
        replay.includes(demand.version, at: node)
        || !history.holds(demand.version.key, at: node)
      if isPrefix, isMet { met[progress] = at + 1 } else { isPrefix = false }
      if !isMet, history.operations[demand.operation].precedes(operation) { return demand }
    }
    return nil
  }
}
