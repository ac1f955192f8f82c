import Rendering

/// What stands at the right edge while a verb is typed: its syntax.
enum Hint {
  /// Narrower terminals have no room for it.
  private static let narrowest = 60

  /// The text, at most two thirds of a line; empty where there is nothing to say, or no room.
  ///
  /// A blank ends it, for libedit loses an escape code that is last.
  static func text(_ syntax: String?, columns: Int, _ style: Prompt.Style) -> String {
    guard let syntax, columns >= narrowest else { return "" }
    return Prompt.marked(cut(Prompt.shown(syntax), to: columns * 2 / 3), as: .faint, style) + " "
  }

  /// The text, or its beginning and `…` where it takes more columns.
  static func cut(_ text: String, to columns: Int) -> String {
    guard DisplayWidth.of(text) > columns else { return text }
    var kept = String.UnicodeScalarView()
    var width = 1
    for scalar in text.unicodeScalars {
      width += DisplayWidth.of(scalar)
      guard width <= columns else { break }
      kept.append(scalar)
    }
    return columns > 0 ? String(kept) + "…" : ""
  }
}
