extension ScriptPrinter {
  /// Appends a value as JSON; in arrays and objects one blank follows each `,` and `:`.
  package static func append(_ literal: Literal, to buffer: inout [UInt8]) {
    switch literal {
    case .null: buffer.append(contentsOf: "null".utf8)
    case .bool(let value): buffer.append(contentsOf: (value ? "true" : "false").utf8)
    case .int(let value): buffer.append(contentsOf: String(value).utf8)
    case .double(let value): append(value, to: &buffer)
    case .text(let template): append(quoted: template, to: &buffer)
    case .raw(let text):
      if text.utf8.contains(.apostrophe) || text.utf8.contains(.newline) {
        append(quoted: .text(text), to: &buffer)
      } else {
        buffer.append(contentsOf: "'\(text)'".utf8)
      }
    case .array(let elements): append(elements, to: &buffer)
    case .object(let pairs): append(pairs, to: &buffer)
    case .variable(let name): buffer.append(contentsOf: "$\(name)".utf8)
    }
  }

  /// Appends a bare word; text that cannot stand bare is quoted, so that it stays text.
  static func append(word template: Template, to buffer: inout [UInt8]) {
    if let text = template.plain {
      if isBareWord(text) {
        buffer.append(contentsOf: text.utf8)
      } else {
        append(quoted: template, to: &buffer)
      }
      return
    }
    if let name = template.variable {
      buffer.append(contentsOf: "$\(name)".utf8)
      return
    }
    guard isBare(template.parts) else { return append(quoted: template, to: &buffer) }
    append(template.parts, escapingVariables: false, to: &buffer)
  }

  private static func isBare(_ parts: [Template.Part]) -> Bool {
    if case .text(let text) = parts.first, text.utf8.first == .hash { return false }
    return parts.allSatisfy { part in
      guard case .text(let text) = part else { return true }
      var scanner = Scanner(line: Array(text.utf8))
      scanner.passWordText()
      return scanner.isAtEnd
    }
  }

  private static func append(quoted template: Template, to buffer: inout [UInt8]) {
    buffer.append(.quote)
    if let text = template.plain {
      JSONText.appendContent(text, escapingVariables: true, to: &buffer)
    } else {
      append(template.parts, escapingVariables: true, to: &buffer)
    }
    buffer.append(.quote)
  }

  private static func append(
    _ parts: [Template.Part], escapingVariables: Bool, to buffer: inout [UInt8]
  ) {
    for part in parts {
      switch part {
      case .variable(let name): buffer.append(contentsOf: "${\(name)}".utf8)
      case .text(let text):
        JSONText.appendContent(text, escapingVariables: escapingVariables, to: &buffer)
      }
    }
  }

  /// The shortest form that reads back as the same double. What is not finite prints as `null`.
  private static func append(_ value: Double, to buffer: inout [UInt8]) {
    buffer.append(contentsOf: (value.isFinite ? value.description : "null").utf8)
  }

  private static func append(_ elements: [Literal], to buffer: inout [UInt8]) {
    buffer.append(.openBracket)
    for (index, element) in elements.enumerated() {
      if index > 0 { buffer.append(contentsOf: ", ".utf8) }
      append(element, to: &buffer)
    }
    buffer.append(.closeBracket)
  }

  private static func append(
    _ pairs: [(key: Template, value: Literal)], to buffer: inout [UInt8]
  ) {
    buffer.append(.openBrace)
    for (index, pair) in pairs.enumerated() {
      if index > 0 { buffer.append(contentsOf: ", ".utf8) }
      append(quoted: pair.key, to: &buffer)
      buffer.append(contentsOf: ": ".utf8)
      append(pair.value, to: &buffer)
    }
    buffer.append(.closeBrace)
  }
}
