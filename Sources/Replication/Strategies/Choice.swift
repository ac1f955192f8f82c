import Causality

/// The outcome of comparing two candidates: which one stays, and why.
struct Duel {
  /// Whether the second of the two stays.
  var takesSecond: Bool
  /// Why.
  var reason: Reason
}

/// Picks one candidate by comparing two at a time, from the first on.
///
/// Where the comparison is a total order, the answer does not depend on the candidates' order.
func choose(among candidates: [Candidate], by duel: (Candidate, Candidate) -> Duel) -> Resolution {
  guard let (winner, lastReason) = champion(of: candidates, without: nil, by: duel) else {
    return .keepAll
  }
  var reason = lastReason
  // The reason worth telling is the one that held against the strongest rival.
  if let (rival, _) = champion(of: candidates, without: winner, by: duel) {
    let first = min(winner, rival)
    let outcome = duel(candidates[first], candidates[max(winner, rival)])
    if outcome.takesSecond == (first == rival) { reason = outcome.reason }
  }
  return .keep(winner, reason)
}

private func champion(
  of candidates: [Candidate], without excluded: Int?, by duel: (Candidate, Candidate) -> Duel
) -> (index: Int, reason: Reason)? {
  var best: Int?
  var reason = Reason.laterDot
  for index in candidates.indices where index != excluded {
    guard let current = best else {
      best = index
      continue
    }
    let outcome = duel(candidates[current], candidates[index])
    reason = outcome.reason
    if outcome.takesSecond { best = index }
  }
  return best.map { ($0, reason) }
}

/// The one deletion kept where every candidate is a deletion: the same at every replica.
func keepLatest(of candidates: [Candidate], _ reason: Reason) -> Resolution {
  let latest = candidates.indices.max { candidates[$0].precedesByNode(candidates[$1]) }
  return latest.map { .keep($0, reason) } ?? .keepAll
}

extension Candidate {
  /// Whether the other was written at a higher node, or there and later.
  ///
  /// Nodes of equal rank are told apart by replica id, so the order is total.
  func precedesByNode(_ other: Candidate) -> Bool {
    (rank, dot.replica.rawValue, dot.counter)
      < (other.rank, other.dot.replica.rawValue, other.dot.counter)
  }
}

/// Takes the second where the first stands to it as `wanted`; equal values: the later write.
func compareValues(
  _ first: Candidate, _ second: Candidate, _ table: ValueTable, taking wanted: Ordering,
  _ reason: Reason
) -> Duel {
  let order = table.order(first.value, second.value)
  if order == .equal {
    return Duel(takesSecond: first.precedesByNode(second), reason: .laterDot)
  }
  if first.value == .tombstone || second.value == .tombstone {
    return Duel(takesSecond: first.value == .tombstone, reason: reason)
  }
  return Duel(takesSecond: order == wanted, reason: reason)
}
