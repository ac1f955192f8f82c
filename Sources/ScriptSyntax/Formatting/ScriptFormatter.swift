/// A text in its canonical layout, or why it has none.
package struct FormattedText: Sendable {
  /// The text laid out; as it was where there are diagnostics.
  package let bytes: [UInt8]
  /// The mistakes that keep a text from being laid out, as the parser lists them.
  package let diagnostics: [Diagnostic]
}

/// Lays texts out: the same statements, comments and expected output on tidier lines.
///
/// Blocks are indented by two spaces and keep to one line where the author put them on one that is
/// no wider than 100 columns. Everything else begins a line: statements, one each. Words and values
/// stay as they were written. `parse(format(x)) == parse(x)`, and `format(format(x)) == format(x)`.
package enum ScriptFormatter {
  /// Lays out a text; linear in its length.
  package static func format(_ source: SourceText) -> FormattedText {
    let diagnostics = Parser.parse(source).diagnostics
    guard diagnostics.isEmpty else {
      return FormattedText(bytes: source.bytes, diagnostics: diagnostics)
    }
    var layout = TokenLayout(source.bytes)
    layout.writeStatements(upTo: layout.tokens.count, depth: 0)
    return FormattedText(bytes: layout.page.finished(), diagnostics: [])
  }
}

/// Puts the tokens of a text on a page.
struct TokenLayout {
  let bytes: [UInt8]
  let tokens: [LayoutToken]
  /// The token that comes next.
  var index = 0
  var page = Page()
  /// Line ends of the text since something was put on the page.
  var lineEnds = 0
  /// Whether nothing has been put into the block yet.
  var isAtBlockStart = true

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens = LayoutTokenizer.tokens(of: bytes)
  }

  /// Writes what stands between here and a token, each statement on a line of its own.
  mutating func writeStatements(upTo end: Int, depth: Int) {
    while index < end {
      let token = tokens[index]
      switch token.kind {
      case .lineEnd: lineEnds += 1
      case .semicolon: break
      case .comment: writeComment(token, indentation: 2 * depth)
      case .expected: writeExpected(token)
      case .output: writeOutput(token)
      default:
        writeStatement(depth: depth)
        continue
      }
      index += 1
    }
  }

  /// Begins a line, behind an empty one where the author left any.
  mutating func beginLine(_ indentation: Int) {
    if lineEnds > 1, !isAtBlockStart { page.leaveBlank() }
    page.beginLine(indentation)
    lineEnds = 0
    isAtBlockStart = false
  }

  private mutating func writeStatement(depth: Int) {
    beginLine(2 * depth)
    let start = page.buffer.count
    let first = index
    while index < tokens.count {
      let token = tokens[index]
      switch token.kind {
      case .lineEnd, .semicolon, .comment, .closeBlock, .expected, .output:
        if depth == 0 { page.guardAgainstPrompt(at: start) }
        return
      case .heredocText(let text, let label): writeHeredoc(text, label)
      default:
        if index > first { writeGap(before: token, depth: depth) }
        write(token, depth: depth)
      }
    }
    if depth == 0 { page.guardAgainstPrompt(at: start) }
  }

  private mutating func writeGap(before token: LayoutToken, depth: Int) {
    let isFixed = token.kind == .openBlock || token.kind == .heredoc
    if token.gap == .continuation, !isFixed {
      page.append(" \\".utf8)
      page.beginLine(2 * depth + 4)
    } else if token.isApart(from: tokens[index - 1]) || token.gap == .continuation {
      page.append(.space)
    }
  }

  private mutating func write(_ token: LayoutToken, depth: Int) {
    switch token.kind {
    case .openBlock: writeBlock(upTo: token.mate, depth: depth)
    case .openValue: writeValue(upTo: token.mate)
    case .heredoc:
      page.append(bytes[token.range])
      index += 1
      if index < tokens.count, tokens[index].kind == .comment {
        writeComment(tokens[index], indentation: 0)
        index += 1
      }
    default:
      page.append(bytes[token.range])
      index += 1
    }
  }

  private mutating func writeHeredoc(_ text: String, _ label: String) {
    page.beginLine(0)
    page.append(text.utf8)
    page.append(label.utf8)
    index += 1
  }

  // MARK: Blocks

  private mutating func writeBlock(upTo end: Int, depth: Int) {
    if tokens[end].breaks == tokens[index].breaks, writeInline(upTo: end) { return }
    let inside = tokens[(index + 1)..<end]
    if inside.allSatisfy({ $0.kind == .semicolon || $0.kind == .lineEnd }) {
      page.append("{ ; }".utf8)
    } else {
      page.append(.openBrace)
      index += 1
      isAtBlockStart = true
      writeStatements(upTo: end, depth: depth + 1)
      page.beginLine(2 * depth)
      page.append(.closeBrace)
    }
    lineEnds = 0
    isAtBlockStart = false
    index = end + 1
  }

  /// Writes a block on the line where it opens; false, and nothing written, if that is too narrow.
  private mutating func writeInline(upTo end: Int) -> Bool {
    let start = page.buffer.count
    var before = tokens[index]
    page.append(.openBrace)
    var isSeparated = false
    for token in tokens[(index + 1)...end] {
      if token.kind == .semicolon {
        isSeparated = true
        continue
      }
      let isEmpty = before.kind == .openBlock && token.kind == .closeBlock
      if isSeparated, isEmpty { page.append(" ;".utf8) }
      if isSeparated, before.kind != .openBlock, token.kind != .closeBlock {
        page.append("; ".utf8)
      } else if token.isApart(from: before) {
        page.append(.space)
      }
      page.append(bytes[token.range])
      guard page.fits else {
        page.cut(to: start)
        return false
      }
      isSeparated = false
      before = token
    }
    index = end + 1
    return true
  }

  // MARK: Values

  /// Writes an array or object; where the author began a line within it, one begins.
  private mutating func writeValue(upTo end: Int) {
    let indentation = page.indentation
    var depth = 0
    var before = tokens[index]
    let first = index
    while index <= end {
      let token = tokens[index]
      if token.kind == .closeValue { depth -= 1 }
      switch token.kind {
      case .lineEnd: lineEnds += 1
      case .comment:
        isAtBlockStart = before.kind == .openValue
        writeComment(token, indentation: indentation + 2 * depth, isInValue: true)
        before = token
      default:
        if index > first {
          writeGapInValue(token, after: before, indentation: indentation + 2 * depth)
        }
        page.append(bytes[token.range])
        before = token
      }
      if token.kind == .openValue { depth += 1 }
      index += 1
    }
    page.indentation = indentation
  }

  private mutating func writeGapInValue(
    _ token: LayoutToken, after before: LayoutToken, indentation: Int
  ) {
    if lineEnds > 0 || token.gap == .continuation {
      isAtBlockStart = before.kind == .openValue || token.kind == .closeValue
      beginLine(indentation)
    } else if token.isApart(from: before) {
      page.append(.space)
    }
  }
}
