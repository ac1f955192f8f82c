extension Value {
  /// A number computed from the content alone: the same in every run and on every machine.
  ///
  /// Equal values have equal hashes. Fingerprints use it where an id would depend on which value
  /// was seen first.
  package var contentHash: UInt64 {
    var hash = ContentHash()
    hash.include(self)
    return hash.state
  }
}

/// Hashes words one after the other, each through the finaliser of SplitMix64.
///
/// Every kind of value starts with a word of its own, every text and list with its length, so that
/// no value's words are the beginning of another's.
/// - Source: Steele, Lea, Flood 2014; constants as in Vigna's splitmix64.c.
package struct ContentHash: Sendable {
  /// The hash of all words so far.
  package private(set) var state: UInt64 = 0

  /// The hash of nothing.
  package init() {}

  /// Takes in one word.
  package mutating func include(_ word: UInt64) {
    var mixed = (state ^ word) &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    state = mixed ^ mixed >> 31
  }

  /// Takes in a text: its length, then its bytes, eight to a word.
  package mutating func include(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      include(UInt64(bytes.count))
      var word: UInt64 = 0
      for (index, byte) in bytes.enumerated() {
        word = word << 8 | UInt64(byte)
        if index & 7 == 7 {
          include(word)
          word = 0
        }
      }
      if bytes.count & 7 != 0 { include(word) }
    }
  }

  /// Takes in a value; numbers that are equal count as the same number.
  package mutating func include(_ value: Value) {
    switch value {
    case .null: include(1)
    case .bool(let bool): include(bool ? 3 : 2)
    case .int(let integer):
      include(4)
      include(UInt64(bitPattern: integer))
    case .double(let double): include(number: double)
    case .string(let string):
      include(6)
      include(string)
    case .array(let elements):
      include(7)
      include(UInt64(elements.count))
      for element in elements { include(element) }
    case .object(let members):
      include(8)
      include(UInt64(members.count))
      for member in members {
        include(member.key)
        include(member.value)
      }
    }
  }

  private mutating func include(number double: Double) {
    if let integer = Value.integer(double) {
      include(.int(integer))
    } else {
      include(5)
      include(double.isNaN ? 0 : double.bitPattern)
    }
  }
}
