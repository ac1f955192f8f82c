import Causality

/// Elements as they follow one another behind one element, in some replica's order.
struct Fragment: Sendable {
  /// The element before them; nil: they are at the front.
  var after: ElementID?
  /// The elements; never empty.
  var runs: [SequenceRun]
}

/// Edits of a replicated sequence: what one replica tells another that knows what they rest on.
package struct SequenceChange<Element: Sendable>: Sendable {
  /// What the fragments' runs refer to.
  var elements: [Element]
  /// What is inserted.
  var fragments: [Fragment]
  /// What is erased.
  var erased: [ElementRange]

  /// The change of these parts.
  init(elements: [Element] = [], fragments: [Fragment] = [], erased: [ElementRange] = []) {
    self.elements = elements
    self.fragments = fragments
    self.erased = erased
  }

  /// Adds the edits of another change, which may rest on this one's.
  mutating func append(_ other: SequenceChange) {
    let shift = Int32(elements.count)
    for var fragment in other.fragments {
      for index in fragment.runs.indices where !fragment.runs[index].isErased {
        fragment.runs[index].offset += shift
      }
      fragments.append(fragment)
    }
    elements += other.elements
    erased += other.erased
  }
}

extension ReplicatedSequence {
  /// The whole sequence as one change of the empty one.
  var asChange: SequenceChange<Element> {
    let runs = list.runs
    return SequenceChange(
      elements: store, fragments: runs.isEmpty ? [] : [Fragment(after: nil, runs: runs)],
      erased: runs.filter(\.isErased).map(\.range))
  }
}
