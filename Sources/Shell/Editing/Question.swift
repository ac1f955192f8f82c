import CEditline
import Glibc
import Rendering

/// A question that a run puts to the person at the terminal, who chooses by number.
enum Question {
  /// Asks which sibling of a key is kept; nil: none was chosen.
  ///
  /// The terminal is not in editing mode while something runs, so a line comes as it was typed.
  static func ask(key: String, siblings: [String]) -> Int? {
    say("\(key) has \(siblings.count) values; which one is kept?\n")
    for (index, sibling) in siblings.enumerated() { say("  \(index + 1)  \(sibling)\n") }
    while true {
      say("1 to \(siblings.count), or Enter to leave them: ")
      var reader = PlainReader(STDIN_FILENO, prompts: false)
      guard case .line(let bytes) = reader.next(Prompt(), Prompt.Style(isColoured: false)) else {
        say("\n")
        return nil
      }
      let answer = String(decoding: bytes, as: UTF8.self)
      if answer.allSatisfy(\.isWhitespace) { return nil }
      if let number = Int(answer.filter { !$0.isWhitespace }), siblings.indices.contains(number - 1)
      {
        return number - 1
      }
    }
  }

  private static func say(_ words: String) {
    var bytes: [UInt8] = []
    TextRenderer.append(words, to: &bytes)
    _ = shell_output_write(bytes, bytes.count)
    _ = shell_output_flush()
  }
}
