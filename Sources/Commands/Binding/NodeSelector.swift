import ScriptSyntax

/// Which nodes a script means; who they are is found out when it runs.
///
/// Shape: at least one term. Only excluding terms: all nodes but these.
package struct NodeSelector: Sendable {
  /// A part of a selector.
  package enum Choice: Hashable, Sendable {
    case name(Name)
    case all, up, down
    case zone(Name)

    /// What a word of the language selects; nil: a name.
    init?(_ word: String) {
      switch word {
      case "all": self = .all
      case "up": self = .up
      case "down": self = .down
      default:
        guard word.hasPrefix("zone:"), word.utf8.count > 5 else { return nil }
        self = .zone(Name(String(word.dropFirst(5))))
      }
    }
  }

  /// A choice, taken or excluded.
  package struct Term: Sendable {
    /// Which nodes.
    package let choice: Choice
    /// Whether these are left out.
    package let isExcluded: Bool
    /// Where it stands.
    package let span: SourceSpan
  }

  /// The parts, in the order written.
  package private(set) var terms: [Term] = []

  init() {}

  mutating func add(_ choice: Choice, isExcluded: Bool, at span: SourceSpan) {
    terms.append(Term(choice: choice, isExcluded: isExcluded, span: span))
  }

  /// Every node.
  package static func all(at span: SourceSpan) -> NodeSelector {
    var selector = NodeSelector()
    selector.add(.all, isExcluded: false, at: span)
    return selector
  }

  /// The one node named, if the selector is just a name.
  package var single: Mention? {
    guard terms.count == 1, !terms[0].isExcluded, case .name(let name) = terms[0].choice else {
      return nil
    }
    return Mention(name, at: terms[0].span)
  }

  /// From the first term to the last.
  package var span: SourceSpan {
    guard let first = terms.first?.span, let last = terms.last?.span else { return .nowhere }
    return SourceSpan(file: first.file, start: first.start, end: last.end)
  }
}

/// Ranges of numbered names: `n1..n5`, `n01..n12`.
enum NodeRange {
  /// The largest range.
  static var limit: UInt32 { 4096 }

  /// The names a range stands for; nil where the word is no range.
  static func names(_ word: String, at span: SourceSpan) throws(Diagnostic) -> [Name]? {
    guard let dots = word.firstDoubleDot else { return nil }
    let first = word[..<dots]
    let last = word[word.utf8.index(dots, offsetBy: 2)...]
    let (prefix, low) = first.splitDigits
    let (otherPrefix, high) = last.splitDigits
    guard String(prefix).isName, String(prefix).hasSameBytes(as: String(otherPrefix)),
      let from = UInt32(low), let to = UInt32(high), from <= to
    else {
      throw Diagnostic(
        code: .wrongKind, message: "`\(word)` is no range of names", span: span,
        remedy: "write `n1..n5`: the same letters, numbers that rise")
    }
    guard to - from < limit else {
      throw Diagnostic(
        code: .outOfRange, message: "`\(word)` names more than \(limit) nodes", span: span,
        remedy: nil)
    }
    let width = low.hasPrefix("0") ? low.utf8.count : 0
    return (from...to).map { number in
      let digits = String(number)
      let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
      return Name(prefix + zeros + digits)
    }
  }
}

extension String {
  fileprivate var firstDoubleDot: String.Index? {
    var previous: String.Index?
    for index in utf8.indices {
      guard utf8[index] == UInt8(ascii: ".") else {
        previous = nil
        continue
      }
      if let previous { return previous }
      previous = index
    }
    return nil
  }
}

extension Substring {
  /// The digits at the end, and what is before them.
  fileprivate var splitDigits: (prefix: Substring, digits: Substring) {
    var start = utf8.endIndex
    while start > utf8.startIndex {
      let before = utf8.index(before: start)
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(utf8[before]) else { break }
      start = before
    }
    return (self[..<start], self[start...])
  }
}
