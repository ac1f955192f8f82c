import Commands
import ScriptSyntax

/// What is said about a script that was made smaller.
package enum ShrinkText {
  /// The smaller script, with comments that say where it comes from and how small it is.
  ///
  /// - Parameter name: the script it comes from.
  package static func script(_ shrunk: ShrunkScript, from name: String, version: String) -> String {
    let size = "\(counted(shrunk.sizeBefore, "statement")) shrunk to \(shrunk.size)"
    let runs = counted(shrunk.runs, "run")
    let lines = [
      "From \(name) by `parley shrink`, version \(version): \(size), in \(runs).",
      "It fails likewise: \(failure(shrunk.failure)).",
      minimality(shrunk),
    ]
    let comments = lines.map { "# \(onOneLine($0))\n" }.joined()
    return comments + ScriptPrinter.print(shrunk.statements)
  }

  /// One line about how far the search is, without an end.
  package static func progress(before: Int, now: Int, runs: Int) -> String {
    "shrinking: \(before) -> \(counted(now, "statement")), \(counted(runs, "run"))"
  }

  private static func failure(_ failure: ScriptFailure) -> String {
    let words = failure.words.isEmpty ? "" : ", \(failure.words)"
    return switch failure.kind {
    case .judgement: "\(failure.subject) does not hold\(words)"
    case .refusal, .budget: "error[\(failure.code)]\(words)"
    }
  }

  private static func minimality(_ shrunk: ShrunkScript) -> String {
    guard shrunk.isMinimal else {
      return "Not proved minimal: the search was ended before everything was tried."
    }
    return "1-minimal: no single statement can go, and no single word of one."
  }

  private static func counted(_ count: Int, _ thing: String) -> String {
    "\(count) \(thing)\(count == 1 ? "" : "s")"
  }

  /// What a comment can hold.
  private static func onOneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      line.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(line)
  }
}
