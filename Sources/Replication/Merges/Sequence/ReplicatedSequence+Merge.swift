import Causality

extension ReplicatedSequence {
  /// Learns everything the other copy knows: the least upper bound of both.
  ///
  /// Complexity: O(n log n) in the runs of both.
  package mutating func merge(_ other: ReplicatedSequence) {
    let change = other.asChange
    let known = ElementIndex(list.runs)
    weave(change.unknown(in: known))
  }

  /// Both copies' edits.
  package func merging(_ other: ReplicatedSequence) -> ReplicatedSequence {
    var result = self
    result.merge(other)
    return result
  }

  /// Makes edits of other replicas, in any order and however often.
  ///
  /// False, and nothing is changed, where they rest on edits that are neither known nor among them.
  package mutating func apply(_ changes: [SequenceChange<Element>]) -> Bool {
    var batch = SequenceChange<Element>()
    for change in changes { batch.append(change) }
    let known = ElementIndex(list.runs)
    let news = batch.unknown(in: known)
    guard let index = ElementIndex(disjoint: news.fragments.flatMap { $0.runs.map(\.range) }) else {
      return applyOneByOne(changes)
    }
    let isGrounded =
      news.fragments.allSatisfy {
        guard let after = $0.after else { return true }
        return known.contains(after) || index.contains(after)
      } && news.erased.allSatisfy { range in range.isCovered(by: known, index) }
    guard isGrounded, Int64(store.count) + Int64(news.elements.count) < Int32.max else {
      return false
    }
    var result = self
    guard result.weave(news) else { return false }
    self = result
    return true
  }

  /// For a batch in which an edit is repeated; each rests on those before it.
  private mutating func applyOneByOne(_ changes: [SequenceChange<Element>]) -> Bool {
    guard changes.count > 1 else { return false }
    var result = self
    for change in changes {
      guard result.apply([change]) else { return false }
    }
    self = result
    return true
  }

  /// Puts a change's elements, none of them known yet, in their places, and erases what it erases.
  ///
  /// False where some of them have none, following one another in a circle.
  @discardableResult
  private mutating func weave(_ change: SequenceChange<Element>) -> Bool {
    var weaver = Weaver(store: store, weaving: change)
    weaver.weave(into: list.runs)
    self = ReplicatedSequence(
      store: weaver.store, list: weaver.output, latest: Swift.max(latest, weaver.latest))
    return weaver.isComplete
  }
}

extension SequenceChange {
  /// The change without the elements that are known already; what is left of a fragment hangs on
  /// the known element before it.
  func unknown(in known: ElementIndex) -> SequenceChange {
    var result = SequenceChange(elements: elements, erased: erased)
    for fragment in fragments {
      var piece = Fragment(after: fragment.after, runs: [])
      for run in fragment.runs {
        var rest = run
        while rest.count > 0 {
          let (isKnown, length) = known.lookUp(rest.range)
          let part = rest.prefix(length)
          rest = rest.dropping(length)
          guard isKnown else {
            piece.runs.append(part)
            continue
          }
          if !piece.runs.isEmpty { result.fragments.append(piece) }
          piece = Fragment(after: part.last, runs: [])
        }
      }
      if !piece.runs.isEmpty { result.fragments.append(piece) }
    }
    return result
  }
}

extension ElementRange {
  /// Whether each of these elements is in one of two indexes.
  fileprivate func isCovered(by one: ElementIndex, _ other: ElementIndex) -> Bool {
    var rest = self
    while rest.count > 0 {
      let (inOne, length) = one.lookUp(rest)
      let (inOther, otherLength) = inOne ? (true, length) : other.lookUp(rest)
      guard inOther else { return false }
      let step = inOne ? length : min(length, otherLength)
      rest = ElementRange(
        ElementID(rest.first.stamp + Int64(step), rest.first.author), count: rest.count - step)
    }
    return true
  }
}
