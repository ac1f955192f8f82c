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
    scanner.skipComment()
    var text: [UInt8] = []
    while scanner.skipHeredocLineEnd() {
      let lineStart = scanner.position
      scanner.skipToLineEnd()
      var contentStart = lineStart
      if isPrompted, scanner.bytes[lineStart...].first == .dot {
        contentStart = min(
          lineStart + scanner.bytes.promptLength(at: lineStart), scanner.position)
      }
      let line = scanner.bytes[contentStart..<scanner.position]
      if line.isOnly(label) { return String(decoding: text, as: UTF8.self) }
      if scanner.isAtEnd, line.isEmpty { break }
      text.append(contentsOf: line)
      text.append(.newline)
    }
    let name = String(decoding: label, as: UTF8.self)
    openDelimiter = .heredoc(name)
    throw mistake(
      .unterminatedHeredoc, "no line below is only `\(name)`, which ends this text",
      from: start, to: labelEnd, remedy: "add a line with `\(name)` and nothing else")
  }

  /// Reads the label of a heredoc, which only a comment may follow on its line.
  private mutating func parseLabel() throws(Diagnostic) -> ArraySlice<UInt8> {
    let start = scanner.position
    scanner.position += 2
    let labelStart = scanner.position
    if scanner.current != .hash { scanner.passWordText() }
    let labelEnd = scanner.position
    guard labelEnd > labelStart, scanner.current != .dollar else {
      throw mistake(
        .heredoc, "expected a label such as END right after `<<`, found \(found())", from: start,
        remedy: "write <<END, the text on the lines below, and a line that is only END")
    }
    while scanner.current.isBlank { scanner.position += 1 }
    let endsLine =
      scanner.isAtEnd || scanner.current == .hash || scanner.lineEndWidth(at: scanner.position) > 0
    guard endsLine else {
      throw mistake(
        .heredoc, "expected the end of the line after this label, found \(found())", from: start,
        to: labelEnd, remedy: "put `<<` last; the statement ends with its line")
    }
    return scanner.bytes[labelStart..<labelEnd]
  }
}

extension Scanner {
  /// Passes a line end without looking for a prompt, which could be text here.
  fileprivate mutating func skipHeredocLineEnd() -> Bool {
    let width = lineEndWidth(at: position)
    position += width
    if width > 0 { startPlainLine() }
    return width > 0
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
