/// One scalar read from bytes, or one byte that is no part of well-formed UTF-8.
struct DecodedScalar {
  /// The scalar's number; U+FFFD for a malformed byte.
  var value: UInt32
  /// Bytes it takes, at least 1.
  var width: Int
  var isWellFormed: Bool

  static var malformed: DecodedScalar {
    DecodedScalar(value: 0xFFFD, width: 1, isWellFormed: false)
  }
}

extension [UInt8] {
  /// Reads the scalar at `index`, strictly: nothing overlong, no surrogate, nothing past U+10FFFF.
  ///
  /// - Source: The Unicode Standard 15.0, table 3-7.
  func decodeScalar(at index: Int) -> DecodedScalar {
    let lead = self[index]
    guard lead >= 0x80 else {
      return DecodedScalar(value: UInt32(lead), width: 1, isWellFormed: true)
    }
    let (width, second) = Self.shape(ofLead: lead)
    guard width > 0, index + width <= count, second.contains(self[index + 1]) else {
      return .malformed
    }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for byte in self[(index + 1)..<(index + width)] {
      guard byte & 0xC0 == 0x80 else { return .malformed }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    return DecodedScalar(value: value, width: width, isWellFormed: true)
  }

  /// How many bytes a lead byte announces (0: it is none) and what the second may be.
  private static func shape(ofLead lead: UInt8) -> (width: Int, second: ClosedRange<UInt8>) {
    switch lead {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: (0, 0x80...0xBF)
    }
  }
}

extension String {
  /// Whether both hold the same UTF-8 bytes; `==` would also call canonical equivalents equal.
  package func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }
}
