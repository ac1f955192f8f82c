import Foundation

/// One run of a program, described: what to start, where, in which surroundings.
package struct ProcessRun: Sendable {
  /// Absolute path of the program.
  package var program: String
  /// What follows the program's name.
  package var arguments: [String] = []
  /// The whole environment: nothing is inherited.
  package var environment: [String: String] = ProcessRun.plainEnvironment
  /// The current folder.
  package var folder: String = Repository.root
  /// What the program reads; nil is an empty input.
  package var input: String?
  /// How long it may take before it is killed.
  package var limit: Duration = .seconds(60)

  /// A run in plain surroundings, from the project's root.
  package init(_ program: String, _ arguments: [String] = []) {
    self.program = program
    self.arguments = arguments
  }

  /// No colours, no locale, no home: what every run starts from.
  package static let plainEnvironment = [
    "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C", "TERM": "dumb",
  ]

  /// Runs it to its end.
  ///
  /// Output goes through files, so that neither side can block on a full pipe.
  package func callAsFunction() throws -> ProcessOutcome {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let stdin = input == nil ? "/dev/null" : scratch.file("stdin")
    if let input { try input.write(toFile: stdin, atomically: false, encoding: .utf8) }
    let child = try Spawn.start(
      self, stdin: stdin, stdout: scratch.file("stdout"), stderr: scratch.file("stderr"))
    let (status, timedOut) = Spawn.wait(for: child, limit: limit)
    return ProcessOutcome(
      status: status, timedOut: timedOut,
      stdout: try Data(contentsOf: URL(fileURLWithPath: scratch.file("stdout"))),
      stderr: try Data(contentsOf: URL(fileURLWithPath: scratch.file("stderr"))))
  }
}

/// What came of a run.
package struct ProcessOutcome: Sendable {
  /// The exit status, or 128 and the signal's number.
  package var status: Int32
  /// Whether it was killed for taking too long.
  package var timedOut: Bool
  /// The bytes it wrote to standard output.
  package var stdout: Data
  /// The bytes it wrote to standard error.
  package var stderr: Data

  /// Standard output as text.
  package var output: String { String(decoding: stdout, as: UTF8.self) }
  /// Standard error as text.
  package var errors: String { String(decoding: stderr, as: UTF8.self) }
}

/// A folder of its own for the files of one run.
private struct Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("parley-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  func file(_ name: String) -> String { folder.appendingPathComponent(name).path }
  func remove() { try? FileManager.default.removeItem(at: folder) }
}
