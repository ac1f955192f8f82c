import Causality

extension ReplicatedSequence {
  /// The edits that made this sequence of an earlier state of it.
  package func difference(from earlier: ReplicatedSequence) -> SequenceChange<Element> {
    var change = asChange.unknown(in: ElementIndex(earlier.list.runs))
    let gone = ElementIndex(joining: earlier.list.runs.filter(\.isErased).map(\.range))
    change.erased = change.erased.flatMap { $0.unknown(in: gone) }
    return change
  }
}

extension ElementRange {
  /// Those of these elements that an index does not have.
  fileprivate func unknown(in known: ElementIndex) -> [ElementRange] {
    var result: [ElementRange] = []
    var rest = self
    while rest.count > 0 {
      let (isKnown, length) = known.lookUp(rest)
      if !isKnown { result.append(ElementRange(rest.first, count: length)) }
      rest = ElementRange(
        ElementID(rest.first.stamp + Int64(length), rest.first.author), count: rest.count - length)
    }
    return result
  }
}

extension SequenceChange where Element: SequenceElement {
  /// The change as a value, for the wire: `[[[after, [run, …]], …], [erased, …]]`.
  ///
  /// Shape: `after` is `[author, stamp]`, or null at the front; runs as those of a state, erased
  /// ranges as its erased runs.
  package var value: Value {
    .array([
      .array(
        fragments.map { fragment in
          .array([
            fragment.after.map { .array([$0.author.value, .int($0.stamp)]) } ?? .null,
            .array(fragment.runs.map { encode($0) }),
          ])
        }),
      .array(erased.map { encode(SequenceRun(erased: $0)) }),
    ])
  }

  private func encode(_ run: SequenceRun) -> Value {
    .array([
      run.author.value, .int(run.stamp),
      run.isErased ? .int(Int64(run.count)) : Element.encode(elements[run.stored]),
    ])
  }

  /// The change that a value stands for; nil where it is none.
  package init?(_ value: Value) {
    guard case .array(let parts) = value, parts.count == 2, case .array(let fragments) = parts[0],
      case .array(let erased) = parts[1]
    else { return nil }
    self.init()
    for fragment in fragments {
      guard append(fragment: fragment) else { return nil }
    }
    for range in erased {
      guard let (range, content) = Element.run(range), content == nil else { return nil }
      self.erased.append(range)
    }
  }

  private mutating func append(fragment: Value) -> Bool {
    guard case .array(let parts) = fragment, parts.count == 2, case .array(let runs) = parts[1],
      !runs.isEmpty
    else { return false }
    var result = Fragment(after: nil, runs: [])
    if case .array(let id) = parts[0] {
      guard id.count == 2, let author = Author(id[0]), case .int(let stamp) = id[1] else {
        return false
      }
      result.after = ElementID(stamp, author)
    }
    for run in runs {
      guard let (range, content) = Element.run(run) else { return false }
      result.runs.append(SequenceRun(range, offset: content == nil ? -1 : elements.count))
      elements += content ?? []
    }
    fragments.append(result)
    return true
  }
}
