/// One piece of Swift code; comments are kept apart, and of a string only its text remains.
struct Token: Equatable {
  enum Kind { case word, symbol, string }

  var kind: Kind
  var text: String
  /// The line, from 0.
  var line: Int
  /// Whether nothing stands between this token and the one before it.
  var glued: Bool
  /// Whether it is the first of its line.
  var leads: Bool
}

/// A comment: everything after the slashes, one for each line.
struct Comment: Equatable {
  var text: String
  var line: Int
  /// Whether it is a `///`.
  var documents: Bool
}

/// Cuts Swift into words, single symbols, strings and comments.
///
/// It knows just enough: nested comments, raw and multi-line strings, interpolations. Regex
/// literals it does not know.
struct SwiftLexer {
  private(set) var tokens: [Token] = []
  private(set) var comments: [Comment] = []
  /// Lines that begin inside a string or a comment, whose layout is not code.
  private(set) var textLines: Set<Int> = []

  private let source: [Character]
  private var at = 0
  private var line = 0
  private var lastEnd = -1
  private var lastLine = -1

  init(_ text: String) {
    source = Array(text)
    while at < source.count { scan() }
  }

  private mutating func scan() {
    let character = source[at]
    if character.isWhitespace {
      step()
    } else if starts("//") {
      lineComment()
    } else if starts("/*") {
      blockComment()
    } else if let hashes = stringOpening() {
      string(hashes: hashes)
    } else if isWord(character) {
      word()
    } else {
      append(.symbol, String(character), from: at)
      step()
    }
  }

  private mutating func step() {
    if source[at].isNewline { line += 1 }
    at += 1
  }

  private func starts(_ text: String) -> Bool { source[at...].starts(with: text) }

  private func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "`"
      || character == "$"
  }

  private mutating func append(_ kind: Token.Kind, _ text: String, from start: Int) {
    let token = Token(
      kind: kind, text: text, line: line, glued: start == lastEnd, leads: line != lastLine)
    tokens.append(token)
    lastEnd = start + text.count
    lastLine = line
  }

  private mutating func word() {
    let start = at
    while at < source.count, isWord(source[at]) { at += 1 }
    append(.word, String(source[start..<at]), from: start)
  }

  private mutating func lineComment() {
    let end = source[at...].firstIndex(where: \.isNewline) ?? source.count
    let documents = starts("///") && !starts("////")
    let text = String(source[(at + (documents ? 3 : 2))..<end])
    comments.append(Comment(text: text, line: line, documents: documents))
    at = end
  }

  private mutating func blockComment() {
    var depth = 0
    var text = ""
    repeat {
      if starts("/*") {
        depth += 1
        at += 2
      } else if starts("*/") {
        depth -= 1
        at += 2
      } else {
        if source[at].isNewline {
          comments.append(Comment(text: text, line: line, documents: false))
          textLines.insert(line + 1)
          text = ""
        } else {
          text.append(source[at])
        }
        step()
      }
    } while depth > 0 && at < source.count
    comments.append(Comment(text: text, line: line, documents: false))
  }

  /// The number of `#` before a quote that opens here; nil when none does.
  private func stringOpening() -> Int? {
    let rest = source[at...].drop { $0 == "#" }
    return rest.first == "\"" ? rest.startIndex - at : nil
  }

  private mutating func string(hashes: Int) {
    let start = at
    at += hashes
    let quote = starts("\"\"\"") ? "\"\"\"" : "\""
    at += quote.count
    append(.string, "", from: start)
    let position = tokens.count - 1
    let end = quote + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    while at < source.count, !starts(end) {
      if starts(escape + "(") {
        at += escape.count
        interpolation()
      } else if starts(escape) {
        tokens[position].text += escape
        at += escape.count
        if at < source.count { take(into: position) }
      } else {
        take(into: position)
      }
    }
    at = min(at + end.count, source.count)
    lastEnd = at
    lastLine = line
  }

  private mutating func take(into position: Int) {
    tokens[position].text.append(source[at])
    if source[at].isNewline { textLines.insert(line + 1) }
    step()
  }

  private mutating func interpolation() {
    var depth = 0
    repeat {
      if source[at] == "(" { depth += 1 }
      if source[at] == ")" { depth -= 1 }
      scan()
    } while depth > 0 && at < source.count
  }
}
