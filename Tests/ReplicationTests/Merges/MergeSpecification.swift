import Causality

@testable import Replication

/// What a replica should show that knows these operations: the types as they are defined, over the
/// full history of operations and what each had observed. Slow and obvious.
///
/// - Source: the generators of antidote_crdt (`prop_set_aw`, `prop_set_rw`, `prop_flag_*`,
///   `prop_register_*`, `prop_counter_fat`, `prop_map_rr`); Shapiro et al. 2011.
struct MergeSpecification {
  let history: [HistoricOperation]
  /// The operations that count, as positions.
  let known: [Int]
  /// How deep inside maps the value lies.
  var depth = 0

  private func kind(_ position: Int) -> MergeOperation.Kind { history[position].operation.kind }

  private func operands(_ position: Int) -> [Value] { history[position].operation.operands }

  /// Whether one operation has observed another.
  private func follows(_ later: Int, _ earlier: Int) -> Bool {
    history[later].observed.contains(earlier)
  }

  private func all(_ kinds: MergeOperation.Kind...) -> [Int] {
    known.filter { kinds.contains(kind($0)) }
  }

  private func isFollowed(_ position: Int, by others: [Int]) -> Bool {
    others.contains { follows($0, position) }
  }

  private var resets: [Int] { all(.reset) }

  func value(of type: String) -> [Value] {
    switch type {
    case "g-counter", "pn-counter": [.int(counter)]
    case "g-set": [.array(elements { _ in true })]
    case "2p-set": [.array(elements { element in touching(element, .remove).isEmpty })]
    case "or-set": [.array(elements(isAddWinning))]
    case "rw-set": [.array(elements(isRemoveWinning))]
    case "ew-flag": [.bool(isEnableWinning)]
    case "dw-flag": [.bool(isDisableWinning)]
    case "mv-register": register
    case "lww-register": lastWrite
    case "or-map": [map]
    default: []
    }
  }

  /// The sum of what no reset has observed.
  private var counter: Int64 {
    all(.increment, .decrement).filter { !isFollowed($0, by: resets) }.reduce(0) { sum, position in
      guard case .int(let amount)? = operands(position).first else { return sum + 1 }
      return kind(position) == .increment ? sum + amount : sum - amount
    }
  }

  // MARK: Sets

  private func touching(_ element: Value, _ kind: MergeOperation.Kind) -> [Int] {
    all(kind).filter { operands($0).contains(element) }
  }

  private func elements(_ isIn: (Value) -> Bool) -> [Value] {
    unique(all(.add).flatMap { operands($0) }.sorted()).filter(isIn)
  }

  /// Some add was observed by no removal and no reset.
  private func isAddWinning(_ element: Value) -> Bool {
    let ends = touching(element, .remove) + resets
    return touching(element, .add).contains { !isFollowed($0, by: ends) }
  }

  /// Some add was observed by no reset, and every removal was observed by an add or a reset.
  private func isRemoveWinning(_ element: Value) -> Bool {
    let adds = touching(element, .add)
    let ends = touching(element, .remove)
    return adds.contains { !isFollowed($0, by: ends + resets) }
      && ends.allSatisfy { isFollowed($0, by: adds + resets) }
  }

  // MARK: Flags

  private var isEnableWinning: Bool {
    all(.enable).contains { !isFollowed($0, by: all(.disable, .reset)) }
  }

  /// Among the latest operations is an enable and no disable.
  private var isDisableWinning: Bool {
    let latest = known.filter { !isFollowed($0, by: known) }
    return latest.contains { kind($0) == .enable } && !latest.contains { kind($0) == .disable }
  }

  // MARK: Registers

  /// The assigned values that no later operation has observed.
  private var register: [Value] {
    unique(all(.assign).filter { !isFollowed($0, by: known) }.flatMap { operands($0) }.sorted())
  }

  /// The newest assignment, larger values before smaller; those older than what their writer had
  /// observed do not count, and at equal stamps the later replaces the earlier.
  private var lastWrite: [Value] {
    let assigns = all(.assign).filter { !isFollowed($0, by: resets) }
    let effective = assigns.filter { position in
      !known.contains { other in
        kind(other) == .assign && follows(position, other) && !isReset(other, before: position)
          && history[other].stamp > history[position].stamp
      }
    }
    let standing = effective.filter { position in
      !effective.contains {
        follows($0, position) && history[$0].stamp >= history[position].stamp
      }
    }
    let best = standing.max { lhs, rhs in
      let left = history[lhs]
      let right = history[rhs]
      if left.stamp != right.stamp { return left.stamp < right.stamp }
      let values = (operands(lhs)[0], operands(rhs)[0])
      return values.0 == values.1 ? left.dot < right.dot : values.0 < values.1
    }
    return best.map { operands($0) } ?? []
  }

  private func isReset(_ earlier: Int, before later: Int) -> Bool {
    resets.contains { follows(later, $0) && follows($0, earlier) }
  }

  // MARK: Maps

  /// Every field with an update that no removal of it has observed, made of those updates alone.
  private var map: Value {
    let updates = known.filter { history[$0].operation.path.count > depth }
    let own = known.filter { history[$0].operation.path.count == depth }
    let names = unique(
      updates.map { history[$0].operation.path[depth] }.sorted {
        Value.string($0) < Value.string($1)
      })
    var members: [Value.Member] = []
    for name in names {
      let ends = own.filter {
        kind($0) == .reset || kind($0) == .remove && operands($0).contains(.string(name))
      }
      let left = updates.filter {
        history[$0].operation.path[depth] == name && !isFollowed($0, by: ends)
      }
      guard !left.isEmpty else { continue }
      let type = String(name.split(separator: ".")[0])
      let inner = MergeSpecification(history: history, known: left, depth: depth + 1)
      members.append(Value.Member(key: name, value: inner.value(of: type).first ?? .null))
    }
    return .object(of: members)
  }
}
