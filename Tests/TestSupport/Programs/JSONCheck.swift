/// Whether bytes are one JSON text (RFC 8259): a reader of our own, sterner than most.
///
/// Outside strings one blank behind `:` and `,` and no other, and no member twice in an object.
package struct JSONCheck {
  private let bytes: [UInt8]
  private var at = 0

  /// The members of the outermost object; nil: this is not an object, or not JSON.
  package static func members(of line: some Sequence<UInt8>) -> [String]? {
    var check = JSONCheck(bytes: Array(line))
    guard check.bytes.first == UInt8(ascii: "{"), let names = check.object() else { return nil }
    return check.at == check.bytes.count ? names : nil
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func take(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard at + length <= bytes.count else { return false }
    let isThere = word.withUTF8Buffer { bytes[at..<at + length].elementsEqual($0) }
    if isThere { at += length }
    return isThere
  }

  private mutating func value(depth: Int = 0) -> Bool {
    guard at < bytes.count, depth < 1000 else { return false }
    switch bytes[at] {
    case UInt8(ascii: "{"): return object(depth: depth) != nil
    case UInt8(ascii: "["): return list(depth: depth)
    case UInt8(ascii: "\""): return string() != nil
    case UInt8(ascii: "t"): return take("true")
    case UInt8(ascii: "f"): return take("false")
    case UInt8(ascii: "n"): return take("null")
    default: return number()
    }
  }

  private mutating func object(depth: Int = 0) -> [String]? {
    guard take("{") else { return nil }
    var names: [String] = []
    if take("}") { return names }
    repeat {
      guard let name = string(), take(": "), value(depth: depth + 1) else { return nil }
      if names.contains(where: { $0.utf8.elementsEqual(name.utf8) }) { return nil }
      names.append(name)
    } while take(", ")
    return take("}") ? names : nil
  }

  private mutating func list(depth: Int) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat {
      guard value(depth: depth + 1) else { return false }
    } while take(", ")
    return take("]")
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      guard bytes[at] >= 0x20 else { return nil }
      guard take("\\") ? escape() : true else { return nil }
      at += 1
    }
    guard at < bytes.count else { return nil }
    let text = String(validating: bytes[start..<at], as: UTF8.self)
    at += 1
    return text
  }

  /// Leaves the last byte of the escape to be taken.
  private mutating func escape() -> Bool {
    guard at < bytes.count else { return false }
    if bytes[at] != UInt8(ascii: "u") { return #""\/bfnrt"#.utf8.contains(bytes[at]) }
    guard at + 4 < bytes.count else { return false }
    let digits = bytes[at + 1...at + 4]
    at += 4
    return digits.allSatisfy { "0123456789abcdefABCDEF".utf8.contains($0) }
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0") { guard digits() else { return false } }
    if take(".") { guard digits() else { return false } }
    guard take("e") || take("E") else { return true }
    _ = take("+") || take("-")
    return digits()
  }

  private mutating func digits() -> Bool {
    let start = at
    while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    return at > start
  }
}
