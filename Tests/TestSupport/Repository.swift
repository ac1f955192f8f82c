import Foundation

/// The checked-out project, found from where this file lies.
package enum Repository {
  /// The absolute path of the project's root, without a slash at the end.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The absolute path of a file named from the root.
  package static func path(_ relative: String) -> String { "\(root)/\(relative)" }

  /// The text of a file named from the root.
  package static func text(_ relative: String) throws -> String {
    try String(contentsOfFile: path(relative), encoding: .utf8)
  }

  /// Whether a file or folder of this name exists.
  package static func exists(_ relative: String) -> Bool {
    FileManager.default.fileExists(atPath: path(relative))
  }

  /// Files below a folder whose names end so; from the root, sorted by their bytes.
  package static func files(under folder: String, ending suffix: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: path(folder))?.compactMap { $0 as? String }
    return (found ?? [])
      .filter { $0.hasSuffix(suffix) && !$0.split(separator: "/").contains(".build") }
      .map { "\(folder)/\($0)" }
      .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// Every example script.
  package static var examples: [String] { files(under: "examples", ending: ".repl") }

  /// Every script of the project: the examples and the goldens under `Tests/Scripts`.
  package static var scripts: [String] {
    examples + files(under: "Tests/Scripts", ending: ".repl")
  }
}
