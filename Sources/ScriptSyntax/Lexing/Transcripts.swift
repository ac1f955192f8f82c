// A conversation copied from a terminal runs as a script: what stands behind its prompts does, and
// what was answered is passed over.

extension [UInt8] {
  /// Whether the first line that is no blank, comment or banner stands behind a prompt.
  var isTranscript: Bool {
    var start = starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < count {
      if beginsEntry(at: start) { return true }
      guard comesBeforeConversation(at: start) else { return false }
      start = (self[start...].firstIndex(of: .newline) ?? count - 1) + 1
    }
    return false
  }

  /// Whether a line is blank, a comment, or the banner that greets a person.
  private func comesBeforeConversation(at start: Int) -> Bool {
    let banner = "Parley "
    if self[start...].starts(with: banner.utf8), start + banner.utf8.count < count {
      return self[start + banner.utf8.count].isDigit
    }
    guard let first = self[start...].first(where: { !$0.isBlank }) else { return true }
    return first == .newline || first == .carriageReturn || first == .hash
  }
}

extension Scanner {
  /// Passes a line of a transcript that is no statement; false, and nothing passed, where none is.
  ///
  /// Such are output, behind no prompt that begins an entry, and entries that ended with Ctrl-C.
  /// Asked only where a statement can begin: a line within an entry belongs to it even without a
  /// prompt, as lines that were pasted do. `#>` lines are left to be expected output.
  mutating func passOutputOfTranscript() -> Bool {
    guard isTranscript, !isAtEnd else { return false }
    guard isPrompted ? isFirstOnLine : position == lineStart && !isAtExpectedOutputBehindBlanks
    else { return false }
    if bytes.beginsEntry(at: lineStart) {
      guard let end = endOfAbandonedEntry else { return false }
      position = end
    } else {
      skipToLineEnd()
    }
    _ = skipLineEnd()
    return true
  }

  /// Whether a line of expected output starts here, or behind blanks.
  var isAtExpectedOutputBehindBlanks: Bool {
    var ahead = self
    while ahead.current.isBlank { ahead.position += 1 }
    return ahead.isAtExpectedOutput
  }

  /// Where the entry that begins on this line ends, if that is `^C`, which a terminal shows.
  private var endOfAbandonedEntry: Int? {
    var ahead = self
    while true {
      ahead.skipToLineEnd()
      if bytes[lineStart..<ahead.position].suffix(2).elementsEqual("^C".utf8) {
        return ahead.position
      }
      guard ahead.skipLineEnd(), bytes.goesOnWithEntry(at: ahead.lineStart) else { return nil }
    }
  }
}
