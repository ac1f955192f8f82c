import Commands
import Rendering

/// The manual, made from what `help` and `--help` show.
package enum Manual {
  /// Writes it to standard output; `commandLine` is what the parser of flags tells of them, as JSON.
  package static func write(_ format: ManualFormat, commandLine: String) -> ExitStatus {
    let outlet = Outlet(isEager: false)
    switch format {
    case .markdown:
      outlet.write(Array(MarkdownManual.text(version: Release.version).utf8))
    case .man:
      guard let program = ProgramDescription(json: commandLine) else {
        preconditionFailure("what the parser of flags tells cannot be read")
      }
      let page = ManPage.text(
        of: program, version: Release.version, files: files, environment: environment)
      outlet.write(Array(page.utf8))
    }
    return outlet.finish(.held)
  }

  /// The exit statuses, a line each, for `--help`.
  package static var exitStatuses: String {
    ExitMeaning.all.map { meaning in
      let number = String(meaning.status)
      return "  \(number)\(String(repeating: " ", count: 5 - number.count))\(meaning.words)"
    }.joined(separator: "\n")
  }

  private static let files = [
    ("$XDG_STATE_HOME/parley/history", "What was typed at the prompt; `~/.local/state` by default.")
  ]

  /// The variables that are read; a test holds them against the source.
  package static let environment = [
    ("CI", "If set and not empty, `parley test` changes no script."),
    ("HOME", "Where the history lies, unless XDG_STATE_HOME says so."),
    ("NO_COLOR", "If set and not empty, nothing is coloured unless `--color` says so."),
    ("TERM", "Without it, or where it is `dumb`, the prompt is plain and nothing is coloured."),
    ("XDG_STATE_HOME", "Where the history lies."),
  ]
}
