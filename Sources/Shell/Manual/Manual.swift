import Commands
import Rendering

/// The manual, made from what `help` and `--help` show.
package enum Manual {
  /// Writes it to standard output; `commandLine` is what the parser of flags tells, as JSON.
  package static func write(_ format: ManualFormat, commandLine: String) -> ExitStatus {
    Interrupts.begin()
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
    ("$XDG_CONFIG_HOME/parley/rc.repl", "Your own script, run before a prompt comes."),
    ("$XDG_STATE_HOME/parley/history", "What was typed at the prompt."),
    ("$XDG_STATE_HOME/parley/journal", "Sessions at the prompt, a file each, for `--resume`."),
  ]

  /// The variables that are read; a test holds them against the source.
  package static let environment = [
    ("CI", "If set and not empty, `parley test` writes no file."),
    ("CLICOLOR_FORCE", "If set and not empty nor 0, everything is coloured, also in a pipe."),
    ("HOME", "Where those folders are, unless XDG_CONFIG_HOME and XDG_STATE_HOME say so."),
    ("NO_COLOR", "If set and not empty, nothing is coloured unless `--color` says so."),
    ("PARLEY_HISTORY", "The file of the history, instead of the one below XDG_STATE_HOME."),
    ("PARLEY_JOURNAL", "If `off`, sessions are not kept for `--resume`."),
    ("TERM", "Without it, or where it is `dumb`, the prompt is plain and nothing is coloured."),
    ("XDG_CONFIG_HOME", "Where your own script lies; `~/.config` by default."),
    ("XDG_STATE_HOME", "Where the history and the journals lie; `~/.local/state` by default."),
  ]
}
