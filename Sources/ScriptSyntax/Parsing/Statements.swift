extension Parser {
  /// Reads statements up to the end of the text, or to the `}` of their block.
  mutating func parseStatements(inBlock: Bool) -> [Statement] {
    var statements: [Statement] = []
    var last = Predecessor.none
    while true {
      if !inBlock, scanner.passOutputOfTranscript() { continue }
      scanner.skipBlanks()
      if scanner.isAtEnd { return statements }
      if scanner.skipLineEnd() { continue }
      switch scanner.current {
      case .semicolon:
        scanner.position += 1
      case .hash where scanner.isAtExpectedOutput:
        parseExpectedOutput(of: inBlock ? .block : last, in: &statements)
        if !inBlock, last == .sound { last = .answered }
      case .hash:
        scanner.skipComment()
      case .closeBrace:
        if inBlock { return statements }
        reportUnbalancedBrace()
      default:
        let statement = parseStatement()
        last = statement == nil ? .broken : .sound
        if let statement { statements.append(statement) }
      }
    }
  }

  /// Reads one statement; nil, with its first mistake reported, when it is broken.
  private mutating func parseStatement() -> Statement? {
    let start = scanner.position
    let isPrompted = scanner.isPrompted
    var verb: String?
    do throws(Diagnostic) {
      verb = try parseVerb()
    } catch {
      report(error)
      if scanner.current == .openBrace { skipBracketed() }
    }
    let verbSpan = span(from: start)
    var end = scanner.position
    var isSound = verb != nil
    var items: [Item] = []
    while true {
      let isGlued = !scanner.skipBlanks()
      if scanner.isAtStatementEnd { break }
      let itemStart = scanner.position
      do throws(Diagnostic) {
        guard let kind = try parseItem(isSound, isPrompted: isPrompted) else { continue }
        if items.isEmpty { items.reserveCapacity(4) }
        items.append(Item(kind, glued: isGlued, span: span(from: itemStart)))
      } catch {
        if isSound { report(error) }
        isSound = false
      }
      end = scanner.position
    }
    guard isSound, let verb else { return nil }
    let span = span(from: start, to: end)
    return Statement(verb: verb, items: items, verbSpan: verbSpan, span: span)
  }

  private mutating func parseVerb() throws(Diagnostic) -> String {
    let start = scanner.position
    guard scanner.isAtWord else {
      if scanner.current.isControl { throw controlCharacter(at: start) }
      throw mistake(
        .expectedVerb, "expected a verb, found \(found())", from: start,
        to: start + scanner.bytes.decodeScalar(at: start).width,
        remedy: "a statement starts with a plain word")
    }
    let kind = try parseWord()
    if case .word(let template) = kind, let verb = template.plain { return verb }
    throw mistake(
      .expectedVerb, "expected a verb, found `\(excerpt(from: start, to: scanner.position))`",
      from: start, remedy: "a statement starts with a plain word")
  }

  /// Reads the item at the scanner. In a broken statement it passes it (nil), except for what holds
  /// statements or lines of its own.
  private mutating func parseItem(
    _ isSound: Bool, isPrompted: Bool
  ) throws(Diagnostic) -> Item.Kind? {
    let first = scanner.current
    if first == .openBrace, !scanner.opensObject { return .block(try parseBlock()) }
    if first == .less, scanner.peek(1) == .less {
      return .heredoc(try parseHeredoc(isPrompted: isPrompted))
    }
    guard isSound else {
      skipItem()
      return nil
    }
    if scanner.isAtWord { return try parseWord() }
    switch first {
    case .quote: return .literal(.text(try parseText()))
    case .apostrophe: return .literal(.raw(try parseRaw()))
    case .openBracket, .openBrace: return .literal(try parseValue())
    default: break
    }
    guard let (symbol, width) = scanner.symbol() else { throw unexpected() }
    scanner.position += width
    return .symbol(symbol)
  }

  /// Reads `{ … }`; the scanner is at the brace.
  private mutating func parseBlock() throws(Diagnostic) -> [Statement] {
    let brace = scanner.position
    guard blockDepth < Self.maximumDepth else {
      let tooDeep = mistake(
        .nesting, "blocks nest at most \(Self.maximumDepth) deep", from: brace, to: brace + 1)
      skipDeepBlock()
      throw tooDeep
    }
    scanner.position += 1
    blockDepth += 1
    let statements = parseStatements(inBlock: true)
    blockDepth -= 1
    if scanner.isAtEnd {
      reportUnclosedBlock(brace)
    } else {
      scanner.position += 1
    }
    return statements
  }

  private func unexpected() -> Diagnostic {
    let start = scanner.position
    let width = scanner.bytes.decodeScalar(at: start).width
    if scanner.current == .backslash {
      return mistake(
        .continuation, "a backslash continues a line only as its last character",
        from: start, to: start + 1,
        remedy: "remove what follows it on the line, blanks too, or quote the word")
    }
    if scanner.current.isControl { return controlCharacter(at: start) }
    let isBracket = scanner.current == .closeBracket
    return mistake(
      .unexpectedCharacter,
      isBracket ? "this `]` closes nothing" : "\(character(at: start)) begins nothing known here",
      from: start, to: start + width,
      remedy: isBracket
        ? "remove it" : "quote the text it belongs to; between words stand plain blanks")
  }

  private mutating func reportUnbalancedBrace() {
    let brace = scanner.position
    scanner.position += 1
    report(
      mistake(
        .unbalancedBrace, "this `}` closes nothing", from: brace,
        remedy: "remove it, or open a block before it"))
  }

  /// One report is enough: the innermost open block, unless something inside it is open as well.
  private mutating func reportUnclosedBlock(_ brace: Int) {
    guard openDelimiter == nil else { return }
    openDelimiter = .block
    let others = blockDepth == 0 ? "" : ", and \(blockDepth) around it"
    report(
      mistake(
        .unclosedBlock, "the block that begins at \(place(of: brace)) is still open\(others)",
        from: brace, to: brace + 1, remedy: "close it with `}`"))
  }
}

extension Scanner {
  /// Whether the `{` that stands here opens an object: `"` or `}` comes next.
  var opensObject: Bool {
    var ahead = self
    ahead.position += 1
    repeat { ahead.skipBlanks() } while ahead.skipLineEnd()
    return ahead.current == .quote || ahead.current == .closeBrace
  }
}
