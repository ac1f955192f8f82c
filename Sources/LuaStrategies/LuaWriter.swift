import Replication

/// Writes what code gets to see; the shapes stand in the box, in `Wire.c`.
struct LuaWriter {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(256) }

  mutating func put(_ byte: UInt8) { bytes.append(byte) }

  mutating func put(_ tag: Unicode.Scalar) { bytes.append(UInt8(ascii: tag)) }

  mutating func put(word: UInt32) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(wide: UInt64) {
    withUnsafeBytes(of: wide.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// A text: its length, then its bytes.
  mutating func put(text: String) {
    var text = text
    text.withUTF8 { utf8 in
      put(word: UInt32(truncatingIfNeeded: utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func put(_ value: Value) {
    switch value {
    case .null: put("n")
    case .bool(let bool): put(bool ? "t" : "f")
    case .int(let integer):
      put("i")
      put(wide: UInt64(bitPattern: integer))
    case .double(let double):
      put("d")
      put(wide: double.bitPattern)
    case .string(let text):
      put("s")
      put(text: text)
    case .array(let elements): put(elements)
    case .object(let members):
      put("{")
      put(word: UInt32(truncatingIfNeeded: members.count))
      for member in members {
        put(text: member.key)
        put(member.value)
      }
    }
  }

  mutating func put(_ elements: [Value]) {
    put("[")
    put(word: UInt32(truncatingIfNeeded: elements.count))
    for element in elements { put(element) }
  }
}
