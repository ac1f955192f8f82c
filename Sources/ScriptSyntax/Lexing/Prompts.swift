extension [UInt8] {
  /// Length of a prompt copied along with its line, one blank behind it included; or 0.
  ///
  /// `parley> ` and `parley 42ms (2)> ` begin an entry; `....> `, `{ ....> `, `[ ....> ` and
  /// `\ ....> ` go on with one. Colours may be among it.
  func promptLength(at start: Int) -> Int {
    guard start < count else { return 0 }
    switch self[start] {
    case UInt8(ascii: "p"), .dot, .openBrace, .openBracket, .backslash, .escape: break
    default: return 0
    }
    var reader = PromptReader(bytes: self, position: start)
    return reader.passPrompt() ? reader.position - start : 0
  }

  /// Whether a prompt that begins an entry starts here.
  func beginsEntry(at start: Int) -> Bool {
    var reader = PromptReader(bytes: self, position: start)
    return reader.passEntryPrompt()
  }

  /// Length of the prompt `END ....> ` (or only `....> `) before a line of a heredoc; or 0.
  func promptLength(at start: Int, inHeredoc label: ArraySlice<UInt8>) -> Int {
    var reader = PromptReader(bytes: self, position: start)
    if reader.pass(label), !reader.pass(.space) { return 0 }
    return reader.passDots() ? reader.position - start : 0
  }

  /// Whether a line goes on with an entry, whatever that is open in.
  func goesOnWithEntry(at start: Int) -> Bool {
    if beginsEntry(at: start) { return false }
    var reader = PromptReader(bytes: self, position: start)
    if reader.passDots() { return true }
    reader = PromptReader(bytes: self, position: start)
    while reader.current > .space { reader.position += 1 }
    return reader.pass(.space) && reader.passDots()
  }
}

/// Walks along a prompt, past the escape codes that a terminal was given with it.
private struct PromptReader {
  let bytes: [UInt8]
  var position: Int

  var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  mutating func passPrompt() -> Bool {
    let start = position
    if passEntryPrompt() { return true }
    position = start
    passEscapes()
    switch current {
    case .openBrace, .openBracket, .backslash:
      position += 1
      return pass(.space) && passDots()
    default: return passDots()
    }
  }

  /// Passes `parley`, the time and how much is in flight, as far as they stand there, and `> `.
  mutating func passEntryPrompt() -> Bool {
    guard pass(Array("parley".utf8)[...]) else { return false }
    var hasMore = pass(.space)
    if hasMore, passTime() { hasMore = pass(.space) }
    return (!hasMore || passCount()) && passEnd()
  }

  /// Passes `....> `.
  mutating func passDots() -> Bool {
    passEscapes()
    guard current == .dot else { return false }
    while current == .dot { position += 1 }
    return passEnd()
  }

  /// Passes `>` with the blank behind it, or at the end of a line that lost its blank.
  private mutating func passEnd() -> Bool {
    guard pass(.greater) else { return false }
    if pass(.space) {
      passEscapes()
      return true
    }
    return position >= bytes.count || current == .newline || current == .carriageReturn
  }

  mutating func pass(_ text: ArraySlice<UInt8>) -> Bool {
    passEscapes()
    guard bytes[min(position, bytes.count)...].starts(with: text) else { return false }
    position += text.count
    return true
  }

  mutating func pass(_ byte: UInt8) -> Bool {
    passEscapes()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func passTime() -> Bool {
    passEscapes()
    guard current.isDigit else { return false }
    while current.isNameASCII || current == .dot { position += 1 }
    return true
  }

  private mutating func passCount() -> Bool {
    guard pass(UInt8(ascii: "(")), current.isDigit else { return false }
    while current.isDigit { position += 1 }
    return pass(UInt8(ascii: ")"))
  }

  private mutating func passEscapes() {
    while let end = bytes.endOfEscape(at: position) { position = end }
  }
}

extension [UInt8] {
  /// Offset behind the control sequence that starts here, such as one that sets a colour.
  ///
  /// - Source: ECMA-48, section 5.4.
  func endOfEscape(at start: Int) -> Int? {
    guard start + 1 < count, self[start] == .escape, self[start + 1] == .openBracket else {
      return nil
    }
    var index = start + 2
    while index < count, 0x20...0x3F ~= self[index] { index += 1 }
    return index < count && 0x40...0x7E ~= self[index] ? index + 1 : nil
  }
}
