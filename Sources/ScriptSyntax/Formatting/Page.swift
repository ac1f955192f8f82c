/// The lines of a layout, growing: each is indented, and ended when the next begins.
struct Page {
  private(set) var buffer: [UInt8] = []
  /// Where the last line starts, and how far it is indented.
  private(set) var lineStart = 0
  var indentation = 0

  /// How wide a line may be made, in scalars.
  static let width = 100

  /// Whether nothing stands on the last line.
  var isAtLineStart: Bool { buffer.isEmpty || buffer.last == .newline }

  mutating func append(_ text: some Sequence<UInt8>) { buffer.append(contentsOf: text) }
  mutating func append(_ byte: UInt8) { buffer.append(byte) }

  /// Ends the last line, unless that is empty, and begins one with so many blanks.
  mutating func beginLine(_ indentation: Int) {
    if !isAtLineStart { buffer.append(.newline) }
    lineStart = buffer.count
    self.indentation = indentation
    buffer.append(contentsOf: repeatElement(.space, count: indentation))
  }

  /// Ends the last line and leaves an empty one behind it.
  mutating func leaveBlank() {
    if !isAtLineStart { buffer.append(.newline) }
    buffer.append(.newline)
  }

  /// Keeps what stands from `start` on, at the start of a line, from reading as a prompt.
  mutating func guardAgainstPrompt(at start: Int) {
    guard buffer.promptLength(at: start) > 0 else { return }
    buffer.insert(contentsOf: "; ".utf8, at: start)
    if lineStart > start { lineStart += 2 }
  }

  /// Takes back what was appended since there were `count` bytes, all on one line.
  mutating func cut(to count: Int) { buffer.removeLast(buffer.count - count) }

  /// Scalars on the last line.
  var column: Int { buffer[lineStart...].scalarCount }

  /// Whether the last line is no wider than it may be.
  var fits: Bool {
    let bytes = buffer.count - lineStart
    return bytes <= Page.width || bytes <= 4 * Page.width && column <= Page.width
  }

  /// The whole text, its last line ended.
  consuming func finished() -> [UInt8] {
    if !isAtLineStart { buffer.append(.newline) }
    return buffer
  }
}

extension ArraySlice<UInt8> {
  /// How many scalars begin here, for well-formed UTF-8.
  var scalarCount: Int { count { $0 & 0xC0 != 0x80 } }

  /// Without the blanks at its end, and the carriage return of a line end there.
  var withoutBlanksAtEnd: ArraySlice<UInt8> {
    var rest = self
    while let last = rest.last, last.isBlank || last == .carriageReturn { rest.removeLast() }
    return rest
  }
}
