/// What the input ended inside of, if anything.
package enum OpenDelimiter: Sendable, Equatable {
  /// A `{` of statements.
  case block
  /// A `[`.
  case array
  /// A `{` of keys and values.
  case object
  /// A `\` at the end of the last line.
  case continuation
  /// A `<<END` whose last line, named here, has not come.
  case heredoc(String)
}

/// A whole text, parsed: what could be read, and everything that could not.
package struct ParseResult: Sendable {
  /// The sound statements, in order; those with a syntax error are left out.
  package var statements: [Statement]
  /// All mistakes, in the order of their places; the text must not run if there is one.
  package var diagnostics: [Diagnostic]
  /// What the input ended inside of, innermost; `diagnostics` reports it too.
  package var openDelimiter: OpenDelimiter?

  /// Whether more input could make the text whole: it only ends too early. A prompt then asks on.
  package var isIncomplete: Bool {
    guard openDelimiter != nil, diagnostics.count == 1 else { return false }
    return diagnostics[0].code != .nesting
  }
}
