extension Parser {
  /// Reads a bare word; one that reads as a number, `true`, `false` or `null` is that value.
  mutating func parseWord() throws(Diagnostic) -> Item.Kind {
    let start = scanner.position
    let first = scanner.current
    if first.isDigit || first == .minus, let number = scanner.number() {
      return .literal(try parseNumber(number))
    }
    scanner.passWordText()
    if scanner.current == .dollar { return .word(try parseTemplateWord(from: start)) }
    if let keyword = keyword(from: start) { return .literal(keyword) }
    return .word(.text(text(from: start, to: scanner.position)))
  }

  /// Reads `$x` or `${x}`; the scanner is at the `$`.
  mutating func parseVariable() throws(Diagnostic) -> String {
    let dollar = scanner.position
    scanner.position += 1
    let isBraced = scanner.current == .openBrace
    if isBraced { scanner.position += 1 }
    let start = scanner.position
    let hasName = scanner.passName()
    let end = scanner.position
    if hasName, !isBraced { return text(from: start, to: end) }
    if hasName, scanner.current == .closeBrace {
      scanner.position += 1
      return text(from: start, to: end)
    }
    let expected = hasName ? "`}` after the variable's name" : "a variable's name after `$`"
    let what = found()
    if isBraced { scanner.passBracedName() }
    throw mistake(
      .variable, "expected \(expected), found \(what)", from: dollar, to: max(end, dollar + 1),
      remedy: "names are letters, digits and `_`; a `$` that is text stands in 'single quotes'")
  }

  private mutating func parseTemplateWord(from start: Int) throws(Diagnostic) -> Template {
    var parts: [Template.Part] = []
    var textStart = start
    while true {
      if scanner.position > textStart {
        parts.append(.text(text(from: textStart, to: scanner.position)))
      }
      guard scanner.current == .dollar else { return Template(parts: parts) }
      parts.append(.variable(try parseVariable()))
      textStart = scanner.position
      scanner.passWordText()
    }
  }

  private mutating func parseNumber(_ number: NumberShape) throws(Diagnostic) -> Literal {
    let start = scanner.position
    scanner.position = number.end
    if number.isInteger {
      if let value = scanner.integer(from: start, to: number.end) { return .int(value) }
      throw mistake(
        .number, "an integer lies between -9223372036854775808 and 9223372036854775807",
        from: start, remedy: "quote it to have a string, or give it a fraction to have a double")
    }
    if let value = Double(text(from: start, to: number.end)), value.isFinite {
      return .double(value)
    }
    throw mistake(
      .number, "a double lies between -1.7976931348623157e308 and 1.7976931348623157e308",
      from: start, remedy: "quote it to have a string")
  }

  private func keyword(from start: Int) -> Literal? {
    let length = scanner.position - start
    guard length == 4 || length == 5 else { return nil }
    switch scanner.bytes[start] {
    case UInt8(ascii: "t"): return isWord("true", at: start, length) ? .bool(true) : nil
    case UInt8(ascii: "f"): return isWord("false", at: start, length) ? .bool(false) : nil
    case UInt8(ascii: "n"): return isWord("null", at: start, length) ? .null : nil
    default: return nil
    }
  }

  private func isWord(_ word: StaticString, at start: Int, _ length: Int) -> Bool {
    word.utf8CodeUnitCount == length
      && scanner.bytes[start..<(start + length)].elementsEqual(word.description.utf8)
  }
}

extension Scanner {
  /// Passes what stands in place of a name, and the `}` behind it, if that is near.
  fileprivate mutating func passBracedName() {
    for index in position..<min(position + 64, bytes.count) {
      switch bytes[index] {
      case .closeBrace: position = index + 1
      case .openBrace, .quote, .apostrophe, .newline, .semicolon: break
      default: continue
      }
      return
    }
  }
}
