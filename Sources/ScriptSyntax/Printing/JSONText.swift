/// JSON strings, written the same way everywhere.
package enum JSONText {
  /// Appends a text as a JSON string, quotes included.
  ///
  /// Escaped are `"`, `\`, control characters (U+007F to U+009F too), marks and overrides of
  /// writing direction, line and paragraph separators and the byte order mark; nothing else.
  package static func append(_ text: String, to buffer: inout [UInt8]) {
    buffer.append(.quote)
    appendContent(text, to: &buffer)
    buffer.append(.quote)
  }

  /// Appends bytes as a JSON string; half surrogates are escaped, other non-UTF-8 reads as U+FFFD.
  package static func append(utf8 bytes: [UInt8], to buffer: inout [UInt8]) {
    buffer.append(.quote)
    appendContent(bytes, to: &buffer)
    buffer.append(.quote)
  }

  /// The text as a JSON string.
  package static func quoted(_ text: String) -> String {
    var buffer: [UInt8] = []
    append(text, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Appends what stands between the quotes. A `$` that would begin a variable is escaped if asked.
  static func appendContent(
    _ text: String, escapingVariables: Bool = false, to buffer: inout [UInt8]
  ) {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != .quote && byte != .backslash && byte != .dollar
    }
    if isPlain {
      buffer.append(contentsOf: text.utf8)
    } else {
      appendContent(Array(text.utf8), escapingVariables: escapingVariables, to: &buffer)
    }
  }

  private static func appendContent(
    _ bytes: [UInt8], escapingVariables: Bool = false, to buffer: inout [UInt8]
  ) {
    var index = 0
    while index < bytes.count {
      let scalar = bytes.decodeScalar(at: index)
      if !scalar.isWellFormed {
        index += appendMalformed(bytes, at: index, to: &buffer)
        continue
      }
      if let letter = shortEscape(scalar.value) {
        buffer.append(.backslash)
        buffer.append(letter)
      } else if needsEscape(scalar.value)
        || escapingVariables && beginsVariable(bytes, at: index)
      {
        appendEscape(scalar.value, to: &buffer)
      } else {
        buffer.append(contentsOf: bytes[index..<(index + scalar.width)])
      }
      index += scalar.width
    }
  }

  /// Appends a half surrogate or a replacement, and tells how many bytes that took.
  private static func appendMalformed(
    _ bytes: [UInt8], at index: Int, to buffer: inout [UInt8]
  ) -> Int {
    let isSurrogate =
      bytes[index] == 0xED && index + 2 < bytes.count && 0xA0...0xBF ~= bytes[index + 1]
      && 0x80...0xBF ~= bytes[index + 2]
    guard isSurrogate else {
      appendEscape(0xFFFD, to: &buffer)
      return 1
    }
    let unit = 0xD000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
    appendEscape(unit, to: &buffer)
    return 3
  }

  /// Appends `\uXXXX`, for scalars of the basic plane.
  static func appendEscape(_ value: UInt32, to buffer: inout [UInt8]) {
    buffer.append(.backslash)
    buffer.append(UInt8(ascii: "u"))
    for shift: UInt32 in [12, 8, 4, 0] {
      let digit = UInt8(value >> shift & 0xF)
      buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  private static func needsEscape(_ value: UInt32) -> Bool {
    value < 0x20 || 0x7F...0x9F ~= value || value.isBidiControl || value == 0x2028
      || value == 0x2029 || value == 0xFEFF
  }

  /// Whether a `$` stands here that is more than a sign; that of the last byte is none.
  private static func beginsVariable(_ bytes: [UInt8], at index: Int) -> Bool {
    guard bytes[index] == .dollar, index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    return next == .openBrace || next.isNameASCII || next >= 0x80
  }

  /// The letter behind the backslash, for characters that have a short escape.
  private static func shortEscape(_ value: UInt32) -> UInt8? {
    switch value {
    case 0x22: .quote
    case 0x5C: .backslash
    case 0x08: UInt8(ascii: "b")
    case 0x09: UInt8(ascii: "t")
    case 0x0A: UInt8(ascii: "n")
    case 0x0C: UInt8(ascii: "f")
    case 0x0D: UInt8(ascii: "r")
    default: nil
    }
  }

  /// The byte that `\` and this letter stand for.
  static func byte(escapedAs letter: UInt8) -> UInt8? {
    switch letter {
    case .quote, .backslash, UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "r"): 0x0D
    default: nil
    }
  }

  /// The value of a digit in base sixteen.
  static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46, 0x61...0x66: UInt32(byte & 0x5F) - 0x37
    default: nil
    }
  }
}
