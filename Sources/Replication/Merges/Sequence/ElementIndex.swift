import Causality

/// Which elements are known: ranges sorted by replica and stamp, none overlapping another.
struct ElementIndex: Sendable {
  private let ranges: [ElementRange]

  /// Collects ranges in any order; nil where two of them overlap.
  init?(disjoint ranges: [ElementRange]) {
    self.init(ranges: ranges.sorted { ElementID.isSorted($0.first, $1.first) })
    for (left, right) in zip(self.ranges, self.ranges.dropFirst())
    where left.first.author == right.first.author && left.end > right.first.stamp {
      return nil
    }
  }

  /// Collects the ranges of runs that are known to be disjoint.
  init(_ runs: [SequenceRun]) {
    self.init(ranges: runs.map(\.range).sorted { ElementID.isSorted($0.first, $1.first) })
  }

  /// Collects ranges in any order, which may overlap.
  init(joining ranges: [ElementRange]) {
    var joined: [ElementRange] = []
    for range in ranges.sorted(by: { ElementID.isSorted($0.first, $1.first) }) {
      if let last = joined.last, last.first.author == range.first.author,
        last.end >= range.first.stamp
      {
        let count = max(last.end, range.end) - last.first.stamp
        joined[joined.count - 1].count = Int(count)
      } else {
        joined.append(range)
      }
    }
    self.init(ranges: joined)
  }

  private init(ranges: [ElementRange]) { self.ranges = ranges }

  var isEmpty: Bool { ranges.isEmpty }

  /// Whether the first of these elements is known, and of how many from it on the same holds.
  func lookUp(_ range: ElementRange) -> (isKnown: Bool, length: Int) {
    let at = position(after: range.first)
    if at > 0, ranges[at - 1].first.author == range.first.author,
      ranges[at - 1].end > range.first.stamp
    {
      return (true, min(range.count, Int(ranges[at - 1].end - range.first.stamp)))
    }
    guard at < ranges.count, ranges[at].first.author == range.first.author else {
      return (false, range.count)
    }
    return (false, min(range.count, Int(ranges[at].first.stamp - range.first.stamp)))
  }

  /// Whether this element is known.
  func contains(_ id: ElementID) -> Bool { lookUp(ElementRange(id, count: 1)).isKnown }

  /// How many ranges start at or before `id`.
  private func position(after id: ElementID) -> Int {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ElementID.isSorted(id, ranges[middle].first) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
