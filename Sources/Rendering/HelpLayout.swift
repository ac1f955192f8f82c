import Commands

/// How the lines of a help page become lines of text.
struct HelpLayout {
  /// Terms up to this width share a column; longer ones have their meaning below. Unit: columns.
  private static let termLimit = 30

  /// A section's lines, terms aligned; what an example printed stands behind `#>`.
  static func lines(of section: [HelpLine]) -> [String] {
    let widths = section.compactMap { line -> Int? in
      guard case .term(let term, _) = line else { return nil }
      let width = DisplayWidth.of(term)
      return width > termLimit ? nil : width
    }
    let column = (widths.max() ?? 0) + 2
    return section.flatMap { lines(of: $0, column: column) }
  }

  /// A script's lines with what they printed.
  static func lines(of line: HelpLine, column: Int = 0) -> [String] {
    switch line {
    case .words(let words), .code(let words): [words]
    case .pages(let names): [names.joined(separator: ", ")]
    case .term(let term, let meaning): lines(of: term, meaning, column: column)
    case .output(let report):
      textLines { TextRenderer().render(report, into: &$0) }.map { $0.isEmpty ? "#>" : "#> \($0)" }
    case .complaint(let complaint): textLines { TextRenderer().render(complaint, into: &$0) }
    }
  }

  private static func lines(of term: String, _ meaning: String, column: Int) -> [String] {
    guard !meaning.isEmpty else { return [term] }
    let width = DisplayWidth.of(term)
    let blanks = String(repeating: " ", count: max(column - width, 2))
    return width <= termLimit ? [term + blanks + meaning] : [term, "    " + meaning]
  }

  private static func textLines(_ write: (inout [UInt8]) -> Void) -> [String] {
    var text: [UInt8] = []
    write(&text)
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
    guard !text.isEmpty else { return [] }
    return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
