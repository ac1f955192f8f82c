/// Reads a text into statements, reporting every syntax error in it.
///
/// One pass; time and memory are linear in the text. It knows verbs only as words.
package struct Parser {
  /// How deep blocks may nest, and, on their own count, arrays and objects.
  package static var maximumDepth: Int { 256 }
  /// How many diagnostics a text can get; a last one tells how many more there are.
  package static var listedDiagnostics: Int { 1000 }

  let source: SourceText
  let file: Int32
  var scanner: Scanner
  var diagnostics: [Diagnostic] = []
  var unlistedDiagnostics = 0
  var openDelimiter: OpenDelimiter?
  var blockDepth = 0
  /// The closers that the value being read still waits for, outermost first.
  var closers: [UInt8] = []
  /// How many bytes may yet be searched in vain for the end of a broken value.
  var searchBudget: Int

  private init(_ source: SourceText, file: Int32) {
    self.source = source
    self.file = file
    scanner = Scanner(bytes: source.bytes)
    searchBudget = 4 * source.bytes.count + 65_536
  }

  /// Parses a whole text; `file` marks its spans.
  package static func parse(_ source: SourceText, file: Int32 = 0) -> ParseResult {
    var parser = Parser(source, file: file)
    guard source.bytes.count <= Int(Int32.max) else {
      let span = SourceSpan(file: file, start: 0, end: 0)
      let message = "the text has \(source.bytes.count) bytes; at most 2147483647 are read"
      let large = Diagnostic(code: .tooLarge, message: message, span: span)
      return ParseResult(statements: [], diagnostics: [large])
    }
    if let encoding = parser.foreignEncoding {
      return ParseResult(statements: [], diagnostics: [encoding])
    }
    let statements = parser.parseStatements(inBlock: false)
    parser.reportDanglingBackslash()
    return ParseResult(
      statements: statements, diagnostics: parser.listing(),
      openDelimiter: parser.openDelimiter)
  }

  /// Whether no further mistake will be listed, so that none needs words.
  var isListFull: Bool { diagnostics.count >= Self.listedDiagnostics }

  /// Notes a mistake, unless there are too many already.
  mutating func report(_ diagnostic: Diagnostic) {
    if isListFull {
      unlistedDiagnostics += 1
    } else {
      diagnostics.append(diagnostic)
    }
  }

  /// Makes a diagnostic about the bytes from `start` up to `end`, or up to where the scanner is.
  func mistake(
    _ code: DiagnosticCode, _ message: @autoclosure () -> String, from start: Int,
    to end: Int? = nil, remedy: String? = nil
  ) -> Diagnostic {
    let span = span(from: start, to: end)
    return Diagnostic(
      code: code, message: isListFull ? "" : message(), span: span, remedy: remedy)
  }

  /// Line and column of an offset, as messages name a place.
  func place(of offset: Int) -> String {
    let (line, column) = source.position(of: offset)
    return "\(line):\(column)"
  }

  /// The span from `start` up to `end`, or up to where the scanner is.
  func span(from start: Int, to end: Int? = nil) -> SourceSpan {
    SourceSpan(file: file, start: Int32(start), end: Int32(end ?? scanner.position))
  }

  /// Reads the string between two offsets; malformed bytes become U+FFFD.
  func text(from start: Int, to end: Int) -> String {
    String(decoding: scanner.bytes[start..<end], as: UTF8.self)
  }

  private mutating func reportDanglingBackslash() {
    guard let backslash = scanner.danglingBackslash, openDelimiter == nil else { return }
    openDelimiter = .continuation
    report(
      mistake(
        .continuation, "a backslash continues this line, but it is the last one",
        from: backslash, to: backslash + 1, remedy: "remove the backslash"))
  }

  /// A text in UTF-16 would give an error for every character: one for all of it.
  private var foreignEncoding: Diagnostic? {
    let bytes = source.bytes
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) else { return nil }
    return mistake(
      .notUTF8, "the text is UTF-16; scripts are UTF-8", from: 0, to: 2,
      remedy: "save it as UTF-8")
  }

  /// All mistakes by place, those of encoding included, cut to a length one can read.
  private mutating func listing() -> [Diagnostic] {
    var all = diagnostics
    let reported = unlistedDiagnostics + diagnostics.count
    diagnostics.removeAll()
    all += source.malformed.runs.map(notUTF8)
    all += scanner.strayControls.prefix(Self.listedDiagnostics).map(controlCharacter)
    let total = reported + source.malformed.total + scanner.strayControls.count
    let order = all.indices.sorted { (all[$0].span.start, $0) < (all[$1].span.start, $1) }
    var listed = order.prefix(Self.listedDiagnostics).map { all[$0] }
    if total > listed.count {
      let end = scanner.bytes.count
      let message = "\(total - listed.count) more errors are not listed"
      listed.append(mistake(.tooManyErrors, message, from: end, to: end))
    }
    return listed
  }

  private func notUTF8(_ run: Range<Int32>) -> Diagnostic {
    let first = Hexadecimal.text(UInt32(scanner.bytes[Int(run.lowerBound)]), digits: 2)
    let message =
      run.count == 1 ? "byte 0x\(first) is not UTF-8" : "\(run.count) bytes are not UTF-8"
    return mistake(
      .notUTF8, message, from: Int(run.lowerBound), to: Int(run.upperBound),
      remedy: "save the text as UTF-8")
  }
}
