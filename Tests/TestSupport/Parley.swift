import Foundation

/// The built `parley`, of the same build as the tests that are running.
package enum Parley {
  /// Absolute path of the binary: it lies beside the test bundle, in debug and in release.
  package static let binary = URL(fileURLWithPath: "/proc/self/exe")
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("parley").path

  /// A run of it in plain surroundings.
  package static func run(_ arguments: String..., input: String? = nil) throws -> ProcessOutcome {
    var run = ProcessRun(binary, arguments)
    run.input = input
    return try run()
  }
}
