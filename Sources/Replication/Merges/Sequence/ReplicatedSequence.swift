import Causality

/// Why an edit of a sequence cannot be made.
package enum SequenceError: Error, Hashable, Sendable {
  /// The place or the range is not within the `count` elements there are.
  case outOfBounds(count: Int)
  /// The sequence has no more stamps or no more room to give.
  case exhausted
}

/// A list whose copies are edited apart and joined: a replicated growable array.
///
/// Every element has an id for ever; erased ones stay as tombstones without content. An element
/// goes right behind the one its writer saw before it; of several there, the one with the later
/// stamp stands first. What one author types from left to right is never torn apart by another's
/// typing; what it types backwards, each word before the last, may have another's words between.
///
/// A new stamp is larger than all its author knows, so the elements between an element and the one
/// it was inserted behind are all newer than it: the order of a copy and the ids in it are enough
/// to put another copy's elements in place, and no parents need be kept.
///
/// Needs: nobody edits two copies as one author, unless the second knows the first's edits.
/// - Source: Roh, Jeon, Kim, Lee 2011, section 4; Kleppmann et al. 2019 (PaPoC), section 3.
package struct ReplicatedSequence<Element: Sendable>: Sendable {
  /// Stamps stay below this, so that they are integers wherever JSON is read.
  static var stampLimit: Int64 { 1 << 53 }

  /// The elements in order of time, those that were erased later included; runs refer to them.
  private(set) var store: [Element]
  /// The elements in the order of the sequence.
  private(set) var list: RunList
  /// The largest stamp known.
  private(set) var latest: Int64

  /// The empty sequence, of which every other is a later state.
  package init() { self.init(store: [], list: RunList(), latest: 0) }

  /// A sequence of its parts, which fit one another.
  init(store: [Element], list: RunList, latest: Int64) {
    self.store = store
    self.list = list
    self.latest = latest
  }

  /// How many elements there are, erased ones not counted.
  package var count: Int { list.visible }

  /// The elements, in order.
  package var elements: [Element] {
    var result: [Element] = []
    result.reserveCapacity(count)
    for run in list.runs { result += store[run.stored] }
    return result
  }

  /// Puts elements before the one at `position` (at its end for `count`), written by `author`.
  ///
  /// `stamp` asks for one at least as late, as if so much had happened elsewhere. Returns the edit,
  /// for replicas that are not sent the whole state.
  @discardableResult
  package mutating func insert(
    _ elements: some Collection<Element>, at position: Int, by author: Author,
    notBefore stamp: Int64 = 1
  ) throws(SequenceError) -> SequenceChange<Element> {
    guard 0...count ~= position else { throw .outOfBounds(count: count) }
    guard !elements.isEmpty else { return SequenceChange() }
    let first = ElementID(Swift.max(latest + 1, stamp), author)
    guard elements.count <= Int(Int32.max) - store.count,
      first.stamp <= Self.stampLimit - Int64(elements.count)
    else { throw .exhausted }
    let range = ElementRange(first, count: elements.count)
    let run = SequenceRun(range, offset: store.count)
    store += elements
    latest = run.last.stamp
    let neighbour = list.insert(run, at: position)
    return SequenceChange(
      elements: Array(elements),
      fragments: [Fragment(after: neighbour, runs: [SequenceRun(range, offset: 0)])])
  }

  /// Erases `length` elements from `position` on; returns the edit.
  @discardableResult
  package mutating func erase(
    _ length: Int, at position: Int
  ) throws(SequenceError) -> SequenceChange<Element> {
    guard 0...count ~= position, 0...(count - position) ~= length else {
      throw .outOfBounds(count: count)
    }
    return SequenceChange(erased: list.erase(position..<position + length))
  }
}

extension ReplicatedSequence<Unicode.Scalar> {
  /// The text, one element a Unicode scalar.
  package var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: elements)
    return String(text)
  }
}
