import Foundation
import TestSupport

/// A script and what it declares of its run.
struct Golden {
  /// The script, named from the root.
  let script: String
  /// The exit status it must have: `# exit: N` among its first comment lines, else 0.
  let status: Int32
  /// The output it must print; nil when no file of its name ends in `.out`.
  let output: String?

  init(_ script: String) throws {
    self.script = script
    status = Golden.declaredStatus(in: try Repository.text(script))
    let file = Golden.outputFile(of: script)
    output = Repository.exists(file) ? try Repository.text(file) : nil
  }

  var outputFile: String { Golden.outputFile(of: script) }

  /// Rewriting is asked for by hand only: where `CI` is set, nothing is written.
  static var updating: Bool {
    let environment = ProcessInfo.processInfo.environment
    return environment["PARLEY_UPDATE"] == "1" && environment["CI"] == nil
  }

  static func declaredStatus(in text: String) -> Int32 {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("#") else { break }
      let words = line.dropFirst().split(separator: " ")
      if words.count == 2, words[0] == "exit:", let status = Int32(words[1]) { return status }
    }
    return 0
  }

  private static func outputFile(of script: String) -> String {
    script.dropLast(".repl".count) + ".out"
  }
}
