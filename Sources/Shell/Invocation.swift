import Commands

/// What was asked for on the command line.
package struct Invocation: Sendable {
  /// Scripts in the order they run; `-` is standard input.
  package var files: [String] = []
  /// Texts that run after the scripts.
  package var commands: [String] = []
  /// The seed of all chance.
  package var seed: UInt64 = 42
  /// What is done with texts.
  package enum Purpose: Sendable {
    /// They run.
    case run
    /// They are only loaded.
    case check
    /// They run twice, in two processes that are held against each other.
    case verify
  }

  /// When there is a prompt, and what it keeps.
  package var prompting = Prompting()
  /// What scripts may touch, and how much they may use up.
  package var confines = Confines()
  /// Whether each statement is shown before its output.
  package var echoes = false
  /// Whether a script goes on after a failure.
  package var keepsGoing = false
  /// What is done with the texts.
  package var purpose = Purpose.run
  /// Whether output is JSON, one object a line.
  package var isJSON = false
  /// When output is coloured.
  package var colour = ColourChoice.automatic

  /// Nothing asked for: a prompt at a terminal, else a script on standard input.
  package init() {}
}

/// When there is a prompt, and what of the user's own takes part.
package struct Prompting: Sendable {
  /// Whether to stay at the prompt after the scripts, also where input is no terminal.
  package var stays = false
  /// Whether there is no prompt, even at a terminal.
  package var isBatch = false
  /// Whether entries are kept for later conversations.
  package var keepsHistory = true
  /// Whether the user's own script runs before the prompt comes.
  package var readsStartup = true

  /// Whether what runs at a terminal is kept in a journal.
  package var keepsJournal = true
  /// Whether a session that was left open goes on.
  package var resumes = false

  /// At a terminal, where nothing else was asked for.
  package init() {}
}

/// What scripts may touch, and how much they may use up.
package struct Confines: Sendable {
  /// Folders in which, and below which, files may be read and written, beside a script's own.
  package var folders: [String] = []

  /// How much a script or an entry may use up.
  package var limits = Limits()

  /// A script's own folder, and no limits.
  package init() {}

  /// The words of a command line that say the same.
  var flags: [String] { folders.flatMap { ["--allow", $0] } + limits.flags }
}

/// When output is coloured.
package enum ColourChoice: String, Sendable, CaseIterable {
  /// At a terminal that can, unless `NO_COLOR` is set; everywhere where `CLICOLOR_FORCE` is.
  case automatic = "auto"
  case always, never
}

/// What this program is.
package enum Release {
  /// The version: the same scripts give the same bytes.
  package static var version: String { ToolVersion.current }
}
