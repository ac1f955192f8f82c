@testable import ScriptSyntax

/// The layout of a text held in a string.
func formatted(_ text: String) -> String {
  String(decoding: formatted(Array(text.utf8)), as: UTF8.self)
}

/// The layout of bytes.
func formatted(_ bytes: [UInt8]) -> [UInt8] {
  ScriptFormatter.format(SourceText(name: "test", bytes: bytes)).bytes
}

/// The first law of layout that a text breaks, in words; nil where it keeps them all.
func brokenLayoutLaw(_ input: [UInt8]) -> String? {
  let result = ScriptFormatter.format(SourceText(name: "test", bytes: input))
  let before = parse(input)
  guard before.diagnostics.isEmpty else {
    let isUntouched = result.bytes == input && result.diagnostics.count == before.diagnostics.count
    return isUntouched ? nil : "a text with mistakes is not left alone"
  }
  let after = parse(result.bytes)
  if !after.diagnostics.isEmpty { return "the layout has mistakes: \(after.diagnostics)" }
  if after.statements != before.statements { return "the layout says something else" }
  if formatted(result.bytes) != result.bytes { return "the layout of the layout is another" }
  if input.isTranscript { return nil }
  if comments(input) != comments(result.bytes) { return "comments differ" }
  return expected(input) == expected(result.bytes) ? nil : "expected output differs"
}

/// The comments of a sound text, without the blanks at their ends.
func comments(_ bytes: [UInt8]) -> [String] {
  pieces(bytes, .comment).map { String(decoding: $0.withoutBlanksAtEnd, as: UTF8.self) }
}

/// The lines of expected output of a sound text, byte for byte.
func expected(_ bytes: [UInt8]) -> [String] {
  pieces(bytes, .expected).map { String(decoding: $0, as: UTF8.self) }
}

private func pieces(_ bytes: [UInt8], _ kind: LayoutToken.Kind) -> [ArraySlice<UInt8>] {
  LayoutTokenizer.tokens(of: bytes).filter { $0.kind == kind }.map { bytes[$0.range] }
}
