import Replication
import ScriptSyntax

// Statements that need no file but the one they stand in.
extension SourceLibrary {
  /// The statements with those of included files in place of `include`, and code in place of
  /// `file=`.
  func standalone(_ statements: [Statement]) -> [Statement] {
    statements.flatMap { standalone($0) }
  }

  /// A number computed from what statements say, not from how they are laid out or where they lie.
  func identity(of statements: [Statement]) -> UInt64 {
    var hash = ContentHash()
    hash.include(ScriptPrinter.print(standalone(statements)))
    return hash.state
  }

  private func standalone(_ statement: Statement) -> [Statement] {
    if statement.verb.hasSameBytes(as: IncludeCommand.signature.verb) {
      guard let path = statement.items.first, let file = unit(namedAt: path.span) else {
        return [statement]
      }
      return standalone(Parser.parse(self[file].text, file: file).statements)
    }
    var result = statement
    if let code = code(of: statement) {
      result.items.removeSubrange(code.option)
      result.items.append(Item(.heredoc(code.text)))
    }
    for (index, item) in result.items.enumerated() {
      guard case .block(let statements) = item.kind else { continue }
      result.items[index].kind = .block(standalone(statements))
    }
    return [result]
  }

  /// The items of `file="carts.lua"` and what that file holds.
  private func code(of statement: Statement) -> (option: Range<Int>, text: String)? {
    let items = statement.items
    for index in items.indices.dropLast(2) where items[index].isWord("file") {
      guard case .symbol(.equal) = items[index + 1].kind,
        let file = unit(namedAt: items[index + 2].span)
      else { continue }
      return (index..<index + 3, self[file].code)
    }
    return nil
  }

  /// The text that came in by the name at a span.
  private func unit(namedAt span: SourceSpan) -> Int32? {
    // What a text includes is read while it is loaded: it follows without a gap.
    for index in Int(span.file) + 1..<max(units.count, Int(span.file) + 1) {
      guard let place = units[index].includedAt else { return nil }
      if place == span { return Int32(index) }
    }
    return nil
  }
}

extension SourceLibrary.Unit {
  /// The text as a heredoc would hold it: lines, each with its line end, and that is LF.
  var code: String {
    var bytes: [UInt8] = []
    for (index, byte) in text.bytes.enumerated() {
      let isCarriage = byte == UInt8(ascii: "\r")
      let next = index + 1 < text.bytes.count ? text.bytes[index + 1] : 0
      if !isCarriage || next != UInt8(ascii: "\n") { bytes.append(byte) }
    }
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Session {
  /// The source of a top-level statement such that it needs no other file, without a line end.
  ///
  /// As it was written, unless it includes files or has code in one: their text stands in its place
  /// then. An `include` becomes as many statements as its file has, perhaps none.
  package func standalone(_ statement: BoundStatement) -> String {
    var quotation = Quotation(library)
    return quotation.text(of: statement.span)
  }
}

/// Reads statements of loaded texts as texts of their own.
struct Quotation: Sendable {
  private let library: SourceLibrary
  /// The statements of the texts that were read; looked up, never iterated.
  private var parsed: [Int32: [Statement]] = [:]

  init(_ library: SourceLibrary) { self.library = library }

  /// The text of the statement at a span, which needs no other file.
  mutating func text(of span: SourceSpan) -> String {
    let written = library.excerpt(span)
    guard let statement = statement(at: span) else { return written }
    return library.text(of: statement, written: written)
  }

  /// The statement at a span, of the top level or in a block; nil: none begins there.
  mutating func statement(at span: SourceSpan) -> Statement? {
    var statements = statements(of: span.file)
    while let last = Self.last(of: statements, notBehind: span.start) {
      if last.span.start == span.start { return last }
      statements = last.items.flatMap { $0.block ?? [] }
    }
    return nil
  }

  private mutating func statements(of file: Int32) -> [Statement] {
    if let known = parsed[file] { return known }
    let statements = Parser.parse(library[file].text, file: file).statements
    parsed[file] = statements
    return statements
  }

  private static func last(of statements: [Statement], notBehind start: Int32) -> Statement? {
    var low = 0
    var high = statements.count
    while low < high {
      let middle = (low + high) / 2
      if statements[middle].span.start <= start { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? statements[low - 1] : nil
  }
}

extension Interpreter {
  /// The statements of a program as texts that need no other file: see `Session.standalone`.
  package borrowing func standalone(_ program: Program) -> [String] {
    program.bound.map { session.standalone($0) }
  }
}

extension SourceLibrary {
  /// The text of a statement that needs no other file.
  func text(of original: Statement, written: String) -> String {
    var bare = original
    bare.expected = nil
    let standalone = standalone([bare])
    // What was written may read otherwise without its surroundings: code behind a prompt does.
    let alone = Parser.parse(SourceText(name: "<statement>", bytes: Array(written.utf8)))
    guard alone.diagnostics.isEmpty, alone.statements == standalone else {
      return String(ScriptPrinter.print(standalone.map(\.silent)).dropLast())
    }
    return written
  }
}

extension Statement {
  /// The statement without the output that is expected of it.
  fileprivate var silent: Statement {
    var result = self
    result.expected = nil
    result.expectedSpan = nil
    return result
  }
}
