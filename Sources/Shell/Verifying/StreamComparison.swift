import Rendering

/// Two streams of JSON lines of one script, held against each other as they come.
package struct StreamComparison: Sendable {
  /// How many statements have begun.
  package private(set) var statements = 0
  /// The digits of the last digest.
  package private(set) var digest = ""
  /// Where the streams part; nil: they have not.
  package private(set) var divergence: Divergence?
  /// The source of the last statement, as its line has it.
  private var statement = ""

  /// Nothing has come.
  package init() {}

  /// Takes the next line of each, nil behind the last; returns whether to go on.
  package mutating func take(_ first: String?, _ second: String?) -> Bool {
    guard let first, let second, first.utf8.elementsEqual(second.utf8) else {
      if first != nil || second != nil { part(first, second) }
      return false
    }
    if let text = Self.member(Self.statementStart, of: first) {
      statements += 1
      statement = text
    } else if let digits = Self.member(Self.digestStart, of: first) {
      digest = digits
    }
    return true
  }

  private mutating func part(_ first: String?, _ second: String?) {
    let digests = [first, second].map { $0.flatMap { Self.member(Self.digestStart, of: $0) } }
    divergence = Divergence(
      statement: statements, source: statement,
      isDigest: digests[0] != nil && digests[1] != nil,
      first: digests[0] ?? first, second: digests[1] ?? second)
  }

  private static let statementStart = #"{"type": "statement", "text": ""#
  private static let digestStart = #"{"type": "digest", "digest": ""#

  /// What stands between such a beginning and `"}`.
  private static func member(_ start: String, of line: String) -> String? {
    guard line.hasPrefix(start), line.hasSuffix("\"}") else { return nil }
    return String(line.dropFirst(start.count).dropLast(2))
  }
}
