/// A piece of a sound text that its layout keeps, in the order of the text.
struct LayoutToken {
  enum Kind: Equatable {
    /// A word, number, string or symbol.
    case text
    /// `[`, or the `{` of an object.
    case openValue
    case closeValue
    /// The `,` and `:` of values.
    case comma
    case colon
    case openBlock
    case closeBlock
    case semicolon
    /// `<<END`; a comment may follow, then the text.
    case heredoc
    /// The lines up to the label, each with its end.
    case heredocText(String, label: String)
    case comment
    /// A line of expected output, from its first byte on.
    case expected
    /// Lines of a transcript that are no statements, with their ends.
    case output
    case lineEnd
  }

  /// What stands before a token on its line.
  enum Gap {
    case none
    case blanks
    /// A line end behind `\`.
    case continuation
  }

  let kind: Kind
  let range: Range<Int>
  let gap: Gap
  /// How many tokens up to this one keep what they stand in from being on one line.
  let breaks: Int
  /// Index of the closer, for what opens something.
  var mate = 0

  /// Whether a blank stands between two tokens on one line.
  func isApart(from before: LayoutToken) -> Bool {
    switch (before.kind, kind) {
    case (.openValue, _), (_, .closeValue), (_, .comma), (_, .colon): false
    case (.comma, _), (.colon, _): true
    case (.openBlock, _), (.closeBlock, _), (_, .openBlock), (_, .closeBlock), (_, .heredoc): true
    default: gap != .none
    }
  }
}
