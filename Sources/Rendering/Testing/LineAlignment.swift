/// How the lines of two texts correspond at the least cost: what stayed, changed, went and came.
///
/// A line of the old text may be a gap, which stands for any lines of the new one at no cost.
package struct LineAlignment: Sendable, Equatable {
  /// What became of a line; positions count from 0.
  package enum Step: Sendable, Equatable {
    case kept(old: Int, new: Int)
    case changed(old: Int, new: Int)
    case removed(old: Int)
    case added(new: Int)
    /// A gap and what it stands for, which may be nothing.
    case gap(old: Int, new: Range<Int>)
  }

  /// In the order of both texts; together they name every line once.
  package private(set) var steps: [Step] = []

  /// How many lines differ.
  package var cost: Int { steps.count { $0.isChange } }

  /// How many costs are kept at a time, unless said otherwise.
  package static var tableSize: Int { 1 << 22 }
  /// More pairs of lines than this are not weighed: all are taken as removed and added.
  private static let pairLimit = 1 << 26

  /// Aligns `old` lines with `new` ones; a smaller table takes twice the time, to the same cost.
  ///
  /// Complexity: old × new, less what both begin and end with.
  package init(
    old: Int, new: Int, tableSize: Int = LineAlignment.tableSize,
    isGap: (Int) -> Bool = { _ in false }, matches: (Int, Int) -> Bool
  ) {
    func isSame(_ old: Int, _ new: Int) -> Bool { !isGap(old) && matches(old, new) }
    var head = 0
    while head < min(old, new), isSame(head, head) { head += 1 }
    var tail = 0
    while tail < min(old, new) - head, isSame(old - 1 - tail, new - 1 - tail) { tail += 1 }

    steps = (0..<head).map { .kept(old: $0, new: $0) }
    let (olds, news) = (head..<old - tail, head..<new - tail)
    if olds.count * news.count <= LineAlignment.pairLimit {
      align(olds, news, tableSize, isGap: isGap, matches: isSame)
    } else {
      steps += olds.map { .removed(old: $0) } + news.map { .added(new: $0) }
    }
    steps += (0..<tail).reversed().map { .kept(old: old - 1 - $0, new: new - 1 - $0) }
  }

  /// Appends the steps of a stretch. One too large for the table is cut where that costs nothing.
  ///
  /// - Source: Hirschberg 1975, "A linear space algorithm for computing maximal common
  ///   subsequences".
  private mutating func align(
    _ olds: Range<Int>, _ news: Range<Int>, _ tableSize: Int, isGap: (Int) -> Bool,
    matches: (Int, Int) -> Bool
  ) {
    guard olds.count > 1, olds.count * news.count > tableSize else {
      let costs = AlignmentCosts(olds, news, isGap: isGap, matches: matches)
      steps += costs.steps(isGap: isGap, matches: matches)
      return
    }
    let middle = olds.lowerBound + olds.count / 2
    var before = AlignmentRow(news.count)
    for old in olds.lowerBound..<middle {
      before.advance(past: old, news, isGap: isGap, matches: matches)
    }
    var after = AlignmentRow(news.count)
    for old in (middle..<olds.upperBound).reversed() {
      after.advance(past: old, news.reversed(), isGap: isGap, matches: matches)
    }
    let totals = (0...news.count).map { before.costs[$0] + after.costs[news.count - $0] }
    let least = totals.min()
    let cut = news.lowerBound + (totals.firstIndex { $0 == least } ?? 0)
    let lower = olds.lowerBound..<middle
    align(lower, news.lowerBound..<cut, tableSize, isGap: isGap, matches: matches)
    align(
      middle..<olds.upperBound, cut..<news.upperBound, tableSize, isGap: isGap, matches: matches)
  }
}

extension LineAlignment.Step {
  /// Whether the texts differ here.
  package var isChange: Bool {
    switch self {
    case .kept, .gap: false
    case .changed, .removed, .added: true
    }
  }
}

/// The least cost of aligning some old lines with each beginning of the new ones.
private struct AlignmentRow {
  /// By how many new lines there are.
  private(set) var costs: [Int32]

  /// No old lines: all new ones are added.
  init(_ count: Int) { costs = (0...Int32(clamping: count)).map { $0 } }

  /// Takes one more old line; the new ones come in the order in which the old ones do.
  mutating func advance(
    past old: Int, _ news: some Collection<Int>, isGap: (Int) -> Bool,
    matches: (Int, Int) -> Bool
  ) {
    let isFree = isGap(old)
    var corner = costs[0]
    costs[0] += isFree ? 0 : 1
    var column = 1
    for new in news {
      let above = costs[column]
      if isFree {
        costs[column] = min(above, costs[column - 1])
      } else {
        let pair = corner + (matches(old, new) ? 0 : 1)
        costs[column] = min(pair, above + 1, costs[column - 1] + 1)
      }
      corner = above
      column += 1
    }
  }
}

/// The least cost of aligning each beginning of the old lines with each beginning of the new.
private struct AlignmentCosts {
  private let olds: Range<Int>
  private let news: Range<Int>
  /// Row by row: a row for each count of old lines, a column for each count of new ones.
  private var costs: [Int32]

  init(
    _ olds: Range<Int>, _ news: Range<Int>, isGap: (Int) -> Bool, matches: (Int, Int) -> Bool
  ) {
    self.olds = olds
    self.news = news
    var row = AlignmentRow(news.count)
    costs = row.costs
    costs.reserveCapacity((olds.count + 1) * (news.count + 1))
    for old in olds {
      row.advance(past: old, news, isGap: isGap, matches: matches)
      costs += row.costs
    }
  }

  private subscript(row: Int, column: Int) -> Int32 { costs[row * (news.count + 1) + column] }

  /// Walks back from the end along the least cost; lines are paired where that costs no more.
  func steps(
    isGap: (Int) -> Bool, matches: (Int, Int) -> Bool
  ) -> [LineAlignment.Step] {
    var steps: [LineAlignment.Step] = []
    var (row, column) = (olds.count, news.count)
    var gapEnd: Int?
    while row > 0 || column > 0 {
      let (old, new) = (olds.lowerBound + row - 1, news.lowerBound + column - 1)
      let cost = self[row, column]
      if row > 0, isGap(old) {
        let end = gapEnd ?? new + 1
        if self[row - 1, column] == cost {
          steps.append(.gap(old: old, new: new + 1..<end))
          gapEnd = nil
          row -= 1
        } else {
          gapEnd = end
          column -= 1
        }
      } else if row > 0, column > 0, matches(old, new), self[row - 1, column - 1] == cost {
        steps.append(.kept(old: old, new: new))
        (row, column) = (row - 1, column - 1)
      } else if row > 0, column > 0, self[row - 1, column - 1] + 1 == cost {
        steps.append(.changed(old: old, new: new))
        (row, column) = (row - 1, column - 1)
      } else if row > 0, self[row - 1, column] + 1 == cost {
        steps.append(.removed(old: old))
        row -= 1
      } else {
        steps.append(.added(new: new))
        column -= 1
      }
    }
    return steps.reversed()
  }
}
