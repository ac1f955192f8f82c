extension Parser {
  /// Reads the array or object at the scanner; a broken one is passed as far as it can be told.
  mutating func parseValue() throws(Diagnostic) -> Literal {
    let start = scanner.position
    closers.removeAll(keepingCapacity: true)
    do throws(Diagnostic) {
      return try parseElement()
    } catch {
      skipBrokenValue(from: start, after: error)
      throw error
    }
  }

  private mutating func parseElement() throws(Diagnostic) -> Literal {
    switch scanner.current {
    case .quote: return .text(try parseText())
    case .apostrophe: return .raw(try parseRaw())
    case .openBracket: return try parseArray()
    case .openBrace: return try parseObject()
    default: break
    }
    guard scanner.isAtWord else { throw malformed("expected a value, found \(found())") }
    switch try parseWord() {
    case .literal(let literal): return literal
    case .word(let template):
      if let name = template.variable { return .variable(name) }
      return .text(template)
    case .symbol, .block, .heredoc: throw malformed("expected a value")
    }
  }

  private mutating func parseArray() throws(Diagnostic) -> Literal {
    let start = scanner.position
    try open(.closeBracket)
    var elements: [Literal] = []
    skipSpaceInValue()
    if scanner.current != .closeBracket {
      while true {
        try refuseEnd(of: start)
        elements.append(try parseElement())
        guard try continues(start) else { break }
      }
    }
    close()
    return .array(elements)
  }

  private mutating func parseObject() throws(Diagnostic) -> Literal {
    let start = scanner.position
    try open(.closeBrace)
    var pairs: [(key: Template, value: Literal)] = []
    var duplicates = KeyRegister()
    skipSpaceInValue()
    if scanner.current != .closeBrace {
      while true {
        try refuseEnd(of: start)
        let keyStart = scanner.position
        let key = try parseKey()
        duplicates.add(key, span: span(from: keyStart))
        skipSpaceInValue()
        try refuseEnd(of: start)
        guard scanner.current == .colon else {
          throw malformed("expected `:` after the key, found \(found())")
        }
        scanner.position += 1
        skipSpaceInValue()
        try refuseEnd(of: start)
        pairs.append((key: key, value: try parseElement()))
        guard try continues(start) else { break }
      }
    }
    close()
    if let span = duplicates.firstRepeated() {
      let (start, end) = (Int(span.start), Int(span.end))
      throw mistake(
        .duplicateKey, "the object has the key \(excerpt(from: start, to: end)) twice",
        from: start, to: end, remedy: "keep one of them")
    }
    return .object(pairs)
  }

  private mutating func parseKey() throws(Diagnostic) -> Template {
    if scanner.current == .quote { return try parseText() }
    let remedy = scanner.isAtWord ? "put the key in double quotes" : nil
    throw malformed("expected a key in double quotes, found \(found())", remedy: remedy)
  }

  /// Passes an opening bracket, unless too many are open.
  private mutating func open(_ closer: UInt8) throws(Diagnostic) {
    guard closers.count < Self.maximumDepth else {
      throw mistake(
        .nesting, "arrays and objects nest at most \(Self.maximumDepth) deep",
        from: scanner.position, to: scanner.position + 1)
    }
    closers.append(closer)
    scanner.position += 1
  }

  private mutating func close() {
    closers.removeLast()
    scanner.position += 1
  }

  /// Passes a comma; false when the closer stands here instead. `start` is the opening bracket.
  private mutating func continues(_ start: Int) throws(Diagnostic) -> Bool {
    skipSpaceInValue()
    if scanner.current == .comma {
      scanner.position += 1
      skipSpaceInValue()
      return true
    }
    if scanner.current == closers.last { return false }
    try refuseEnd(of: start)
    let closer = closers.last == .closeBrace ? "}" : "]"
    let kind = closers.last == .closeBrace ? "object" : "array"
    throw malformed(
      "expected `,` or `\(closer)` in the \(kind) that begins at \(place(of: start)), "
        + "found \(found())", remedy: "put a comma between values, or close it with `\(closer)`")
  }

  /// Throws when the text ends inside the array or object that begins at `start`.
  private mutating func refuseEnd(of start: Int) throws(Diagnostic) {
    guard scanner.isAtEnd else { return }
    let isArray = closers.last == .closeBracket
    openDelimiter = isArray ? .array : .object
    throw mistake(
      isArray ? .unclosedArray : .unclosedObject,
      "the \(isArray ? "array" : "object") that begins at \(place(of: start)) is not closed",
      from: start, to: start + 1, remedy: "close it with `\(isArray ? "]" : "}")`")
  }

  /// Passes blanks, line ends and comments; a `#>` line among them is a mistake of its own.
  private mutating func skipSpaceInValue() {
    while true {
      scanner.skipBlanks()
      if scanner.isAtExpectedOutput {
        reportMisplacedOutput("within an array or object")
        continue
      }
      if scanner.current == .hash { scanner.skipComment() }
      guard scanner.skipLineEnd() else { return }
    }
  }

  private func malformed(
    _ message: @autoclosure () -> String, remedy: String? = nil
  ) -> Diagnostic {
    let start = scanner.position
    if !scanner.isAtEnd, scanner.current.isControl { return controlCharacter(at: start) }
    return mistake(.malformedValue, message(), from: start, to: endOfFound(), remedy: remedy)
  }
}
