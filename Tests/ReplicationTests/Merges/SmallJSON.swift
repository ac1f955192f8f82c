import Replication

/// Reads JSON as tests write it: no escapes, no errors told apart.
struct SmallJSON {
  private var rest: Substring

  /// The value of a text.
  static func read(_ text: String) -> Value? {
    var reader = SmallJSON(text)
    return reader.value()
  }

  private init(_ text: String) { rest = text[...] }

  private mutating func value() -> Value? {
    skip()
    guard let first = rest.first else { return nil }
    switch first {
    case "[": return list(until: "]") { $0.value() }.map(Value.array)
    case "{": return list(until: "}") { $0.member() }.map(Value.object(of:))
    case "\"": return text().map(Value.string)
    default: return word()
    }
  }

  private mutating func skip() { rest = rest.drop { $0 == " " || $0 == "," } }

  private mutating func list<T>(
    until end: Character, _ element: (inout SmallJSON) -> T?
  ) -> [T]? {
    rest.removeFirst()
    var elements: [T] = []
    skip()
    while let next = rest.first, next != end {
      guard let element = element(&self) else { return nil }
      elements.append(element)
      skip()
    }
    rest = rest.dropFirst()
    return elements
  }

  private mutating func member() -> Value.Member? {
    guard let key = text() else { return nil }
    rest = rest.drop { $0 == ":" }
    return value().map { Value.Member(key: key, value: $0) }
  }

  private mutating func text() -> String? {
    guard rest.first == "\"" else { return nil }
    let text = rest.dropFirst().prefix { $0 != "\"" }
    rest = rest.dropFirst(text.count + 2)
    return String(text)
  }

  private mutating func word() -> Value? {
    let word = rest.prefix { !",]} ".contains($0) }
    rest = rest.dropFirst(word.count)
    switch word {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: return Int64(word).map(Value.int) ?? Double(word).flatMap(Value.number)
    }
  }
}
