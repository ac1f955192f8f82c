import ScriptSyntax

/// What a report says comes of each of its statements.
package struct ReportRecord: Sendable {
  /// A statement: where it stands, and the digest behind it, where one is stated.
  struct Step: Sendable {
    let line: Int
    let digest: UInt64?
  }

  /// What the report is called.
  let name: String
  /// The version that wrote it.
  let version: String
  /// How it ends.
  let ending: String
  /// Its statements.
  let steps: [Step]

  /// What stands before the digits of a digest, on a line below the statement: to all others a
  /// comment.
  static let mark = "#= "

  /// What a text says of its statements; nil: it is no report.
  init?(_ source: SourceText, _ statements: [Statement]) {
    guard let header = SavedHeader(source.bytes), header.kind == .report,
      let ending = header.ending
    else { return nil }
    name = source.name
    version = header.version
    self.ending = ending
    steps = statements.indices.map { index in
      let statement = statements[index]
      let start = Int((statement.expectedSpan ?? statement.span).end)
      let isLast = index + 1 == statements.count
      let end = isLast ? source.bytes.count : Int(statements[index + 1].span.start)
      return Step(
        line: source.position(of: Int(statement.span.start)).line,
        digest: Self.digest(in: source.bytes[min(start, end)..<end]))
    }
  }

  /// The digest among the comments behind a statement.
  private static func digest(in comments: ArraySlice<UInt8>) -> UInt64? {
    let lines = comments.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    guard let line = lines.first(where: { $0.starts(with: mark.utf8) }) else { return nil }
    return Digest.read(String(decoding: line.dropFirst(mark.utf8.count), as: UTF8.self))
  }
}

/// Whether the run of a report came to what the report says.
package struct Reproduction: Sendable {
  /// What differs first.
  package struct Difference: Sendable {
    /// Which statement, from 1.
    package let statement: Int
    /// Where it stands: `bug.repl:12`.
    package let site: String
    /// What came of it.
    package let finding: Finding
  }

  /// What came of a statement, as against what was reported.
  package enum Finding: Hashable, Sendable {
    case digest(found: UInt64, expected: UInt64)
    case ending(found: String, expected: String)
  }

  /// How many statements ran.
  package let statements: Int
  /// How the run ended, in one line.
  package let ending: String
  /// The version that wrote the report.
  package let version: String
  /// What differs first; nil: the report is reproduced.
  package let difference: Difference?
}

/// Holds a run against a report, statement by statement.
struct ReportTrial {
  private let record: ReportRecord
  private var count = 0
  private var ending = Ending.held
  private var difference: Reproduction.Difference?

  init(_ record: ReportRecord) { self.record = record }

  /// Notes what came of the next statement.
  mutating func note(_ digest: UInt64, _ ending: Ending) {
    count += 1
    self.ending = ending
    guard difference == nil, count <= record.steps.count,
      let expected = record.steps[count - 1].digest, expected != digest
    else { return }
    difference = difference(at: count, .digest(found: digest, expected: expected))
  }

  /// What the run amounts to.
  var conclusion: Reproduction {
    var first = difference
    if first == nil, !ending.text.hasSameBytes(as: record.ending) || count < record.steps.count {
      first = difference(at: count, .ending(found: ending.text, expected: record.ending))
    }
    return Reproduction(
      statements: count, ending: ending.text, version: record.version, difference: first)
  }

  private func difference(
    at statement: Int, _ finding: Reproduction.Finding
  ) -> Reproduction.Difference {
    let line = record.steps.indices.contains(statement - 1) ? record.steps[statement - 1].line : 1
    return Reproduction.Difference(
      statement: statement, site: "\(record.name):\(line)", finding: finding)
  }
}
