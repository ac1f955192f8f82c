import Replication

// Text is put together as bytes in one buffer that its caller reuses: no `String` is made for a
// line of output.
extension [UInt8] {
  /// Appends a text as it is.
  mutating func put(_ text: String) { append(contentsOf: text.utf8) }

  /// Appends one ASCII character.
  mutating func put(_ ascii: Unicode.Scalar) { append(UInt8(truncatingIfNeeded: ascii.value)) }

  /// Ends a line.
  mutating func endLine() { append(UInt8(ascii: "\n")) }

  /// Appends an integer in decimals.
  mutating func put(decimal number: Int64) {
    if number < 0 { put("-") }
    put(decimal: number.magnitude)
  }

  /// Appends an integer in decimals, with zeros in front up to `digits`.
  mutating func put(decimal number: UInt64, digits: Int = 1) {
    var rest = number
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    while count - start < digits { put("0") }
    self[start...].reverse()
  }

  /// Appends this many blanks.
  mutating func put(blanks: Int) {
    if blanks > 0 { append(contentsOf: repeatElement(UInt8(ascii: " "), count: blanks)) }
  }

  /// Appends a text so that it cannot drive a terminal or reorder its line: what could is escaped.
  ///
  /// Tabs stay, and line ends too where `keepsLines` says so.
  mutating func put(safe text: String, keepsLines: Bool = false) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return put(text) }
    for scalar in text.unicodeScalars {
      if scalar == "\t" || (keepsLines && scalar == "\n") || !scalar.mustBeEscaped {
        append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      } else {
        put("\\u")
        put(hexadecimal: scalar.value)
      }
    }
  }

  private mutating func put(hexadecimal code: UInt32) {
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: code >> shift & 15)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Appends a name as a script writes it: bare where it is a word, quoted elsewhere.
  mutating func put(name: String) {
    name.utf8.allSatisfy(\.isWordByte) && !name.isEmpty
      ? put(safe: name) : Value.appendQuoted(name, to: &self)
  }
}

extension UInt8 {
  /// Whether this byte may stand in a bare word; every byte of a scalar beyond ASCII may.
  fileprivate var isWordByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "*"): true
    case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "#"): true
    default: false
    }
  }
}
