import ScriptSyntax

/// Where in a script something stands, with the way that led there.
package struct Place: Hashable, Sendable {
  /// The file's name as it was given; `<stdin>`, `<command>`, `<prompt>`.
  package var file: String
  /// From 1.
  package var line: Int
  /// From 1, in Unicode scalars.
  package var column: Int
  /// How many scalars the caret covers; at least 1.
  package var width: Int
  /// The source line.
  package var source: String
  /// The statements that led here, innermost first: includes, calls, and loops with their turn.
  package var trail: [String]

  /// A place.
  package init(
    file: String, line: Int, column: Int, width: Int = 1, source: String, trail: [String] = []
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.width = width
    self.source = source
    self.trail = trail
  }
}

extension Place {
  /// Where a span of a text stands.
  package init(of span: SourceSpan, in text: SourceText, trail: [String] = []) {
    let (line, column) = text.position(of: Int(span.start))
    let end = text.position(of: Int(span.end))
    let source = text.lineText(line)
    let last = end.line == line ? end.column : source.unicodeScalars.count + 1
    self.init(
      file: text.name, line: line, column: column, width: max(1, last - column),
      source: source, trail: trail)
  }
}

/// Something the user wrote wrong, or the world refused, as it is shown.
package struct Complaint: Error, Sendable {
  /// A stable word: a diagnostic's code or a refusal's.
  package var code: String
  /// What is wrong.
  package var message: String
  /// What to do about it.
  package var remedy: String?
  /// Where.
  package var place: Place

  /// A complaint.
  package init(code: String, message: String, remedy: String? = nil, place: Place) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.place = place
  }

  /// What a diagnostic says.
  package init(_ diagnostic: Diagnostic, at place: Place) {
    self.init(
      code: diagnostic.code.rawValue, message: diagnostic.message, remedy: diagnostic.remedy,
      place: place)
  }
}
