import Commands
import Rendering

/// The size of a terminal, in characters.
struct TerminalSize: Equatable {
  var rows = 24
  var columns = 80
}

/// Candidates as they are printed below a line: a line each with what there is to say, or, where
/// those are too many for the terminal, words in columns.
struct CandidateList {
  private let candidates: [Completion]
  private let size: TerminalSize

  /// Rows that stay for the line itself and what stood above it.
  private static let spared = 4
  private static let gap = 2

  init(_ candidates: [Completion], _ size: TerminalSize) {
    self.candidates = candidates
    self.size = size
  }

  /// The lines, each with its end; the last says how many candidates did not fit.
  var text: String {
    let rows = max(size.rows - CandidateList.spared, 1)
    let lines = candidates.count <= rows ? described : words(in: rows)
    return lines.map { Hint.cut($0, to: size.columns - 1) + "\n" }.joined()
  }

  private var described: [String] {
    let words = candidates.map { Prompt.shown($0.text) }
    let width = words.map { DisplayWidth.of($0) }.max() ?? 0
    return zip(words, candidates).map { word, candidate in
      guard !candidate.summary.isEmpty else { return word }
      return CandidateList.padded(word, to: width + CandidateList.gap)
        + Prompt.shown(candidate.summary)
    }
  }

  /// The words downwards, then to the right.
  private func words(in rows: Int) -> [String] {
    // No more than this can fit, however short the words are.
    let words = candidates.prefix(rows * size.columns).map { Prompt.shown($0.text) }
    let widest = words.map { DisplayWidth.of($0) }.max() ?? 1
    let width = min(widest, max(size.columns - 1, 1)) + CandidateList.gap
    let columns = max((size.columns - 1 + CandidateList.gap) / width, 1)
    let isCut = candidates.count > rows * columns
    let height = isCut ? max(rows - 1, 1) : (words.count + columns - 1) / columns
    let shown = min(words.count, height * columns)
    var lines = (0..<height).map { row in
      stride(from: row, to: shown, by: height).map {
        $0 + height < shown ? CandidateList.padded(words[$0], to: width) : words[$0]
      }.joined()
    }
    if isCut { lines.append("and \(candidates.count - shown) more") }
    return lines
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(width - DisplayWidth.of(text), 0))
  }
}
