/// The runs of bytes that are no UTF-8, in order, as many as are worth listing.
struct MalformedRuns: Sendable {
  /// Each run's bytes.
  private(set) var runs: [Range<Int32>] = []
  /// How many runs there are, listed or not.
  private(set) var total = 0
  private var end: Int32 = -1

  /// Adds one byte; offsets come in rising order.
  mutating func add(_ offset: Int32) {
    if offset != end {
      total += 1
      if total <= Parser.listedDiagnostics { runs.append(offset..<(offset + 1)) }
    } else if total <= Parser.listedDiagnostics, let last = runs.popLast() {
      runs.append(last.lowerBound..<(offset + 1))
    }
    end = offset + 1
  }
}
