/// The statement at the end of an entry, as far as it is typed.
///
/// It knows of words, quotes and brackets, not of grammar: what is typed is never whole.
struct TypedStatement {
  /// The words before the one that is being typed, the verb first; `a -> b` is one word, `a->b`.
  private(set) var words: [String] = []
  /// The word that is being typed, as it stands.
  private(set) var word: [UInt8] = []
  /// The quote that is open; nil: none.
  private(set) var quote: UInt8?
  /// The words of the statements around, whose blocks are open.
  private var outer: [[String]] = []
  /// How many brackets of JSON are open.
  private var depth = 0
  private var isEscaped = false
  private var isComment = false
  private var heredoc = Heredoc()

  /// Text up to a line that is only its end.
  private struct Heredoc {
    /// The end that was announced in this line.
    var announced: [UInt8]?
    /// The end that is waited for.
    var end: [UInt8]?
    var line: [UInt8] = []
  }

  /// Reads an entry; nil where nothing is completed: in comments, in code, inside JSON.
  init?(_ entry: String) {
    for byte in entry.utf8 { read(byte) }
    guard !isComment, heredoc.end == nil, depth == 0 else { return nil }
  }

  private mutating func read(_ byte: UInt8) {
    if heredoc.end != nil {
      readHeredoc(byte)
    } else if let quote {
      readQuoted(byte, quote)
    } else if byte == UInt8(ascii: "\n") {
      endLine()
    } else if !isComment {
      readBare(byte)
    }
  }

  private mutating func readHeredoc(_ byte: UInt8) {
    guard byte == UInt8(ascii: "\n") else { return heredoc.line.append(byte) }
    if heredoc.line == heredoc.end {
      heredoc = Heredoc()
      endStatement()
    }
    heredoc.line = []
  }

  private mutating func readQuoted(_ byte: UInt8, _ open: UInt8) {
    word.append(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = open == UInt8(ascii: "\"")
    } else if byte == open {
      quote = nil
    }
  }

  private mutating func endLine() {
    isComment = false
    guard word != [UInt8(ascii: "\\")] else {
      word = []
      return
    }
    finish()
    if let end = heredoc.announced {
      heredoc = Heredoc(end: end)
    } else if depth == 0 {
      words = []
    }
  }

  private mutating func endStatement() {
    finish()
    words = []
  }

  private mutating func readBare(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      quote = byte
      word.append(byte)
      // Blocks hold verbs, and no verb is quoted: what looked like a block was an object.
      if byte == UInt8(ascii: "\""), word.count == 1, words.isEmpty, !outer.isEmpty {
        words = outer.removeLast()
        depth += 1
      }
    case UInt8(ascii: " "), UInt8(ascii: "\t"): finish()
    case UInt8(ascii: ";") where depth == 0: endStatement()
    case UInt8(ascii: "["): depth += 1
    case UInt8(ascii: "]"): close()
    case UInt8(ascii: "{") where depth == 0:
      finish()
      outer.append(words)
      words = []
    case UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "}"): closeBrace()
    case UInt8(ascii: "#") where word.isEmpty: isComment = true
    default: word.append(byte)
    }
  }

  private mutating func close() {
    depth = max(depth - 1, 0)
    if depth == 0 {
      word = []
      words.append("[]")
    }
  }

  private mutating func closeBrace() {
    guard depth == 0 else { return close() }
    finish()
    if var statement = outer.popLast() {
      statement.append("{}")
      words = statement
    } else {
      words = []
    }
  }

  private mutating func finish() {
    defer { word = [] }
    guard !word.isEmpty, depth == 0 else { return }
    if word.starts(with: "<<".utf8), word.count > 2 { heredoc.announced = Array(word.dropFirst(2)) }
    let text = String(decoding: word, as: UTF8.self)
    let isArrow = ["->", "<->"].contains(text)
    if let last = words.last, isArrow || last.hasSuffix(">"), words.count > 1 {
      words[words.count - 1] = last + text
    } else {
      words.append(text)
    }
  }

  /// The left end of a link whose right end is being typed behind a blank: `a` in `hold a -> `.
  var openArrow: String? {
    guard words.count > 1, let last = words.last, last.hasSuffix("->") else { return nil }
    return String(last.dropLast(last.hasSuffix("<->") ? 3 : 2))
  }

  /// The part of the word that is completed.
  struct Part {
    /// The bytes as they stand, an opening quote included.
    var written: ArraySlice<UInt8>
    /// What they mean.
    var text: String
    /// The sign before it in the word, if it has one: `,` `=` `!` `(` `<` `>` `|`.
    var sign: UInt8?
    var isQuoted: Bool
  }

  /// The word behind its last sign, or as a whole.
  func part(isWhole: Bool) -> Part {
    var start = word.startIndex
    var sign: UInt8?
    var open: UInt8?
    var isEscaped = false
    for (index, byte) in word.enumerated() {
      if let quote = open {
        if byte == quote, !isEscaped { open = nil }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"")
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        open = byte
      } else if !isWhole, ",=!(<>|".utf8.contains(byte) {
        start = index + 1
        sign = byte
      }
    }
    let written = word[start...]
    let isQuoted = written.first == UInt8(ascii: "\"") || written.first == UInt8(ascii: "'")
    return Part(
      written: written, text: TypedStatement.meaning(of: written, isQuoted: isQuoted), sign: sign,
      isQuoted: isQuoted)
  }

  /// The name before `=`, if the word is an option's.
  var option: String? {
    guard let equal = word.firstIndex(of: UInt8(ascii: "=")), equal > 0 else { return nil }
    return String(decoding: word[..<equal], as: UTF8.self)
  }

  /// What stands behind an open quote; escapes that are rare while typing stay as they are.
  private static func meaning(of written: ArraySlice<UInt8>, isQuoted: Bool) -> String {
    guard isQuoted, let quote = written.first else {
      return String(decoding: written, as: UTF8.self)
    }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in written.dropFirst() {
      if !isEscaped, byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        isEscaped = true
      } else {
        bytes.append(isEscaped && byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscaped = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
