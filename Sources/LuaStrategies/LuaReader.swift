import Replication

/// Reads what code returned. The box has checked the shapes; texts are checked here.
struct LuaReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  private static let malformed = LuaFault(message: "the box returned what cannot be read")

  mutating func tag() throws(LuaFault) -> UInt8 {
    guard position < bytes.count else { throw Self.malformed }
    position += 1
    return bytes[position - 1]
  }

  mutating func word() throws(LuaFault) -> Int { Int(try wide(4)) }

  private mutating func wide(_ width: Int) throws(LuaFault) -> UInt64 {
    guard bytes.count - position >= width else { throw Self.malformed }
    var word: UInt64 = 0
    for index in 0..<width { word |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += width
    return word
  }

  mutating func text() throws(LuaFault) -> String {
    let count = try word()
    guard bytes.count - position >= count else { throw Self.malformed }
    let part = UnsafeBufferPointer(rebasing: bytes[position..<position + count])
    position += count
    guard let text = String(validating: part, as: UTF8.self) else {
      throw LuaFault(message: "what is returned holds bytes that are no UTF-8")
    }
    return text
  }

  mutating func value() throws(LuaFault) -> Value { try value(tagged: try tag()) }

  /// Passes over these bytes if they come next: equal values are written alike.
  mutating func passes(_ expected: borrowing LuaWriter) -> Bool {
    let expected = expected.bytes
    guard bytes.count - position >= expected.count else { return false }
    let isSame = bytes[position..<position + expected.count].elementsEqual(expected)
    position += expected.count
    return isSame
  }

  /// Passes over this tag if it comes next.
  mutating func passes(_ tag: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: tag) else { return false }
    position += 1
    return true
  }

  private mutating func value(tagged tag: UInt8) throws(LuaFault) -> Value {
    switch tag {
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "t"): return .bool(true)
    case UInt8(ascii: "f"): return .bool(false)
    case UInt8(ascii: "i"): return .int(Int64(bitPattern: try wide(8)))
    case UInt8(ascii: "d"): return Value.number(Double(bitPattern: try wide(8))) ?? .null
    case UInt8(ascii: "s"): return .string(try text())
    case UInt8(ascii: "["):
      var elements: [Value] = []
      for _ in 0..<(try word()) { elements.append(try value()) }
      return .array(elements)
    case UInt8(ascii: "{"):
      var members: [Value.Member] = []
      for _ in 0..<(try word()) {
        let key = try text()
        members.append(Value.Member(key: key, value: try value()))
      }
      return .object(of: members)
    default: throw Self.malformed
    }
  }
}
