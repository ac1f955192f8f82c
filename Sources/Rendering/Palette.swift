/// The colours of text; the only place that knows a terminal's escape codes.
package struct Palette: Sendable {
  /// What a stretch of text is, to be set off from the rest.
  package enum Role: String, Sendable, CaseIterable {
    case error, caret, remedy, time, conflict, decision, heading, failure, prompt, faint
  }

  /// Whether anything is coloured at all.
  package let isColoured: Bool

  /// Text as it is.
  package static let plain = Palette(isColoured: false)
  /// Text with colours.
  package static let coloured = Palette(isColoured: true)

  /// Begins a stretch.
  func begin(_ role: Role, into text: inout [UInt8]) {
    if isColoured { text.put(Palette.opening(role)) }
  }

  /// Ends the stretch that was begun last.
  func end(into text: inout [UInt8]) {
    if isColoured { text.put("\u{1B}[0m") }
  }

  /// What to write before and after a prompt; empty where nothing is coloured.
  package func marks(_ role: Role) -> (opening: String, closing: String) {
    isColoured ? (Palette.opening(role), "\u{1B}[0m") : ("", "")
  }

  private static func opening(_ role: Role) -> String {
    switch role {
    case .error, .failure: "\u{1B}[1;31m"
    case .caret, .remedy: "\u{1B}[32m"
    case .time, .faint: "\u{1B}[2m"
    case .conflict: "\u{1B}[33m"
    case .decision: "\u{1B}[36m"
    case .heading, .prompt: "\u{1B}[1m"
    }
  }
}
