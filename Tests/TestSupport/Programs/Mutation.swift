/// Texts made from others by accidents.
package enum Mutation {
  /// A text in which up to four words were lost, doubled, exchanged, cut, or come from elsewhere.
  package static func words(
    of text: String, with other: String, _ draws: inout Draws
  ) -> String {
    var words = pieces(of: text)
    let others = pieces(of: other)
    for _ in 0...draws.below(4) where !words.isEmpty {
      let at = draws.below(words.count)
      switch draws.below(7) {
      case 0: words.remove(at: at)
      case 1: words.insert(words[at], at: at)
      case 2: words.swapAt(at, draws.below(words.count))
      case 3: words.removeSubrange(at..<min(words.count, at + draws.below(30)))
      case 4 where !others.isEmpty: words[at] = draws.pick(others)
      case 5 where !others.isEmpty:
        let start = draws.below(others.count)
        words.insert(contentsOf: others[start..<min(others.count, start + 40)], at: at)
      default: words[at] = draws.pick(awkward)
      }
    }
    return words.joined()
  }

  /// Bytes in which a few were changed, lost or put in.
  package static func bytes(of text: String, _ draws: inout Draws) -> [UInt8] {
    var bytes = Array(text.utf8)
    for _ in 0...draws.below(6) where !bytes.isEmpty {
      let at = draws.below(bytes.count)
      switch draws.below(4) {
      case 0: bytes.remove(at: at)
      case 1: bytes.insert(UInt8(truncatingIfNeeded: draws.next()), at: at)
      case 2: bytes.removeSubrange(at..<min(bytes.count, at + draws.below(60)))
      default: bytes[at] ^= 1 << UInt8(draws.below(8))
      }
    }
    return bytes
  }

  /// Words that are at some end of what is allowed.
  private static let awkward = [
    "0", "-1", "9223372036854775807", "-9223372036854775808", "1e308", "1000000000", "4294967296",
    "9223372036s", "9223372036854775807ns", "-9223372036s", "0ms", "a->a", "a->b#4294967295",
    "a->b#0", "n1..n4096", "!a", "!all", "zone:nowhere", "\"\"", "[]", "{}", "{\"\": null}", "$x",
    "${nothing}", "(", "not", "\n", ";", "&", "|", "blind", "stamp=9223372036s", "rank=-2147483648",
    "fanout=1000000000", "latency=9223372036s", "timeout=9223372036s", "within=9223372036s",
    "events=0", "\u{0}", "\u{202E}", "e\u{301}", "é",
  ]

  /// The words, and between them the blanks, line ends and signs, each a piece.
  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var isWord = false
    for scalar in text.unicodeScalars {
      let isSign = "0123456789_.:*-#\"".unicodeScalars.contains(scalar)
      let belongs = isSign || scalar.properties.isAlphabetic
      if belongs, isWord, !pieces.isEmpty {
        pieces[pieces.count - 1].unicodeScalars.append(scalar)
      } else {
        pieces.append(String(scalar))
      }
      isWord = belongs
    }
    return pieces
  }
}
