/// Something the user wrote wrong: where, what, and what to do about it.
package struct Diagnostic: Error, Sendable {
  /// The stable word for this kind of mistake.
  package let code: DiagnosticCode
  /// What was found and what was expected, in one line without a full stop.
  package let message: String
  /// The bytes to underline.
  package let span: SourceSpan
  /// What to write instead, in one line, where there is an obvious answer.
  package let remedy: String?

  /// Makes a diagnostic.
  package init(
    code: DiagnosticCode, message: String, span: SourceSpan, remedy: String? = nil
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.remedy = remedy
  }
}
