import Causality

/// Neighbours in a replicated sequence that one author inserted under consecutive stamps.
struct SequenceRun: Sendable, BitwiseCopyable {
  /// The stamp of the first.
  var stamp: Int64
  /// Who inserted them.
  var author: Author
  /// How many there are, at least one.
  var count: Int32
  /// Where the first lies in the store of elements; -1 where they are erased.
  var offset: Int32

  /// These elements, erased.
  init(erased range: ElementRange) { self.init(range, offset: -1) }

  /// These elements, stored from `offset` on.
  init(_ range: ElementRange, offset: Int) {
    stamp = range.first.stamp
    author = range.first.author
    count = Int32(range.count)
    self.offset = Int32(offset)
  }

  var isErased: Bool { offset < 0 }
  var visible: Int { isErased ? 0 : Int(count) }
  var first: ElementID { ElementID(stamp, author) }
  var last: ElementID { ElementID(stamp + Int64(count) - 1, author) }
  var range: ElementRange { ElementRange(first, count: Int(count)) }

  /// Where the elements lie in the store; nowhere if they are erased.
  var stored: Range<Int> { isErased ? 0..<0 : Int(offset)..<Int(offset) + Int(count) }

  /// The same elements, erased.
  var erased: SequenceRun { SequenceRun(erased: range) }

  /// The first `length` elements.
  func prefix(_ length: Int) -> SequenceRun {
    var part = self
    part.count = Int32(length)
    return part
  }

  /// All but the first `length` elements.
  func dropping(_ length: Int) -> SequenceRun {
    var part = self
    part.stamp += Int64(length)
    part.count -= Int32(length)
    if !isErased { part.offset += Int32(length) }
    return part
  }

  /// Whether `next` goes on with ids and erasure where this run ends.
  func isContinued(by next: SequenceRun) -> Bool {
    author == next.author && stamp + Int64(count) == next.stamp && isErased == next.isErased
      && count <= .max - next.count
  }

  /// Takes in the run that follows, if it continues this one here and in the store.
  mutating func absorb(_ next: SequenceRun) -> Bool {
    guard isContinued(by: next), isErased || offset + count == next.offset else { return false }
    count += next.count
    return true
  }
}
