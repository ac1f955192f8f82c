/// What a `#>` line can belong to.
enum Predecessor {
  /// No statement stands before it.
  case none
  /// A statement that has no output yet.
  case sound
  /// A statement that has its block already.
  case answered
  /// A statement with a mistake, which takes any output with it.
  case broken
  /// A statement within a block.
  case block
}

extension Parser {
  /// Reads a run of `#>` lines and gives them to the last statement, or says why it cannot.
  mutating func parseExpectedOutput(of owner: Predecessor, in statements: inout [Statement]) {
    switch owner {
    case .sound: break
    case .broken: return passOutput()
    case .none where scanner.isTranscript, .answered where scanner.isTranscript: return passOutput()
    case .block:
      return reportMisplacedOutput("within a block", remedy: "put it behind the closing brace")
    case .none: return reportMisplacedOutput("before the first statement")
    case .answered:
      return reportMisplacedOutput(
        "apart from the block before it",
        remedy: "write `#>` alone for an empty line of output, and put comments elsewhere")
    }
    let start = scanner.lineStart
    var lines: [String] = []
    while passOutputLine(into: &lines) {}
    guard let last = statements.indices.last else { return }
    statements[last].expected = lines
    statements[last].expectedSpan = span(from: start)
  }

  /// Passes a run of `#>` lines that stand where they must not, with one report for all.
  mutating func reportMisplacedOutput(_ place: String, remedy: String? = nil) {
    let start = scanner.position
    report(
      mistake(
        .expectedOutput, "expected output stands behind a top-level statement, not \(place)",
        from: start, to: start + 2, remedy: remedy ?? "put it below the statement it belongs to"))
    passOutput()
  }

  private mutating func passOutput() {
    var lines: [String] = []
    while passOutputLine(into: &lines) { lines.removeAll() }
  }

  /// Passes one `#>` line and its end; false, and nothing passed, where none stands.
  private mutating func passOutputLine(into lines: inout [String]) -> Bool {
    var ahead = scanner
    while ahead.current.isBlank { ahead.position += 1 }
    guard ahead.isAtExpectedOutput else { return false }
    let start = ahead.position + (ahead.peek(2) == .space ? 3 : 2)
    ahead.position = start
    lines.append(text(from: start, to: ahead.skipOutput()))
    scanner = ahead
    _ = scanner.skipLineEnd()
    return true
  }
}

extension Scanner {
  /// Passes what is left of a line of output and returns where it ends: before carriage returns,
  /// since what is written back could not tell them from a line end.
  mutating func skipOutput() -> Int {
    let start = position
    skipToLineEnd()
    var end = position
    while end > start, bytes[end - 1] == .carriageReturn { end -= 1 }
    return end
  }
}
