extension Value {
  /// Appends the canonical text: JSON with a space after `,` and `:`, equal texts for equal values.
  ///
  /// Doubles are the shortest text that reads back the same and never look like an integer. Control
  /// characters, line separators and bidirectional controls are escaped, never raw: printed text
  /// cannot drive a terminal or reorder a line.
  package func appendJSON(to text: inout [UInt8]) {
    switch self {
    case .null: text += "null".utf8
    case .bool(let bool): text += (bool ? "true" : "false").utf8
    case .int(let integer): text += String(integer).utf8
    case .double(let double): Value.appendNumber(double, to: &text)
    case .string(let string): Value.appendQuoted(string, to: &text)
    case .array(let elements):
      Value.appendList(elements, "[", "]", to: &text) { $0.appendJSON(to: &$1) }
    case .object(let members):
      Value.appendList(members, "{", "}", to: &text) { member, text in
        Value.appendQuoted(member.key, to: &text)
        text += ": ".utf8
        member.value.appendJSON(to: &text)
      }
    }
  }

  /// The canonical text as a string.
  package var json: String {
    var text: [UInt8] = []
    appendJSON(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends a text as a JSON string, quotes included, escaping all that could drive a terminal.
  package static func appendQuoted(_ string: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\"".utf8
      case "\\": text += "\\\\".utf8
      case "\n": text += "\\n".utf8
      case "\r": text += "\\r".utf8
      case "\t": text += "\\t".utf8
      case _ where scalar.mustBeEscaped: appendEscape(scalar.value, to: &text)
      default: text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
      }
    }
    text.append(UInt8(ascii: "\""))
  }

  private static func appendNumber(_ double: Double, to text: inout [UInt8]) {
    // What is left after normalisation has a fraction or is beyond Int64, where Swift writes an
    // exponent: either way it cannot be read back as an integer.
    switch Value.double(double).normalised {
    case .double(let double): text += double.description.utf8
    case let other: other.appendJSON(to: &text)
    }
  }

  private static func appendEscape(_ code: UInt32, to text: inout [UInt8]) {
    text += "\\u".utf8
    for shift in [12, 8, 4, 0] as [UInt32] {
      let digit = UInt8(truncatingIfNeeded: code >> shift & 15)
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  private static func appendList<T>(
    _ items: [T], _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, to text: inout [UInt8],
    item append: (T, inout [UInt8]) -> Void
  ) {
    text.append(UInt8(ascii: opening))
    for (index, item) in items.enumerated() {
      if index > 0 { text += ", ".utf8 }
      append(item, &text)
    }
    text.append(UInt8(ascii: closing))
  }
}

extension Unicode.Scalar {
  /// Whether this character acts on a terminal or on the line around it instead of being shown.
  ///
  /// C0 and C1 controls, DEL, line and paragraph separator, and the bidirectional controls.
  package var mustBeEscaped: Bool {
    switch value {
    case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
