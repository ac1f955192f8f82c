// The bytes the language gives a meaning to, by name, and the classes of characters.
extension UInt8 {
  static var tab: UInt8 { 0x09 }
  static var newline: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
  static var escape: UInt8 { 0x1B }
  static var space: UInt8 { 0x20 }
  static var quote: UInt8 { 0x22 }
  static var hash: UInt8 { 0x23 }
  static var dollar: UInt8 { 0x24 }
  static var apostrophe: UInt8 { 0x27 }
  static var plus: UInt8 { 0x2B }
  static var comma: UInt8 { 0x2C }
  static var minus: UInt8 { 0x2D }
  static var dot: UInt8 { 0x2E }
  static var colon: UInt8 { 0x3A }
  static var semicolon: UInt8 { 0x3B }
  static var less: UInt8 { 0x3C }
  static var equal: UInt8 { 0x3D }
  static var greater: UInt8 { 0x3E }
  static var openBracket: UInt8 { 0x5B }
  static var backslash: UInt8 { 0x5C }
  static var closeBracket: UInt8 { 0x5D }
  static var openBrace: UInt8 { 0x7B }
  static var closeBrace: UInt8 { 0x7D }

  var isBlank: Bool { self == .space || self == .tab }
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isControl: Bool { self < 0x20 || self == 0x7F }

  /// Letters, digits and `_ . : * / -`, of ASCII.
  var isWordASCII: Bool {
    let low: UInt64 = 0x07FF_E400_0000_0000
    let high: UInt64 = 0x07FF_FFFE_87FF_FFFE
    guard self < 0x80 else { return false }
    return (self < 64 ? low : high) >> UInt64(self & 63) & 1 == 1
  }

  /// Letters, digits and `_`, of ASCII.
  var isNameASCII: Bool {
    isDigit || self == 0x5F || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A)
  }
}

extension UInt32 {
  /// Marks and overrides of writing direction: invisible, and able to make a text read otherwise.
  ///
  /// - Source: UAX #9, section 2.
  var isBidiControl: Bool {
    switch self {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// White space outside ASCII, and the byte order mark.
  var isExoticSpace: Bool {
    switch self {
    case 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  /// What counts as a letter beyond ASCII: all but white space and controls.
  var isLetterBeyondASCII: Bool {
    self >= 0xA0 && !isExoticSpace && !isBidiControl
  }
}
