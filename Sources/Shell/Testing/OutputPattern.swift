import Rendering

/// A block of expected output: lines, among which `…` alone stands for any lines.
struct OutputPattern: Sendable {
  let lines: [LinePattern]

  init(_ expected: [String]) { lines = expected.map(LinePattern.init) }

  /// Whether an output is one that this stands for.
  ///
  /// Complexity: output × pattern. Only the last gap passed need ever grow: what stands between two
  /// gaps is best taken where it first occurs.
  func matches(_ output: [String]) -> Bool {
    var (old, new) = (0, 0)
    var gap: (old: Int, new: Int)?
    while new < output.count {
      if old < lines.count, lines[old].isGap {
        gap = (old, new)
        old += 1
      } else if old < lines.count, lines[old].matches(output[new]) {
        (old, new) = (old + 1, new + 1)
      } else if let last = gap {
        gap = (last.old, last.new + 1)
        (old, new) = (last.old + 1, last.new + 1)
      } else {
        return false
      }
    }
    return lines[old...].allSatisfy(\.isGap)
  }

  /// How the lines of an output correspond to these.
  func alignment(with output: [String]) -> LineAlignment {
    LineAlignment(old: lines.count, new: output.count, isGap: { lines[$0].isGap }) {
      lines[$0].matches(output[$1])
    }
  }
}
