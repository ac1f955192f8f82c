/// Two texts, line by line: what one has and the other lacks.
package enum Difference {
  /// The differing lines with two lines around them, labelled; empty when the texts are equal.
  ///
  /// `-` marks lines of the first only, `+` lines of the second only.
  package static func between(
    _ first: String, _ second: String, named firstName: String, _ secondName: String
  ) -> String {
    guard !first.utf8.elementsEqual(second.utf8) else { return "" }
    let lines = merged(split(first), split(second))
    let changed = lines.indices.filter { lines[$0].first != " " }
    var text = "--- \(firstName)\n+++ \(secondName)\n"
    var previous: Int?
    for at in lines.indices where changed.contains(where: { abs($0 - at) <= 2 }) {
      if let previous, at > previous + 1 { text += "…\n" }
      text += lines[at] + "\n"
      previous = at
    }
    return text
  }

  private static func split(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func merged(_ old: [String], _ new: [String]) -> [String] {
    let difference = new.difference(from: old) { $0.utf8.elementsEqual($1.utf8) }
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let at, _, _): removed.insert(at)
      case .insert(let at, _, _): inserted.insert(at)
      }
    }
    var lines: [String] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
      if removed.contains(left), left < old.count {
        lines.append("-" + old[left])
        left += 1
      } else if inserted.contains(right), right < new.count {
        lines.append("+" + new[right])
        right += 1
      } else {
        lines.append(" " + new[right])
        left += 1
        right += 1
      }
    }
    return lines
  }
}
