/// Writes statements in their canonical layout; `parse(print(x)) == x`.
///
/// One statement a line, blocks indented by two spaces. Items keep whether they are glued to the
/// one before, except where that would join two tokens; blocks and heredocs stand apart.
package enum ScriptPrinter {
  /// Prints statements, each with a line end behind it.
  package static func print(_ statements: [Statement]) -> String {
    var layout = Layout()
    for statement in statements {
      layout.append(statement)
    }
    return String(decoding: layout.buffer, as: UTF8.self)
  }

  /// Prints one statement, without a line end behind it.
  package static func print(_ statement: Statement) -> String {
    var layout = Layout()
    layout.append(statement)
    return String(decoding: layout.buffer.dropLast(), as: UTF8.self)
  }

  /// Prints one value.
  package static func print(_ literal: Literal) -> String {
    var buffer: [UInt8] = []
    append(literal, to: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Whether a text can stand as a bare word and mean itself: no number, no keyword of JSON.
  package static func isBareWord(_ text: String) -> Bool {
    var scanner = Scanner(line: Array(text.utf8))
    guard scanner.isAtWord, scanner.current != .dollar else { return false }
    if scanner.number() != nil || ["true", "false", "null"].contains(text) { return false }
    scanner.passWordText()
    return scanner.isAtEnd
  }
}
