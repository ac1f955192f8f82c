@testable import ScriptSyntax

/// Writes a canonical text in another layout that says the same, with numbered comments in it.
struct Disarray {
  var chance: Chance
  private var text: [UInt8] = []
  private(set) var comments: [String] = []

  init(seed: UInt64) { chance = Chance(seed: seed) }

  mutating func disarray(_ bytes: [UInt8]) -> [UInt8] {
    text = []
    comments = []
    let tokens = LayoutTokenizer.tokens(of: bytes)
    var values = 0
    for (index, token) in tokens.enumerated() {
      let next = index + 1 < tokens.count ? tokens[index + 1].kind : .lineEnd
      if token.kind == .closeValue { values -= 1 }
      if index > 0, token.gap != .none || values > 0 {
        let isPrompt = Self.mayBePrompt(bytes[token.range.lowerBound...])
        // A comment would make the object that a brace opens a block.
        let inValue = values > 0 && tokens[index - 1].kind != .openValue
        isPrompt ? text.append(0x20) : writeGap(inValue: inValue)
      }
      switch token.kind {
      case .lineEnd where values > 0: text.append(0x0A)
      case .lineEnd: writeLineEnd(after: index > 0 ? tokens[index - 1].kind : .lineEnd, next)
      case .heredocText(let lines, let label):
        text += Array("\n\(lines)\(label)".utf8)
      case .expected: text += bytes[token.range] + [0x0A]
      default: text += bytes[token.range]
      }
      if token.kind == .openValue { values += 1 }
    }
    return text
  }

  /// Whether some layout of a text lets a statement start with what reads as a prompt.
  static func isAmbiguous(_ text: [UInt8]) -> Bool {
    text.indices.contains { index in
      (index == 0 || " \n;{".utf8.contains(text[index - 1])) && mayBePrompt(text[index...])
    }
  }

  /// Whether this would be a prompt that was copied along, if a line started with it.
  private static func mayBePrompt(_ bytes: ArraySlice<UInt8>) -> Bool {
    let rest =
      bytes.starts(with: "parley".utf8) ? bytes.dropFirst(6) : bytes.drop { $0 == 0x2E }
    return rest.count < bytes.count && rest.first == UInt8(ascii: ">")
  }

  private mutating func writeGap(inValue: Bool) {
    let gaps = [" ", "  ", "\t", " \\\n", "\\\r\n   "]
    text += Array(chance.pick(gaps).utf8)
    guard inValue, chance.once(in: 4) else { return }
    if chance.once(in: 2) { writeComment() }
    text += Array(chance.pick(["\n", "\r\n\t", "\n\n \n"]).utf8)
  }

  private mutating func writeLineEnd(
    after before: LayoutToken.Kind, _ next: LayoutToken.Kind
  ) {
    let isText = if case .heredocText = before { true } else { false }
    let isRaw =
      isText || before == .expected || before == .lineEnd || before == .comment
    if !isRaw, next != .expected, next != .lineEnd, chance.once(in: 4) {
      text += Array(chance.pick([";", " ; ", " ;; \\\n"]).utf8)
      return
    }
    if !isRaw, chance.once(in: 5) { writeComment() }
    text += Array(chance.pick(isText ? ["\n"] : ["\n", "\r\n"]).utf8)
    guard next != .expected || before != .expected, chance.once(in: 3) else { return }
    text += Array(chance.pick(["\n\n", "  \n", "\t\r\n"]).utf8)
    if chance.once(in: 2) {
      writeComment()
      text += Array("\n".utf8)
    }
  }

  private mutating func writeComment() {
    let comment = "# comment \(comments.count)"
    comments.append(comment)
    text += Array("\(chance.pick([" ", "    "]))\(comment)\(chance.pick(["", "  "]))".utf8)
  }
}
