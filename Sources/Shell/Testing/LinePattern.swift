import Rendering

/// One line of expected output, in which `…` stands for any text.
struct LinePattern: Sendable {
  /// The line as it was written.
  let text: String
  /// What stands between the wildcards, in order; one piece where there is none.
  private let pieces: [ArraySlice<UInt8>]

  /// The wildcard in UTF-8.
  private static let wildcard = Array("…".utf8)
  /// A line is still the same one if at most this share of its own scalars changed.
  private static let sharesKept = 3

  init(_ text: String) {
    self.text = text
    pieces = Array(text.utf8)[...].pieces(between: LinePattern.wildcard)
  }

  /// Whether there is a wildcard in it.
  var isWild: Bool { pieces.count > 1 }

  /// Whether it is the wildcard alone, blanks aside: it stands for any lines, also for none.
  var isGap: Bool {
    pieces.count == 2 && pieces.allSatisfy { $0.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
  }

  /// Whether a line is one that this stands for.
  ///
  /// Complexity: line × pattern. Each piece is taken where it first occurs: what follows it then
  /// has the most room, so nothing need be tried twice.
  func matches(_ line: String) -> Bool {
    if !isWild { return text.utf8.elementsEqual(line.utf8) }
    guard let first = pieces.first, let last = pieces.last else { return false }
    var rest = Array(line.utf8)[...]
    guard rest.starts(with: first) else { return false }
    rest = rest.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.firstIndex(of: piece) else { return false }
      rest = rest[(found + piece.count)...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  /// This pattern, changed just enough to stand for `line`; nil where they have little in common.
  func adapted(to line: String) -> String? {
    guard isWild, !isGap else { return nil }
    let old = Array(text.unicodeScalars)
    let new = Array(line.unicodeScalars)
    let alignment = LineAlignment(old: old.count, new: new.count, isGap: { old[$0] == "…" }) {
      old[$0] == new[$1]
    }
    let own = old.count { $0 != "…" }
    guard alignment.cost * LinePattern.sharesKept <= own else { return nil }
    var scalars = String.UnicodeScalarView()
    for step in alignment.steps {
      switch step {
      case .kept(_, let at), .changed(_, let at), .added(let at): scalars.append(new[at])
      case .gap: scalars.append("…")
      case .removed: break
      }
    }
    let adapted = LinePattern(String(scalars))
    return adapted.matches(line) && !adapted.isGap ? adapted.text : nil
  }
}

extension ArraySlice<UInt8> {
  /// Where these bytes first occur.
  fileprivate func firstIndex(of bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return startIndex }
    var start = startIndex
    while endIndex - start >= bytes.count, let at = self[start...].firstIndex(of: first) {
      if self[at...].starts(with: bytes) { return at }
      start = at + 1
    }
    return nil
  }

  /// What stands before, between and behind the separators.
  fileprivate func pieces(between separator: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var rest = self
    while let at = rest.firstIndex(of: separator[...]) {
      pieces.append(rest[..<at])
      rest = rest[(at + separator.count)...]
    }
    return pieces + [rest]
  }
}
