import Glibc

/// What the process finds around it: which of its descriptors are terminals, and its environment.
struct Surroundings {
  let inputIsTerminal = isatty(STDIN_FILENO) == 1
  let outputIsTerminal = isatty(STDOUT_FILENO) == 1
  let errorIsTerminal = isatty(STDERR_FILENO) == 1

  /// The value of an environment variable; nil where it is not set or empty.
  func value(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// Whether an environment variable is set, and to nothing.
  func isEmpty(_ name: String) -> Bool { getenv(name).map { $0.pointee == 0 } ?? false }

  /// A folder of the user's by its variable, or by its place below the home folder; nil: neither.
  func folder(_ name: String, orBelowHome place: String) -> String? {
    // The standard says that what is not absolute counts as not set.
    if let folder = value(name), folder.utf8.first == UInt8(ascii: "/") { return folder }
    return value("HOME").map { $0 + place }
  }

  /// Whether the terminal understands escape codes.
  var terminalIsCapable: Bool {
    guard let terminal = value("TERM") else { return false }
    return terminal != "dumb"
  }

  /// Whether what goes to a descriptor is coloured.
  func isColoured(_ choice: ColourChoice, isTerminal: Bool) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .automatic:
      value("NO_COLOR") == nil && (forcesColour || isTerminal && terminalIsCapable)
    }
  }

  private var forcesColour: Bool { value("CLICOLOR_FORCE").map { $0 != "0" } ?? false }
}
