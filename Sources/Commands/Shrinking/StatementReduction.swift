import Exploration
import ScriptSyntax

/// What can be tried in the place of one statement: fewer words, then smaller values.
///
/// It knows no verb: what makes no sense does not load, and is not run.
enum StatementReduction {
  /// Smaller statements, in the order they are tried; blocks stay as they are.
  static func all(of statement: Statement) -> [Statement] {
    guard statement.mayChange else { return [] }
    var found: [Statement] = []
    for width in [3, 2, 1] {
      for start in statement.items.indices where start + width <= statement.items.count {
        if let shorter = shorter(statement, leavingOut: start..<start + width) {
          found.append(shorter)
        }
      }
    }
    guard !constant.contains(statement.verb) else { return found }
    for index in statement.items.indices {
      for item in smaller(statement.items[index]) {
        var simpler = statement
        simpler.items[index] = item
        found.append(simpler)
      }
    }
    return found
  }

  /// Verbs whose values are names of chances or texts, which no other makes simpler.
  private static let constant = ["seed", "section", "include", "print"]

  /// A statement without some of its items: an option, a clause, an element and its comma.
  private static func shorter(
    _ statement: Statement, leavingOut range: Range<Int>
  ) -> Statement? {
    guard statement.items[range].allSatisfy({ !$0.isBody }) else { return nil }
    var shorter = statement
    shorter.items.removeSubrange(range)
    if range.lowerBound < shorter.items.count, range.lowerBound > 0 {
      // What is left must not grow together where words stood apart.
      shorter.items[range.lowerBound].glued = statement.items[range.lowerBound].glued
    }
    return shorter
  }

  private static func smaller(_ item: Item) -> [Item] {
    switch item.kind {
    case .literal(let literal):
      return ValueReduction.all(of: literal).map { item.with(.literal($0)) }
    case .word(let template):
      guard let text = template.plain else { return [] }
      return WordReduction.all(of: text).map { item.with(.word(.text($0))) }
    case .symbol, .block, .heredoc: return []
    }
  }
}

extension Item {
  /// Whether it holds statements or code, which are shrunk as such or not at all.
  fileprivate var isBody: Bool {
    switch kind {
    case .block, .heredoc: true
    case .word, .literal, .symbol: false
    }
  }

  /// The same item with something else in it.
  func with(_ kind: Kind) -> Item {
    var item = self
    item.kind = kind
    return item
  }
}

/// What can be tried in the place of a value.
enum ValueReduction {
  /// Smaller values, in the order they are tried.
  static func all(of literal: Literal) -> [Literal] {
    switch literal {
    case .null, .bool, .variable: []
    case .int(let number): SmallerNumbers.toward(from: number).map { .int($0) }
    case .double(let number): whole(number).map { [.int($0)] } ?? []
    case .raw(let text): texts(text).map { .raw($0) }
    case .text(let template): template.plain.map { texts($0).map { .text(.text($0)) } } ?? []
    case .array(let elements): lists(elements, all).map { .array($0) }
    case .object(let pairs):
      lists(pairs) { pair in all(of: pair.value).map { (pair.key, $0) } }.map { .object($0) }
    }
  }

  private static func whole(_ number: Double) -> Int64? {
    Int64(exactly: number.rounded(.towardZero))
  }

  /// Beginnings of a text, the shortest first; one character stays, so that a reader can tell texts
  /// apart.
  private static func texts(_ text: String) -> [String] {
    let count = Int64(text.unicodeScalars.count)
    return SmallerNumbers.toward(1, from: count).map { length in
      String(String.UnicodeScalarView(text.unicodeScalars.prefix(Int(length))))
    }
  }

  /// None of the elements, half of them, all but one; then one of them smaller.
  private static func lists<Element>(
    _ elements: [Element], _ smaller: (Element) -> [Element]
  ) -> [[Element]] {
    guard !elements.isEmpty else { return [] }
    var found: [[Element]] = [[]]
    if elements.count > 2 {
      found.append(Array(elements[..<(elements.count / 2)]))
      found.append(Array(elements[(elements.count / 2)...]))
    }
    for index in elements.indices {
      var fewer = elements
      fewer.remove(at: index)
      if !fewer.isEmpty { found.append(fewer) }
    }
    for index in elements.indices {
      for element in smaller(elements[index]) {
        var other = elements
        other[index] = element
        found.append(other)
      }
    }
    return found
  }
}

/// What can be tried in the place of a word with a number at one of its ends.
enum WordReduction {
  /// Smaller words: a duration (`40ms`), a message (`b#3`), the end of a range (`n1..n5`).
  static func all(of word: String) -> [String] {
    if let range = range(word) { return range }
    let digits = word.utf8.prefix { $0.isDigit }
    if !digits.isEmpty, let number = Int64(String(decoding: digits, as: UTF8.self)) {
      let unit = word.utf8.dropFirst(digits.count)
      guard !unit.isEmpty, unit.allSatisfy(\.isLetter) else { return [] }
      return SmallerNumbers.toward(1, from: number).map { "\($0)\(Substring(unit))" }
    }
    return message(word)
  }

  private static func message(_ word: String) -> [String] {
    guard let mark = word.utf8.firstIndex(of: UInt8(ascii: "#")),
      let ordinal = Int64(word[word.utf8.index(after: mark)...])
    else { return [] }
    return SmallerNumbers.toward(1, from: ordinal).map { "\(word[...mark])\($0)" }
  }

  /// A range that ends sooner; of one name, the name.
  private static func range(_ word: String) -> [String]? {
    guard case .some(.some(let names)) = try? NodeRange.names(word, at: .nowhere),
      let first = names.first
    else { return nil }
    return SmallerNumbers.toward(1, from: Int64(names.count)).map { count in
      count == 1 ? first.text : "\(first.text)..\(names[Int(count) - 1].text)"
    } + (names.count == 1 ? [first.text] : [])
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  fileprivate var isLetter: Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20
  }
}
