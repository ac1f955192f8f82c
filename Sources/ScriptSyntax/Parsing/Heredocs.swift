extension Parser {
  /// Reads `<<END` and the lines below it; the scanner is at the `<<`.
  ///
  /// A line is the last one when it holds only the label; blanks around it do not count. Line ends
  /// read as LF. In a transcript, where the statement stands behind a prompt, the prompts of the
  /// lines below are dropped as well.
  mutating func parseHeredoc(isPrompted: Bool) throws(Diagnostic) -> String {
    let start = scanner.position
    let label = try parseLabel()
    let labelEnd = scanner.position
    let flaw = flawOfLabel(label, from: start)
    scanner.skipToLineEnd()
    var ahead = scanner
    if flaw == nil || searchBudget > 0, let text = ahead.heredoc(label, isPrompted: isPrompted) {
      scanner = ahead
      if let flaw { throw flaw }
      return text
    }
    if let flaw {
      searchBudget -= ahead.position - start
      throw flaw
    }
    scanner = ahead
    openDelimiter = .heredoc(String(decoding: label, as: UTF8.self))
    let name = excerpt(from: label.startIndex, to: label.endIndex)
    throw mistake(
      .unterminatedHeredoc, "no line below is only `\(name)`, which ends this text",
      from: start, to: labelEnd, remedy: "add a line with `\(name)` and nothing else")
  }

  /// Reads the label of a heredoc, also when blanks stand before it.
  private mutating func parseLabel() throws(Diagnostic) -> ArraySlice<UInt8> {
    let start = scanner.position
    scanner.position += 2
    let behind = scanner.position
    while scanner.current.isBlank { scanner.position += 1 }
    let labelStart = scanner.position
    if scanner.current != .hash { scanner.passWordText() }
    if scanner.position > labelStart { return scanner.bytes[labelStart..<scanner.position] }
    throw mistake(
      .heredoc, "expected a label such as END after `<<`, found \(found())", from: start,
      to: behind, remedy: "write <<END, the text on the lines below, and a line that is only END")
  }

  /// What is wrong with where a label stands: apart from its `<<`, or not last on its line.
  private mutating func flawOfLabel(_ label: ArraySlice<UInt8>, from start: Int) -> Diagnostic? {
    let end = scanner.position
    if label.startIndex > start + 2 {
      let name = excerpt(from: label.startIndex, to: label.endIndex)
      return mistake(
        .heredoc, "the label `\(name)` stands apart from its `<<`", from: start,
        remedy: "write <<\(name)")
    }
    while scanner.current.isBlank { scanner.position += 1 }
    if scanner.isAtEnd || scanner.current == .hash { return nil }
    if scanner.lineEndWidth(at: scanner.position) > 0 { return nil }
    return mistake(
      .heredoc, "expected the end of the line after this label, found \(found())", from: start,
      to: end, remedy: "put `<<` last; the statement ends with its line")
  }
}

extension Scanner {
  /// Passes the lines up to the one that is only the label; nil, at the end, if there is none.
  mutating func heredoc(_ label: ArraySlice<UInt8>, isPrompted: Bool) -> String? {
    var text: [UInt8] = []
    while case let width = lineEndWidth(at: position), width > 0 {
      position += width
      startPlainLine()
      skipToLineEnd()
      var start = lineStart
      if isPrompted {
        start = min(start + bytes.promptLength(at: start, inHeredoc: label), position)
      }
      var line = bytes[start..<position]
      // Before a line end a carriage return is a part of it, and printed none would be left.
      while line.last == .carriageReturn { line.removeLast() }
      if line.isOnly(label) { return String(decoding: text, as: UTF8.self) }
      text.append(contentsOf: line)
      text.append(.newline)
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// Whether nothing but these bytes stands here, blanks around them aside.
  func isOnly(_ label: ArraySlice<UInt8>) -> Bool {
    var rest = self
    while let first = rest.first, first.isBlank { rest.removeFirst() }
    guard rest.starts(with: label) else { return false }
    return rest.dropFirst(label.count).allSatisfy(\.isBlank)
  }
}
