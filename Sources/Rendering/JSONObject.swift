import Replication

/// One JSON object on one line, written member by member in the order it is told them.
struct JSONObject {
  /// The line so far, without its end.
  private(set) var text: [UInt8]
  private var isEmpty = true

  /// Goes on at the end of `text`, which it takes over to write in place.
  init(after text: consuming [UInt8]) {
    self.text = text
    self.text.put("{")
  }

  /// Closes the object and gives the buffer back.
  consuming func closed() -> [UInt8] {
    text.put("}")
    return text
  }

  mutating func member(_ name: String, _ value: String) {
    begin(name)
    Value.appendQuoted(value, to: &text)
  }

  mutating func member(_ name: String, _ value: Int64) {
    begin(name)
    text.put(decimal: value)
  }

  mutating func member(_ name: String, _ value: UInt64) {
    begin(name)
    text.put(decimal: value)
  }

  mutating func member(_ name: String, _ value: Bool) {
    begin(name)
    text.put(value ? "true" : "false")
  }

  mutating func member(_ name: String, _ value: Value) {
    begin(name)
    value.appendJSON(to: &text)
  }

  mutating func null(_ name: String) {
    begin(name)
    text.put("null")
  }

  mutating func member(_ name: String, _ values: [String]) {
    list(name, values) { value, text in Value.appendQuoted(value, to: &text) }
  }

  /// A member that is a list of anything.
  mutating func list<Element>(
    _ name: String, _ elements: [Element], append: (Element, inout [UInt8]) -> Void
  ) {
    begin(name)
    JSONObject.appendList(elements, to: &text, append: append)
  }

  /// A member that is an object.
  mutating func object(_ name: String, _ fill: (inout JSONObject) -> Void) {
    begin(name)
    JSONObject.append(to: &text, fill)
  }

  /// Appends an object to a text.
  static func append(to text: inout [UInt8], _ fill: (inout JSONObject) -> Void) {
    var object = JSONObject(after: text.taken())
    fill(&object)
    text = object.closed()
  }

  /// Appends a list to a text.
  static func appendList<Element>(
    _ elements: [Element], to text: inout [UInt8], append: (Element, inout [UInt8]) -> Void
  ) {
    text.put("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { text.put(", ") }
      append(element, &text)
    }
    text.put("]")
  }

  private mutating func begin(_ name: String) {
    if !isEmpty { text.put(", ") }
    isEmpty = false
    text.put("\"")
    text.put(name)
    text.put("\": ")
  }
}

extension [UInt8] {
  /// Moves the bytes out, so that one owner writes them without a copy.
  fileprivate mutating func taken() -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &self)
    return taken
  }
}
