/// Statements on their lines, growing.
struct Layout {
  var buffer: [UInt8] = []
  private var depth = 0
  /// The heredoc whose lines follow the line being written.
  private var heredoc: (label: String, text: String)?

  /// Appends a statement with its line end, its heredoc and its expected output.
  mutating func append(_ statement: Statement) {
    indent()
    let start = buffer.count
    buffer.append(contentsOf: statement.verb.utf8)
    var before = Edge.word(statement.verb)
    for item in statement.items {
      let edge = Edge(item.kind)
      if !item.glued || !before.canTouch(edge) { buffer.append(.space) }
      append(item.kind)
      before = edge
    }
    if depth == 0, buffer.promptLength(at: start) > 0 {
      buffer.insert(contentsOf: "; ".utf8, at: start)
    }
    buffer.append(.newline)
    appendHeredoc()
    for line in depth == 0 ? statement.expected ?? [] : [] {
      buffer.append(contentsOf: line.isEmpty ? "#>".utf8 : "#> ".utf8)
      buffer.append(contentsOf: line.utf8)
      buffer.append(.newline)
    }
  }

  private mutating func append(_ kind: Item.Kind) {
    switch kind {
    case .word(let template): ScriptPrinter.append(word: template, to: &buffer)
    case .literal(let literal): ScriptPrinter.append(literal, to: &buffer)
    case .symbol(let symbol): buffer.append(contentsOf: symbol.text.utf8)
    case .block(let statements): append(statements)
    case .heredoc(let text):
      let label = Self.label(for: text)
      buffer.append(contentsOf: "<<\(label)".utf8)
      heredoc = (label, text)
    }
  }

  /// An empty block keeps a `;`, for `{}` is an object.
  private mutating func append(_ block: [Statement]) {
    guard !block.isEmpty else {
      buffer.append(contentsOf: "{ ; }".utf8)
      return
    }
    buffer.append(.openBrace)
    buffer.append(.newline)
    depth += 1
    for statement in block {
      append(statement)
    }
    depth -= 1
    indent()
    buffer.append(.closeBrace)
  }

  private mutating func appendHeredoc() {
    guard let (label, text) = heredoc else { return }
    heredoc = nil
    buffer.append(contentsOf: text.utf8)
    if buffer.last != .newline { buffer.append(.newline) }
    buffer.append(contentsOf: label.utf8)
    buffer.append(.newline)
  }

  private mutating func indent() {
    buffer.append(contentsOf: repeatElement(.space, count: 2 * depth))
  }

  /// `END`, with more `D`s than any line has that is only that.
  private static func label(for text: String) -> String {
    var longest = 0
    for line in text.utf8.split(separator: .newline) {
      guard let first = line.firstIndex(where: { !$0.isBlank }) else { continue }
      let word = line[first...].prefix { !$0.isBlank }
      guard word.starts(with: "EN".utf8) else { continue }
      let tail = word.dropFirst(2)
      if tail.allSatisfy({ $0 == UInt8(ascii: "D") }) { longest = max(longest, tail.count) }
    }
    return "EN" + String(repeating: "D", count: longest + 1)
  }
}

/// What counts about a token when the next one is to follow without a blank.
enum Edge {
  case word(String)
  case symbol(Symbol)
  case value
  case apart

  init(_ kind: Item.Kind) {
    switch kind {
    case .word(let template):
      guard case .text(let text) = template.parts.last else {
        self = .word("")
        return
      }
      self = .word(text)
    case .literal(.text), .literal(.raw), .literal(.array), .literal(.object): self = .value
    case .literal: self = .word("")
    case .symbol(let symbol): self = .symbol(symbol)
    case .block, .heredoc: self = .apart
    }
  }

  /// Whether two tokens stay two, and the same two, when no blank is between them.
  func canTouch(_ next: Edge) -> Bool {
    switch (self, next) {
    case (.apart, _), (_, .apart), (.word, .word): false
    case (.word(let text), .symbol(let symbol)):
      !(text.utf8.last == .minus && symbol.text.utf8.first == .greater)
        && !(symbol == .plus && (text.utf8.last ?? 0) | 0x20 == UInt8(ascii: "e"))
    case (.symbol(.less), .symbol(let symbol)):
      !["<", "=", "-"].contains(symbol.text.prefix(1))
    case (.symbol(.greater), .symbol(let symbol)), (.symbol(.bang), .symbol(let symbol)):
      symbol != .equal
    default: true
    }
  }
}
