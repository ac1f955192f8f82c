/// Takes a sound text apart into what its layout keeps. It reads as the parser does, and a text
/// that the parser complained about is none of its business.
struct LayoutTokenizer {
  private var scanner: Scanner
  private var tokens: [LayoutToken] = []
  /// The openers that are still open, and whether the statements they stand in have prompts.
  private var open: [(index: Int, isPrompted: Bool)] = []
  /// The label that the heredoc's lines wait for, and whether they have prompts.
  private var heredoc: (label: Range<Int>, isPrompted: Bool)?
  private var isInStatement = false
  private var statementIsPrompted = false
  /// Whether `#>` lines would be the first of the last statement.
  private var takesOutput = false

  /// All tokens of a text.
  static func tokens(of bytes: [UInt8]) -> [LayoutToken] {
    var tokenizer = LayoutTokenizer(scanner: Scanner(bytes: bytes))
    while tokenizer.readNext() {}
    return tokenizer.tokens
  }

  private init(scanner: Scanner) { self.scanner = scanner }

  private mutating func readNext() -> Bool {
    let line = scanner.lineStart
    if open.isEmpty, !isInStatement, scanner.passOutputOfTranscript() {
      // The next line's prompt has been passed already.
      append(.output, from: line, to: scanner.lineStart > line ? scanner.lineStart : nil)
      return true
    }
    let hadBlanks = scanner.skipBlanks()
    let gap: LayoutToken.Gap =
      !hadBlanks ? .none : line == scanner.lineStart ? .blanks : .continuation
    guard !scanner.isAtEnd else { return false }
    if scanner.lineEndWidth(at: scanner.position) > 0 {
      readLineEnd(gap)
    } else if scanner.current == .hash {
      readComment(gap)
    } else {
      readToken(gap)
    }
    return true
  }

  private mutating func append(
    _ kind: LayoutToken.Kind, from start: Int, to end: Int? = nil, gap: LayoutToken.Gap = .none
  ) {
    var breaks = tokens.last?.breaks ?? 0
    switch kind {
    case .lineEnd, .comment, .heredoc, .expected, .output: breaks += 1
    default: if gap == .continuation { breaks += 1 }
    }
    tokens.append(
      LayoutToken(kind: kind, range: start..<(end ?? scanner.position), gap: gap, breaks: breaks))
  }

  /// Whether an array or object is open.
  private var isInValue: Bool { open.last.map { tokens[$0.index].kind == .openValue } ?? false }

  private mutating func readLineEnd(_ gap: LayoutToken.Gap) {
    let start = scanner.position
    if let (label, isPrompted) = heredoc {
      heredoc = nil
      let text = scanner.heredoc(scanner.bytes[label], isPrompted: isPrompted) ?? ""
      let name = String(decoding: scanner.bytes[label], as: UTF8.self)
      append(.heredocText(text, label: name), from: start)
    } else {
      _ = scanner.skipLineEnd()
      append(.lineEnd, from: start, gap: gap)
    }
    if !isInValue { isInStatement = false }
  }

  private mutating func readComment(_ gap: LayoutToken.Gap) {
    if open.isEmpty, scanner.isAtExpectedOutput { return readExpectedOutput() }
    let start = scanner.position
    scanner.skipComment()
    append(.comment, from: start, gap: gap)
  }

  /// Reads a run of `#>` lines; in a transcript, what belongs to no statement was printed.
  private mutating func readExpectedOutput() {
    let isOutput = scanner.isTranscript && !takesOutput
    takesOutput = false
    isInStatement = false
    repeat {
      let start = scanner.lineStart
      let end = scanner.skipOutput()
      append(isOutput ? .output : .expected, from: start, to: end)
      guard scanner.skipLineEnd() else { return }
    } while scanner.isAtExpectedOutputBehindBlanks
  }

  private mutating func readToken(_ gap: LayoutToken.Gap) {
    let start = scanner.position
    if scanner.current == .semicolon {
      scanner.position += 1
      isInStatement = false
      return append(.semicolon, from: start, gap: gap)
    }
    if !isInStatement { statementIsPrompted = scanner.isPrompted }
    isInStatement = true
    if open.isEmpty { takesOutput = true }
    switch scanner.current {
    case .openBrace where !isInValue && !scanner.opensObject:
      begin(.openBlock, gap)
      isInStatement = false
    case .openBrace, .openBracket: begin(.openValue, gap)
    case .closeBrace, .closeBracket: close(gap)
    default:
      let kind = passItem()
      append(kind, from: start, gap: gap)
    }
  }

  private mutating func begin(_ kind: LayoutToken.Kind, _ gap: LayoutToken.Gap) {
    scanner.position += 1
    append(kind, from: scanner.position - 1, gap: gap)
    open.append((tokens.count - 1, statementIsPrompted))
  }

  private mutating func close(_ gap: LayoutToken.Gap) {
    scanner.position += 1
    guard let (opener, isPrompted) = open.popLast() else { return }
    let isBlock = tokens[opener].kind == .openBlock
    append(isBlock ? .closeBlock : .closeValue, from: scanner.position - 1, gap: gap)
    tokens[opener].mate = tokens.count - 1
    statementIsPrompted = isPrompted
  }

  /// Passes what opens and closes nothing.
  private mutating func passItem() -> LayoutToken.Kind {
    switch scanner.current {
    case .quote, .apostrophe: scanner.passQuoted()
    case .comma where isInValue:
      scanner.position += 1
      return .comma
    case .colon where isInValue && followsKey:
      scanner.position += 1
      return .colon
    case .less where scanner.peek(1) == .less:
      scanner.position += 2
      let label = scanner.position
      scanner.passWordText()
      heredoc = (label..<scanner.position, statementIsPrompted)
      return .heredoc
    default:
      if scanner.isAtWord {
        scanner.passWord()
      } else {
        scanner.position += scanner.symbol()?.width ?? 1
      }
    }
    return .text
  }

  /// Whether a string was the last thing read: in an object, only a key has a `:` behind it.
  private var followsKey: Bool {
    let last = tokens.last { $0.kind != .comment && $0.kind != .lineEnd }
    return last.map { $0.kind == .text && scanner.bytes[$0.range.lowerBound] == .quote } ?? false
  }
}

extension Scanner {
  /// Passes a bare word with its variables, or a number.
  fileprivate mutating func passWord() {
    if current.isDigit || current == .minus, let number = number() {
      position = number.end
      return
    }
    passWordText()
    while current == .dollar {
      position += 1
      let isBraced = current == .openBrace
      if isBraced { position += 1 }
      _ = passName()
      if isBraced { position += 1 }
      passWordText()
    }
  }
}
