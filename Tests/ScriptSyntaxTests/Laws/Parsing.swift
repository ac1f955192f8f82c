import ScriptSyntax

/// Parses a text held in a string.
func parse(_ text: String) -> ParseResult { parse(Array(text.utf8)) }

/// Parses bytes.
func parse(_ bytes: [UInt8]) -> ParseResult {
  Parser.parse(SourceText(name: "test", bytes: bytes))
}

/// Line, column, length in bytes and code of each diagnostic.
func places(_ text: String) -> [String] { places(Array(text.utf8)) }

/// Line, column, length in bytes and code of each diagnostic.
func places(_ bytes: [UInt8]) -> [String] {
  let source = SourceText(name: "test", bytes: bytes)
  return Parser.parse(source).diagnostics.map { diagnostic in
    let place = source.position(of: Int(diagnostic.span.start))
    let length = diagnostic.span.end - diagnostic.span.start
    return "\(place.line):\(place.column)+\(length) \(diagnostic.code.rawValue)"
  }
}

/// Bytes with the escape `\xNN` for single bytes.
func bytes(_ text: String) -> [UInt8] {
  var result: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    let isEscape = byte == UInt8(ascii: "\\") && rest.first == UInt8(ascii: "x") && rest.count > 2
    let digits = String(decoding: rest.dropFirst().prefix(2), as: UTF8.self)
    if isEscape, let value = UInt8(digits, radix: 16) {
      result.append(value)
      rest = rest.dropFirst(3)
    } else {
      result.append(byte)
    }
  }
  return result
}
