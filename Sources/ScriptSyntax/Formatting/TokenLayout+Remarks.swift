// What a text holds beside its statements: comments, expected output, and what a transcript shows.

extension TokenLayout {
  /// Writes a comment: behind what stands before it on its line, or on a line of its own.
  ///
  /// Behind something, it stays in its column where there is room.
  mutating func writeComment(
    _ token: LayoutToken, indentation: Int, isInValue: Bool = false
  ) {
    let text = bytes[token.range].withoutBlanksAtEnd
    if lineEnds == 0, token.gap != .continuation, !page.isAtLineStart {
      let room = column(of: token) - page.column
      page.append(repeatElement(.space, count: max(room, 2)))
    } else {
      beginLine(indentation)
      // First on its line, it would be expected output.
      if text.starts(with: "#>".utf8) { page.append((isInValue ? "# " : "; ").utf8) }
    }
    page.append(text)
  }

  /// Writes a line of expected output, byte for byte.
  mutating func writeExpected(_ token: LayoutToken) {
    beginLine(0)
    page.append(bytes[token.range])
    lineEnds = 1
  }

  /// Writes lines of a transcript that are no statements, as comments.
  mutating func writeOutput(_ token: LayoutToken) {
    for line in bytes[token.range].split(separator: .newline, omittingEmptySubsequences: false) {
      let text = Self.printable(line).withoutBlanksAtEnd
      if !text.isEmpty {
        beginLine(0)
        let isComment = text.first == .hash && !text.starts(with: "#>".utf8)
        if !isComment { page.append("# ".utf8) }
        page.append(text)
      }
      lineEnds += 1
    }
    // The last piece is what stands behind the last line end: nothing.
    if bytes[token.range].last == .newline { lineEnds -= 1 }
  }

  /// The column, from 0, in which a token stands in the text, behind a prompt that is copied along.
  private func column(of token: LayoutToken) -> Int {
    let before = bytes[..<token.range.lowerBound]
    let lineStart = (before.lastIndex(of: .newline) ?? -1) + 1
    return before[(lineStart + bytes.promptLength(at: lineStart))...].scalarCount
  }

  /// Without escape codes; other controls, which no comment may hold, as the escapes of JSON.
  private static func printable(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let bytes = Array(line.withoutBlanksAtEnd)
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if let end = bytes.endOfEscape(at: index) {
        index = end
        continue
      }
      let scalar = bytes.decodeScalar(at: index)
      let isControl = scalar.value < 0x20 && scalar.value != 0x09 || 0x7F...0x9F ~= scalar.value
      if isControl {
        JSONText.appendEscape(scalar.value, to: &text)
      } else {
        text += bytes[index..<(index + scalar.width)]
      }
      index += scalar.width
    }
    return text[...]
  }
}
