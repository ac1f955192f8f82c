import CEditline

/// The user's wish to stop, raised by Ctrl-C while something runs.
enum Interrupts {
  /// Sets up what signals do; the first thing the process does.
  static func begin() {
    shell_signals_begin(
      "parley: internal error; please report it, with the script and the version,"
        + " \(Release.version)\nWhat was typed at a prompt is in the history.\n")
  }

  /// Whether the user has asked to stop.
  static var isRaised: Bool { shell_is_interrupted() != 0 }
  /// Raises it for the user: what runs leads nowhere.
  static func raise() { shell_interrupt_raise() }
  /// Forgets the last wish.
  static func clear() { shell_interrupt_clear() }
}
