extension Parser {
  /// Reads `'raw'` text; the scanner is at its quote.
  mutating func parseRaw() throws(Diagnostic) -> String {
    let start = scanner.position
    scanner.position += 1
    while scanner.current != .apostrophe {
      if scanner.isAtEnd || scanner.current == .newline { throw unterminated(from: start) }
      scanner.position += 1
    }
    scanner.position += 1
    return text(from: start + 1, to: scanner.position - 1)
  }

  /// Reads `"double quoted"` text; the scanner is at its quote.
  ///
  /// A bad escape or variable is thrown only when the whole string has been passed.
  mutating func parseText() throws(Diagnostic) -> Template {
    let start = scanner.position
    scanner.position += 1
    passPlainText()
    if scanner.current == .quote {
      scanner.position += 1
      return .text(text(from: start + 1, to: scanner.position - 1))
    }
    var draft = TextDraft()
    draft.bytes.append(contentsOf: scanner.bytes[(start + 1)..<scanner.position])
    while scanner.current != .quote {
      if scanner.isAtEnd || scanner.current == .newline { throw unterminated(from: start) }
      do throws(Diagnostic) {
        try parseSpecial(into: &draft)
      } catch {
        draft.failure = draft.failure ?? error
      }
      let plain = scanner.position
      passPlainText()
      draft.bytes.append(contentsOf: scanner.bytes[plain..<scanner.position])
    }
    scanner.position += 1
    if let failure = draft.failure { throw failure }
    return draft.template()
  }

  /// A string with escapes or variables, half read.
  private struct TextDraft {
    var parts: [Template.Part] = []
    var bytes: [UInt8] = []
    var failure: Diagnostic?

    mutating func add(_ variable: String) {
      flush()
      parts.append(.variable(variable))
    }

    mutating func template() -> Template {
      flush()
      return Template(parts: parts)
    }

    private mutating func flush() {
      parts.append(.text(String(decoding: bytes, as: UTF8.self)))
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Passes what stands for itself in double quotes.
  private mutating func passPlainText() {
    while scanner.position < scanner.bytes.count {
      switch scanner.bytes[scanner.position] {
      case .quote, .backslash, .dollar, .newline: return
      default: scanner.position += 1
      }
    }
  }

  private mutating func parseSpecial(into draft: inout TextDraft) throws(Diagnostic) {
    if scanner.current == .backslash {
      try parseEscape(into: &draft.bytes)
    } else if scanner.isAtVariable {
      draft.add(try parseVariable())
    } else {
      draft.bytes.append(scanner.current)
      scanner.position += 1
    }
  }

  private mutating func parseEscape(into bytes: inout [UInt8]) throws(Diagnostic) {
    let start = scanner.position
    let escaped = scanner.peek(1)
    if escaped == UInt8(ascii: "u") {
      let scalar = try parseUnicodeEscape()
      bytes.append(contentsOf: String(scalar).utf8)
    } else if let byte = JSONText.byte(escapedAs: escaped) {
      bytes.append(byte)
      scanner.position += 2
    } else {
      scanner.position += 1
      let what = found()
      if !scanner.isAtEnd, scanner.current != .newline, scanner.current != .quote {
        scanner.position += scanner.bytes.decodeScalar(at: scanner.position).width
      }
      throw mistake(
        .escape, "expected an escape of JSON after the backslash, found \(what)", from: start,
        remedy: #"write \\ for a backslash; escapes are \" \\ \/ \b \f \n \r \t \u0041"#)
    }
  }

  private mutating func parseUnicodeEscape() throws(Diagnostic) -> Unicode.Scalar {
    let start = scanner.position
    let unit = try parseHexadecimalUnit(from: start)
    guard 0xD800...0xDFFF ~= unit else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
    let isPair =
      unit < 0xDC00 && scanner.current == .backslash && scanner.peek(1) == UInt8(ascii: "u")
    let low = isPair ? try parseHexadecimalUnit(from: start) : 0
    guard 0xDC00...0xDFFF ~= low else {
      throw mistake(
        .escape, "half of a surrogate pair is no character", from: start,
        remedy: #"write both halves, as in \ud83d\ude00, or the character itself"#)
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  /// Reads the `\uXXXX` at the scanner.
  private mutating func parseHexadecimalUnit(from start: Int) throws(Diagnostic) -> UInt32 {
    scanner.position += 2
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = JSONText.hexadecimalDigit(scanner.current) else {
        let what = found()
        throw mistake(
          .escape, "expected four hexadecimal digits after \\u, found \(what)", from: start)
      }
      unit = unit << 4 | digit
      scanner.position += 1
    }
    return unit
  }

  private mutating func unterminated(from start: Int) -> Diagnostic {
    scanner.skipToLineEnd()
    let quote = scanner.bytes[start] == .quote ? "\"" : "'"
    return mistake(
      .unterminatedString,
      "the string that begins at \(place(of: start)) is not closed on its line", from: start,
      remedy: "close it with `\(quote)`; within double quotes a line break is written \\n")
  }
}

extension Scanner {
  /// Whether a `$` with a name or a brace behind it stands here; any other `$` is itself in quotes.
  var isAtVariable: Bool {
    guard current == .dollar else { return false }
    if peek(1) == .openBrace { return true }
    var ahead = self
    ahead.position += 1
    return ahead.passName()
  }
}
