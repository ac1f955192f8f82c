import TestSupport

/// Something that may differ between two runs of one script and must not show.
struct Surroundings: Sendable {
  let name: String
  let change: @Sendable (inout ProcessRun) -> Void

  init(_ name: String, _ change: @escaping @Sendable (inout ProcessRun) -> Void) {
    self.name = name
    self.change = change
  }

  /// Each process seeds its hashing anew, so even an unchanged second run is a test.
  static let all = [
    Surroundings("once more") { _ in },
    Surroundings("fixed hash seed") { $0.environment["SWIFT_DETERMINISTIC_HASHING"] = "1" },
    Surroundings("German locale") { $0.environment["LC_ALL"] = "de_DE.UTF-8" },
    Surroundings("UTF-8 locale") { $0.environment["LC_ALL"] = "C.UTF-8" },
    Surroundings("capable terminal") {
      $0.environment["TERM"] = "xterm-256color"
      $0.environment["COLORTERM"] = "truecolor"
      $0.environment["COLUMNS"] = "40"
      $0.environment["LINES"] = "5"
    },
    Surroundings("no colours") { $0.environment["NO_COLOR"] = "1" },
    Surroundings("another time zone") { $0.environment["TZ"] = "Pacific/Auckland" },
    Surroundings("another folder") { $0.folder = "/" },
    Surroundings("no environment") { $0.environment = [:] },
  ]
}
