/// How something is used.
package struct HelpReport: Sendable {
  /// The heading.
  package var title: String
  /// Sections of a heading and lines.
  package var sections: [(heading: String, lines: [HelpLine])]

  /// A help text.
  package init(title: String, sections: [(heading: String, lines: [HelpLine])]) {
    self.title = title
    self.sections = sections
  }
}

/// A line of a help page; a literal is plain words.
package enum HelpLine: Sendable, ExpressibleByStringInterpolation {
  /// Words; those of the next line go on where these end.
  case words(String)
  /// A form or a word of the language, and what it means; the terms of a section are aligned.
  case term(String, String)
  /// A line of a script, or of anything else that is shown as it is typed.
  case code(String)
  /// Verbs and topics to read next.
  case pages([String])
  /// What a statement of an example printed.
  case output(Report)
  /// What was wrong with an example.
  case complaint(Complaint)

  /// Plain words.
  package init(stringLiteral words: String) { self = .words(words) }
}
