import Commands

/// What Tab does with the candidates there are.
enum CompletionStep: Equatable {
  case nothing
  /// Deletes scalars before the cursor and inserts a text.
  case replace(scalars: Int, text: String)
  /// Prints the candidates.
  case list(String)

  /// Decides for the candidates of a word that are the last `replaced` bytes of `line`.
  init(_ found: Completions, of line: String, in size: TerminalSize) {
    let word = String(decoding: line.utf8.suffix(max(found.replaced, 0)), as: UTF8.self)
    let typed = Array(word.unicodeScalars)
    guard let first = found.candidates.first else {
      self = .nothing
      return
    }
    if found.candidates.count == 1 {
      let blank = CompletionStep.isOpenEnded(first.text) ? "" : " "
      self = .replace(scalars: typed.count, text: first.text + blank)
      return
    }
    let common = found.candidates.dropFirst().reduce(Array(first.text.unicodeScalars)) {
      CompletionStep.commonPrefix($0, $1.text)
    }
    if common.count > typed.count {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: common)
      self = .replace(scalars: typed.count, text: String(text))
    } else {
      self = .list(CandidateList(found.candidates, size).text)
    }
  }

  /// Whether more follows without a blank: `w=`, `n1..`, a folder.
  private static func isOpenEnded(_ text: String) -> Bool {
    guard let last = text.utf8.last else { return true }
    return [UInt8(ascii: "="), UInt8(ascii: "/"), UInt8(ascii: ".")].contains(last)
  }

  private static func commonPrefix(_ one: [Unicode.Scalar], _ other: String) -> [Unicode.Scalar] {
    zip(one, other.unicodeScalars).prefix { $0 == $1 }.map(\.0)
  }
}
