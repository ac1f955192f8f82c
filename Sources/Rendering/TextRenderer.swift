import Commands
import Simulation

/// Reports as people read them.
package struct TextRenderer: Renderer {
  /// The colours.
  package var palette: Palette
  /// Whether a person sits at a prompt and wants to see that a change was made.
  package var confirms: Bool

  /// Plain text for a script, unless said otherwise.
  package init(palette: Palette = .plain, confirms: Bool = false) {
    self.palette = palette
    self.confirms = confirms
  }

  /// Appends words as they are shown: nothing in them can drive the terminal, line ends aside.
  package static func append(
    _ words: String, keepsLines: Bool = true, to text: inout [UInt8]
  ) {
    text.put(safe: words, keepsLines: keepsLines)
  }

  /// Text begins without a heading.
  package func begin(version: String, seed: UInt64, into text: inout [UInt8]) {}

  /// Appends the statement, each of its lines after `> `.
  package func echo(_ statement: String, into text: inout [UInt8]) {
    for line in statement.split(separator: "\n", omittingEmptySubsequences: false) {
      palette.begin(.faint, into: &text)
      text.put("> ")
      text.put(safe: String(line))
      palette.end(into: &text)
      text.endLine()
    }
  }

  /// A person asks for a digest with `digest`.
  package func render(digest: UInt64, into text: inout [UInt8]) {}

  /// Appends a report; a confirmation only where a person wants it.
  package func render(_ report: Report, into text: inout [UInt8]) {
    switch report {
    case .done(let what):
      if confirms { appendLine(what, .faint, to: &text) }
    case .note(let words):
      text.put(safe: words, keepsLines: true)
      text.endLine()
    case .table(let table): TableLayout(palette: palette).append(table, to: &text)
    case .events(let events): EventLayout(palette: palette).append(events, to: &text)
    case .verdict(let verdict): append(verdict, to: &text)
    case .help(let help): append(help, to: &text)
    }
  }

  /// Appends a complaint with its place, source line and caret.
  package func render(_ complaint: Complaint, into text: inout [UInt8]) {
    DiagnosticLayout(palette: palette).append(complaint, to: &text)
  }

  /// Appends one line that says how far the world had come.
  package func interruption(_ progress: RunProgress, into text: inout [UInt8]) {
    text.put("interrupted at event ")
    text.put(decimal: Int64(progress.events))
    text.put(", ")
    text.put(time: progress.now)
    text.put(", ")
    text.put(decimal: Int64(progress.inFlight))
    text.put(" in flight")
    text.endLine()
  }

  private func append(_ verdict: VerdictReport, to text: inout [UInt8]) {
    if verdict.held {
      if confirms { appendLine("holds: \(verdict.predicate)", .faint, to: &text) }
      return
    }
    let layout = DiagnosticLayout(palette: palette)
    layout.append(verdict.place, to: &text)
    palette.begin(.failure, into: &text)
    text.put("expect failed")
    palette.end(into: &text)
    text.put(": ")
    text.put(safe: verdict.predicate)
    text.endLine()
    for finding in verdict.findings {
      text.put("  ")
      text.put(safe: finding)
      text.endLine()
    }
    layout.appendTrail(verdict.place, to: &text)
  }

  private func append(_ help: HelpReport, to text: inout [UInt8]) {
    appendLine(help.title, .heading, to: &text)
    for section in help.sections {
      text.endLine()
      if !section.heading.utf8.isEmpty { appendLine(section.heading, .heading, to: &text) }
      for line in HelpLayout.lines(of: section.lines) {
        if !line.utf8.isEmpty { text.put("  ") }
        text.put(safe: line)
        text.endLine()
      }
    }
  }

  private func appendLine(_ words: String, _ role: Palette.Role, to text: inout [UInt8]) {
    palette.begin(role, into: &text)
    text.put(safe: words)
    palette.end(into: &text)
    text.endLine()
  }
}
