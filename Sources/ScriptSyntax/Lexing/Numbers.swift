/// A JSON number as it stands in a text.
struct NumberShape {
  /// Offset behind it.
  var end: Int
  /// Whether it has neither fraction nor exponent.
  var isInteger: Bool
}

extension Scanner {
  /// The JSON number that starts here and ends where a word would; nil if it is another word.
  func number() -> NumberShape? {
    var index = position
    if byte(index) == .minus { index += 1 }
    let first = index
    index = endOfDigits(index)
    guard index > first, index == first + 1 || bytes[first] != UInt8(ascii: "0") else { return nil }
    var isInteger = true
    if byte(index) == .dot {
      let end = endOfDigits(index + 1)
      guard end > index + 1 else { return nil }
      index = end
      isInteger = false
    }
    if byte(index) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(index + 1)
      let digits = index + (sign == .plus || sign == .minus ? 2 : 1)
      let end = endOfDigits(digits)
      guard end > digits else { return nil }
      index = end
      isInteger = false
    }
    return endsWord(at: index) ? NumberShape(end: index, isInteger: isInteger) : nil
  }

  /// Reads the decimal integer between two offsets; nil when 64 bits do not hold it.
  func integer(from start: Int, to end: Int) -> Int64? {
    let isNegative = bytes[start] == .minus
    var value: Int64 = 0
    for byte in bytes[(isNegative ? start + 1 : start)..<end] {
      let digit = Int64(byte & 0x0F)
      let (shifted, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, spills) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
      if overflows || spills { return nil }
      value = sum
    }
    return value
  }

  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  private func endOfDigits(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index].isDigit { index += 1 }
    return index
  }

  /// Whether a word cannot go on at `index`.
  private func endsWord(at index: Int) -> Bool {
    var ahead = self
    ahead.position = index
    return !ahead.isAtWordScalar && ahead.current != .dollar
  }
}
