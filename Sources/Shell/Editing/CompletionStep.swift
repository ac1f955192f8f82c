import Commands
import Rendering

/// What Tab does with the candidates there are.
enum CompletionStep: Equatable {
  case nothing
  /// Deletes scalars before the cursor and inserts a text.
  case replace(scalars: Int, text: String)
  /// Prints the candidates.
  case list(String)

  private static let listed = 60

  /// Decides for the candidates of a word that are the last `replaced` bytes of `line`.
  init(_ candidates: [Completion], replacing replaced: Int, of line: String) {
    let word = String(decoding: line.utf8.suffix(max(replaced, 0)), as: UTF8.self)
    let typed = Array(word.unicodeScalars)
    guard let first = candidates.first else {
      self = .nothing
      return
    }
    if candidates.count == 1 {
      let blank = CompletionStep.isOpenEnded(first.text) ? "" : " "
      self = .replace(scalars: typed.count, text: first.text + blank)
      return
    }
    let common = candidates.dropFirst().reduce(Array(first.text.unicodeScalars)) {
      CompletionStep.commonPrefix($0, Array($1.text.unicodeScalars))
    }
    if common.count > typed.count {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: common)
      self = .replace(scalars: typed.count, text: String(text))
    } else {
      self = .list(CompletionStep.listing(candidates))
    }
  }

  /// Whether more follows without a blank: `w=`, `n1..`.
  private static func isOpenEnded(_ text: String) -> Bool {
    guard let last = text.utf8.last else { return true }
    return [UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(last)
  }

  private static func commonPrefix(
    _ one: [Unicode.Scalar], _ other: [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    zip(one, other).prefix { $0 == $1 }.map(\.0)
  }

  private static func listing(_ candidates: [Completion]) -> String {
    let width = candidates.prefix(listed).map { DisplayWidth.of($0.text) }.max() ?? 0
    var text = ""
    for candidate in candidates.prefix(listed) {
      text += candidate.text
      if !candidate.summary.isEmpty {
        let blanks = width - DisplayWidth.of(candidate.text) + 2
        text += String(repeating: " ", count: blanks) + candidate.summary
      }
      text += "\n"
    }
    if candidates.count > listed { text += "and \(candidates.count - listed) more\n" }
    return text
  }
}
