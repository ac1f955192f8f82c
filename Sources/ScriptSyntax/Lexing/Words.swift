extension Scanner {
  /// Whether a bare word (a number and `$x` are such, too) starts here.
  var isAtWord: Bool {
    current == .dollar || current != .hash && isAtWordScalar
  }

  /// Whether a character that words are made of stands here.
  var isAtWordScalar: Bool {
    let byte = current
    if byte.isWordASCII { return byte != .minus || peek(1) != .greater }
    if byte == .hash { return true }
    return byte >= 0x80 && wideLetterWidth() > 0
  }

  /// Passes one character of a word, if there is one.
  mutating func passWordScalar() -> Bool {
    guard isAtWordScalar else { return false }
    position += current < 0x80 ? 1 : wideLetterWidth()
    return true
  }

  /// Passes all characters of a word up to its end or to a `$`.
  mutating func passWordText() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == .minus {
        if peek(1) == .greater { return }
        position += 1
      } else if byte.isWordASCII || byte == .hash {
        position += 1
      } else {
        let width = byte < 0x80 ? 0 : wideLetterWidth()
        if width == 0 { return }
        position += width
      }
    }
  }

  /// Passes a variable's name: letters, digits and `_`, no digit first; tells whether there is one.
  mutating func passName() -> Bool {
    let start = position
    if current.isDigit { return false }
    while position < bytes.count {
      let byte = bytes[position]
      let width = byte < 0x80 ? (byte.isNameASCII ? 1 : 0) : wideLetterWidth()
      if width == 0 { break }
      position += width
    }
    return position > start
  }

  /// Bytes of the letter beyond ASCII that stands here, 0 for none; malformed bytes pass for one.
  private func wideLetterWidth() -> Int {
    let scalar = bytes.decodeScalar(at: position)
    return !scalar.isWellFormed || scalar.value.isLetterBeyondASCII ? scalar.width : 0
  }
}
