extension Checker {
  /// Each key behaves as one copy: every operation takes effect at one moment between issue and
  /// answer.
  ///
  /// Keys are judged one by one, which is enough. A search that exceeds the budget is undecided,
  /// unless another key shows a violation.
  /// - Source: Herlihy and Wing 1990, "Linearizability", theorem 1 for the keys one by one.
  static let linearizable = Checker(
    "linearizable", "every key behaves as if there were one copy of it"
  ) { history, question in
    var verdict = Verdict.holds
    var budget = question.budget
    for key in RegisterCalls.all(of: history, only: question.session) {
      if let read = key.impossible { return .violated(Witness([read])) }
      switch RegisterSearch.run(key.calls, budget: &budget) {
      case .possible: break
      case .outOfBudget: verdict = .undecided(.budget)
      case .impossible:
        var steps = question.budget
        let few = fewest(of: firstImpossible(of: key.calls, &steps), &steps)
        return .violated(Witness(few.map(\.operation)))
      }
    }
    return verdict
  }

  /// The calls up to the first answer with which no order is possible any more.
  private static func firstImpossible(
    of calls: [RegisterCall], _ budget: inout Int
  ) -> [RegisterCall] {
    let ends = calls.compactMap(\.returned).sorted()
    var low = 0
    var high = ends.count - 1
    while low < high, budget > 0 {
      let middle = (low + high) / 2
      let cut = calls.filter { $0.counts(at: ends[middle]) }
      if RegisterSearch.run(cut, budget: &budget) == .impossible {
        high = middle
      } else {
        low = middle + 1
      }
    }
    // Out of budget the calls last found impossible are still to the right of the truth.
    return calls.filter { $0.counts(at: ends[high]) }.withoutIdleWrites()
  }

  /// Leaves calls out, in ever smaller portions, as long as no order becomes possible by it.
  private static func fewest(of calls: [RegisterCall], _ budget: inout Int) -> [RegisterCall] {
    var few = calls
    var portion = max(1, few.count / 2)
    while budget > 0 {
      let before = few.count
      leaveOut(portion, of: &few, &budget)
      // A write can go once its reads have gone, which may have been later in this round.
      if portion == 1, few.count == before { break }
      portion = max(1, portion / 2)
    }
    return few
  }

  private static func leaveOut(
    _ portion: Int, of few: inout [RegisterCall], _ budget: inout Int
  ) {
    var start = 0
    while start < few.count, budget > 0 {
      let fewer = few.leavingOut(start..<min(start + portion, few.count))
      if fewer.count < few.count, RegisterSearch.run(fewer, budget: &budget) == .impossible {
        few = fewer
      } else {
        start += portion
      }
    }
  }
}

extension [RegisterCall] {
  /// Without some calls; the writes that the reads left over need stay.
  fileprivate func leavingOut(_ unwanted: Range<Int>) -> [RegisterCall] {
    let reads = Set(
      enumerated().filter { !unwanted.contains($0.offset) && !$0.element.isWrite }
        .map(\.element.content))
    return enumerated().filter {
      !unwanted.contains($0.offset) || ($0.element.isWrite && reads.contains($0.element.content))
    }.map(\.element)
  }
}
