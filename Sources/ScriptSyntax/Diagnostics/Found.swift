// Words for what was found where something else was expected.

/// Numbers in base sixteen, upper case.
enum Hexadecimal {
  static func text(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}

extension Parser {
  /// Names what stands at the scanner, for "expected …, found …".
  func found() -> String {
    if isListFull { return "" }
    if scanner.isAtEnd { return "the end of the text" }
    if scanner.lineEndWidth(at: scanner.position) > 0 { return "the end of the line" }
    if scanner.current == .quote || scanner.current == .apostrophe { return "a quoted string" }
    if scanner.isAtWordScalar {
      return "`\(excerpt(from: scanner.position, to: endOfFound()))`"
    }
    if let symbol = scanner.symbol() { return "`\(symbol.symbol.text)`" }
    return character(at: scanner.position)
  }

  /// Where the word or the character at the scanner ends.
  func endOfFound() -> Int {
    var ahead = scanner
    ahead.passWordText()
    if ahead.position > scanner.position || ahead.isAtEnd { return ahead.position }
    return ahead.position + ahead.bytes.decodeScalar(at: ahead.position).width
  }

  /// Names one character, by its number when it cannot be seen.
  func character(at offset: Int) -> String {
    let scalar = scanner.bytes.decodeScalar(at: offset)
    guard scalar.isWellFormed, let visible = Unicode.Scalar(scalar.value) else {
      return "a byte that is not UTF-8"
    }
    let isHidden =
      scalar.value <= 0x20 || 0x7F...0x9F ~= scalar.value || scalar.value.isExoticSpace
      || scalar.value.isBidiControl
    if scalar.value == 0x20 { return "a blank" }
    if !isHidden { return "`\(String(visible))`" }
    return "the invisible character U+\(Hexadecimal.text(scalar.value, digits: 4))"
  }

  /// A mistake about a control character outside quotes.
  func controlCharacter(at offset: Int) -> Diagnostic {
    mistake(
      .controlCharacter, "\(character(at: offset)) stands outside quotes",
      from: offset, to: offset + scanner.bytes.decodeScalar(at: offset).width,
      remedy: "remove it, or write it as an escape within double quotes")
  }

  /// The bytes between two offsets as messages quote them: 32 scalars at most, none of them hidden.
  func excerpt(from start: Int, to end: Int) -> String {
    var index = start
    var text = String.UnicodeScalarView()
    while index < end {
      guard text.count < 32 else { return String(text) + "…" }
      let scalar = scanner.bytes.decodeScalar(at: index)
      let isHidden = scalar.value < 0x20 || 0x7F...0x9F ~= scalar.value
      text.append(
        isHidden || scalar.value.isBidiControl
          ? "\u{FFFD}" : Unicode.Scalar(scalar.value) ?? "\u{FFFD}")
      index += scalar.width
    }
    return String(text)
  }
}
