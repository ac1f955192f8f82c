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

  /// More pairs of lines than this are not weighed one by one.
  private static let pairLimit = 1 << 22

  /// Aligns `old` lines with `new` ones.
  ///
  /// Complexity: old × new, less what both begin and end with.
  package init(
    old: Int, new: Int, isGap: (Int) -> Bool = { _ in false }, matches: (Int, Int) -> Bool
  ) {
    func isSame(_ old: Int, _ new: Int) -> Bool { !isGap(old) && matches(old, new) }
    var head = 0
    while head < min(old, new), isSame(head, head) { head += 1 }
    var tail = 0
    while tail < min(old, new) - head, isSame(old - 1 - tail, new - 1 - tail) { tail += 1 }

    steps = (0..<head).map { .kept(old: $0, new: $0) }
    let (olds, news) = (head..<old - tail, head..<new - tail)
    if olds.count * news.count <= LineAlignment.pairLimit {
      let costs = AlignmentCosts(olds, news, isGap: isGap, matches: isSame)
      steps += costs.steps(isGap: isGap, matches: isSame)
    } else {
      steps += olds.map { .removed(old: $0) } + news.map { .added(new: $0) }
    }
    steps += (0..<tail).reversed().map { .kept(old: old - 1 - $0, new: new - 1 - $0) }
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
    costs = (0...Int32(news.count)).map { $0 }
    costs.reserveCapacity((olds.count + 1) * (news.count + 1))
    for row in 0..<olds.count {
      let old = olds.lowerBound + row
      let isFree = isGap(old)
      costs.append(self[row, 0] + (isFree ? 0 : 1))
      for column in 0..<news.count {
        let after = self[row + 1, column]
        if isFree {
          costs.append(min(self[row, column + 1], after))
        } else {
          let isSame = matches(old, news.lowerBound + column)
          let pair = self[row, column] + (isSame ? 0 : 1)
          costs.append(min(pair, self[row, column + 1] + 1, after + 1))
        }
      }
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
