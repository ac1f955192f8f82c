/// Where two runs of a script part.
package struct Divergence: Hashable, Sendable {
  /// Which statement, from 1; 0: before the first.
  package let statement: Int
  /// Its source, with the escapes of JSON.
  package let source: String
  /// Whether the digests behind it differ; else what it says.
  package let isDigest: Bool
  /// The digest, or the line, of the first run; nil: it has ended.
  package let first: String?
  /// Of the second.
  package let second: String?

  /// Two runs part here.
  package init(
    statement: Int, source: String, isDigest: Bool, first: String?, second: String?
  ) {
    self.statement = statement
    self.source = source
    self.isDigest = isDigest
    self.first = first
    self.second = second
  }
}

/// What `--verify` found, as people read it.
package enum VerificationText {
  /// What there is to tell.
  package struct Outcome: Sendable {
    let statements: Int
    let digest: String
    let divergence: Divergence?
    let statuses: (Int32, Int32)

    /// So many statements, the last digest, where the runs part, and what they ended with.
    package init(
      statements: Int, digest: String, divergence: Divergence?, statuses: (Int32, Int32)
    ) {
      self.statements = statements
      self.digest = digest
      self.divergence = divergence
      self.statuses = statuses
    }
  }

  /// Appends a line or, where the runs differ, some.
  package static func append(_ outcome: Outcome, to text: inout [UInt8]) {
    if let divergence = outcome.divergence {
      append(divergence, to: &text)
    } else if outcome.statuses.0 != outcome.statuses.1 {
      text.put("differs: one run ended with status \(outcome.statuses.0), ")
      text.put("the other with \(outcome.statuses.1)")
    } else {
      text.put("same twice: \(outcome.statements) statements")
      if !outcome.digest.utf8.isEmpty { text.put(", digest \(outcome.digest)") }
      if outcome.statuses.0 != 0 { text.put("; both ended with status \(outcome.statuses.0)") }
    }
    text.endLine()
  }

  private static func append(_ divergence: Divergence, to text: inout [UInt8]) {
    text.put("differs: statement \(divergence.statement)")
    if divergence.statement > 0 { text.put(safe: ", `\(divergence.source)`") }
    guard !divergence.isDigest else {
      text.put(": digest \(divergence.first ?? ""), then \(divergence.second ?? "")")
      return
    }
    for (name, line) in [("first", divergence.first), ("second", divergence.second)] {
      text.endLine()
      text.put(safe: "  \(name): \(line ?? "(has ended)")")
    }
  }
}
