/// The stable words that name what is wrong with a script before it runs.
package enum DiagnosticCode: String, Sendable, CaseIterable {
  /// Bytes that are no UTF-8.
  case notUTF8 = "not-utf8"
  /// A control character outside quotes.
  case controlCharacter = "control-character"
  /// A character that begins nothing of the language.
  case unexpectedCharacter = "unexpected-character"
  /// A statement that does not start with a plain word.
  case expectedVerb = "expected-verb"
  /// A quote that its line does not close.
  case unterminatedString = "unterminated-string"
  /// An escape that JSON does not know, or half a surrogate pair.
  case escape
  /// A `$` without a proper name.
  case variable
  /// A number outside 64-bit integers or finite doubles.
  case number
  /// A `{` of a block that nothing closes.
  case unclosedBlock = "unclosed-block"
  /// A `[` that nothing closes.
  case unclosedArray = "unclosed-array"
  /// A `{` of an object that nothing closes.
  case unclosedObject = "unclosed-object"
  /// An array or object that is not put together as JSON.
  case malformedValue = "malformed-value"
  /// An object that names a key twice.
  case duplicateKey = "duplicate-key"
  /// Blocks, arrays or objects nested too deep.
  case nesting
  /// A `}` that closes nothing.
  case unbalancedBrace = "unbalanced-brace"
  /// A `\` that continues no line.
  case continuation
  /// A `<<` without a label, or not at the end of its line.
  case heredoc
  /// A heredoc whose last line is missing.
  case unterminatedHeredoc = "unterminated-heredoc"
  /// A `#>` line where no statement's output can stand.
  case expectedOutput = "expected-output"
  /// A text of more than 2 GiB.
  case tooLarge = "too-large"
  /// More diagnostics than are listed.
  case tooManyErrors = "too-many-errors"

  /// A first word that is no verb.
  case unknownVerb = "unknown-verb"
  /// A `key=` that the verb does not take.
  case unknownOption = "unknown-option"
  /// A `key=` given twice.
  case repeatedOption = "repeated-option"
  /// Fewer words than the verb needs.
  case missingArgument = "missing-argument"
  /// More words than the verb takes.
  case surplusArgument = "surplus-argument"
  /// A word that is none of those allowed in its place.
  case unknownWord = "unknown-word"
  /// A value of another kind than its place wants.
  case wrongKind = "wrong-kind"
  /// A value of the right kind that lies outside its bounds.
  case outOfRange = "out-of-range"
  /// A predicate that cannot be read.
  case predicate
  /// A verb without the block it needs.
  case missingBlock = "missing-block"
  /// A statement that may not stand where it stands.
  case misplacedStatement = "misplaced-statement"
  /// A `$x` that nothing has defined.
  case unknownVariable = "unknown-variable"
  /// A definition whose name is taken.
  case duplicateDefinition = "duplicate-definition"
  /// A file that cannot be read.
  case unreadableFile = "unreadable-file"
  /// A file that includes itself, directly or in a circle.
  case includeCycle = "include-cycle"
  /// A file outside the folders a script may touch.
  case forbiddenPath = "forbidden-path"
  /// Code in Lua that cannot be read, or fails before it gives a function.
  case luaError = "lua-error"
  /// A form of the language that this version does not have yet.
  case unsupported

  /// The codes this room gives out; the others belong to whoever binds statements.
  package static var syntax: [DiagnosticCode] {
    guard let last = allCases.firstIndex(of: .tooManyErrors) else { return [] }
    return Array(allCases[...last])
  }
}
