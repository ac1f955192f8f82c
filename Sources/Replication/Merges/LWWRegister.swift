import Causality

extension MergeDefinition {
  /// A register that shows the assignment with the newest stamp.
  ///
  /// - Source: Shapiro et al. 2011, specification 8; riak_dt_lwwreg; the lift:
  ///   antidote_crdt_register_lww.
  package static let lwwRegister = MergeDefinition(.lwwRegister)
}

extension CausalMerge {
  static let lwwRegister = CausalMerge(
    name: "lww-register", summary: "A register: the assignment with the newest stamp is seen.",
    operations: [.assign, .reset], options: [.clock, .tie, .lift], defaults: .largerValues,
    variant: { $0.tie.rawValue }, apply: Assignment.apply, read: Assignment.read)
}

extension CausalMerge {
  /// The value of an assignment, from what it has left.
  static func assigned(_ payload: Value) -> Value {
    if case .array(let parts) = payload, parts.count == 4 { parts[3] } else { payload }
  }
}

extension StrategyParameters {
  /// The defaults of registers: of two equal stamps the larger value.
  fileprivate static var largerValues: StrategyParameters {
    var parameters = StrategyParameters()
    parameters.tie = .largerValue
    return parameters
  }
}

/// What an assignment of a last-writer-wins register leaves behind.
private struct Assignment {
  var value: Value
  var stamp: HybridTimestamp
  var rank: Int64
  var dot: Dot

  static let apply: CausalMerge.Apply = { (state, path, operation, context) throws(MergeError) in
    guard operation.kind == .assign, let value = operation.operands.first else {
      return state.remove(under: path, observed: context.observed)
    }
    let seen = state.traces(under: path).observed(context.observed)
    let stamps = seen.compactMap { Assignment($0)?.stamp }
    var new = Assignment(
      value: value, stamp: context.stamp, rank: Int64(context.rank), dot: context.dot)
    if context.parameters.merging.lifts, let newest = stamps.max(), newest >= new.stamp {
      guard newest.wall < .max else { throw .overflow }
      new.stamp = HybridTimestamp(wall: newest.wall + 1)
    }
    // An assignment that is older than what its writer has seen is ignored.
    guard stamps.allSatisfy({ $0 <= new.stamp }) else { return }
    for trace in seen { state.remove(trace) }
    state.leave(new.payload, at: path + [.null], by: context.dot)
  }

  static let read: @Sendable (CausalView) -> [Value] = { view in
    let tie =
      TieRule.allCases.first { view.type.utf8.elementsEqual("lww-register \($0.rawValue)".utf8) }
    let all = view.runs.compactMap { Assignment($0) }
    return all.max { $0.precedes($1, tie ?? .largerValue) }.map { [$0.value] } ?? []
  }

  private var payload: Value {
    .array([.int(stamp.wall), .int(Int64(stamp.count)), .int(rank), value])
  }

  private func precedes(_ other: Assignment, _ tie: TieRule) -> Bool {
    if stamp != other.stamp { return stamp < other.stamp }
    let isLower = (rank, dot) < (other.rank, other.dot)
    switch tie {
    case .highestNode: return isLower
    case .lowestNode: return (other.rank, other.dot) < (rank, dot)
    case .largerValue, .remote, .local: return value == other.value ? isLower : value < other.value
    }
  }
}

extension Assignment {
  fileprivate init?(_ run: DotRun) {
    guard case .array(let parts) = run.payload, parts.count == 4, case .int(let wall) = parts[0],
      case .int(let count) = parts[1], case .int(let rank) = parts[2]
    else { return nil }
    self.init(
      value: parts[3], stamp: HybridTimestamp(wall: wall, count: UInt32(clamping: count)),
      rank: rank, dot: run.last)
  }
}

extension [DotRun] {
  /// What of these traces was observed; nil: everything.
  fileprivate func observed(_ context: CausalContext?) -> [DotRun] {
    guard let context else { return self }
    return flatMap { run in context.known(run.counters, of: run.replica).map { run.of($0) } }
  }
}
