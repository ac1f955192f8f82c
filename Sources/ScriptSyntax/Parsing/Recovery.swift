// After a mistake: where to go on, so that one mistake is reported once and hides no other.

extension Parser {
  /// Passes an item without reading it.
  mutating func skipItem() {
    switch scanner.current {
    case .openBrace, .openBracket: skipBracketed()
    default: scanner.passToken()
    }
  }

  /// Passes what stands in brackets; its first line only if nothing closes it.
  mutating func skipBracketed() {
    let closer: UInt8 = scanner.current == .openBrace ? .closeBrace : .closeBracket
    scanner.position += 1
    if !skipClosers([closer], braces: false) { scanner.skipToLineEnd() }
  }

  /// Goes behind the closers that a broken value still waits for, if they come in order.
  ///
  /// Otherwise the value was probably never meant to go on: the next line is a new statement, and
  /// so is the line whose first token did not fit. Within a block, a `}` may belong to the block.
  mutating func skipBrokenValue(from start: Int, after mistake: Diagnostic) {
    if scanner.isAtEnd { return }
    let isFirst = scanner.isFirstOnLine && scanner.lineStart > start
    let looksLikeStatement =
      isFirst && scanner.isAtWord && blockDepth > 0 && closers.contains(.closeBrace)
    if mistake.code == .unterminatedString || looksLikeStatement
      || !skipClosers(closers, braces: false)
    {
      if isFirst {
        scanner.returnToLineEnd()
      } else {
        scanner.skipToLineEnd()
      }
    }
  }

  /// Passes a block that is nested too deep, or all the rest if nothing closes it.
  mutating func skipDeepBlock() {
    scanner.position += 1
    if skipClosers([.closeBrace], braces: true) { return }
    scanner.position = scanner.bytes.count
    openDelimiter = openDelimiter ?? .block
  }

  /// Passes everything up to the last of these closers; false, and nothing passed, if they do not
  /// come in order. Counts only braces if so told.
  private mutating func skipClosers(_ closers: [UInt8], braces: Bool) -> Bool {
    guard searchBudget > 0 else { return false }
    var ahead = scanner
    var open = closers
    while let closer = open.last, !ahead.isAtEnd {
      switch ahead.current {
      case .openBrace: open.append(.closeBrace)
      case .openBracket where !braces: open.append(.closeBracket)
      case closer: open.removeLast()
      case .closeBrace,
        .closeBracket where !braces:
        searchBudget -= ahead.position - scanner.position
        return false
      default: break
      }
      ahead.passToken()
    }
    guard open.isEmpty else {
      searchBudget -= ahead.position - scanner.position
      return false
    }
    scanner = ahead
    return true
  }
}

extension Scanner {
  /// Goes back to the end of the line before, which ends the statement.
  mutating func returnToLineEnd() {
    position = max(lineStart - 1, 0)
  }

  /// Passes a string, a comment, a line end, a word or a single character.
  fileprivate mutating func passToken() {
    switch current {
    case .quote, .apostrophe: passQuoted()
    case .hash: skipComment()
    case .newline: _ = skipLineEnd()
    default:
      let start = position
      if current != .dollar { passWordText() }
      if position == start { position += 1 }
    }
  }

  /// Passes a string, up to the end of its line if nothing closes it.
  mutating func passQuoted() {
    let quote = current
    position += 1
    while !isAtEnd, current != .newline {
      let byte = current
      position += 1
      if byte == quote { return }
      if byte == .backslash, quote == .quote, !isAtEnd, current != .newline { position += 1 }
    }
  }
}
