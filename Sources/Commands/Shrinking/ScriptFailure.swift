import ScriptSyntax

/// How a script fails, as far as a smaller one has to fail likewise.
///
/// A refusal is the same where its code and the verb are. A judgement is the same where it reads
/// the same and the same kind of thing was found: a key with another value than expected does not
/// become a key that was never written, nor what was lost become what is still under way.
package struct ScriptFailure: Sendable {
  /// What went wrong.
  package enum Kind: String, Sendable {
    case judgement, refusal, budget
  }

  /// What went wrong.
  package let kind: Kind
  /// The code of a refusal; empty for a judgement.
  package let code: String
  /// The judgement as printed; else the verb refused, for a budget with its arguments.
  package internal(set) var subject: String
  /// In words, for people: a judgement's first finding, or a refusal's message.
  package let words: String
  /// What was found instead of what was expected.
  private var found = FoundState()
  /// The code that an `expect error` met instead of its own.
  private var refusal: String?

  /// How a judgement failed.
  init(_ verdict: VerdictReport) {
    kind = .judgement
    code = ""
    subject = verdict.predicate
    words = verdict.findings.first ?? ""
    found = verdict.found
    refusal = verdict.refusal
  }

  /// How a statement was refused; nil: one of an included file.
  init(_ complaint: Complaint, of statement: Statement?) {
    let isBudget = complaint.code == ErrorCode.budget.rawValue
    kind = isBudget ? .budget : .refusal
    code = complaint.code
    words = complaint.message
    subject = statement?.verb ?? ""
    if isBudget, let statement, !statement.holdsBlock {
      // A smaller budget would run out sooner: what limits it has to stay.
      subject = ScriptPrinter.print(statement)
    } else if Self.naming.contains(complaint.code) {
      // Without its declaration any name is unknown, and with a word missing any variable is of the
      // wrong kind: it has to be the same one.
      subject += " " + complaint.message
    }
  }

  private static let naming = [
    ErrorCode.unknownNode, .unknownKey, .unknownStrategy, .duplicateName, .type,
  ].map(\.rawValue)

  /// Whether a smaller script that fails so fails as this one does.
  func recurs(in other: ScriptFailure) -> Bool {
    kind == other.kind && code == other.code && subject.hasSameBytes(as: other.subject)
      && found.subtracting(.quiet) == other.found.subtracting(.quiet)
      && (other.found.contains(.quiet) || !found.contains(.quiet)) && refusal == other.refusal
  }
}

extension Statement {
  /// Whether statements stand between braces of this one.
  var holdsBlock: Bool { items.contains { $0.block != nil } }

  /// How many statements this is, those of its blocks and itself counted.
  package var extent: Int {
    items.reduce(1) { $0 + ($1.block?.reduce(0) { $0 + $1.extent } ?? 0) }
  }

  /// The same without the output that is expected of it.
  var unanswered: Statement {
    var statement = self
    statement.expected = nil
    statement.expectedSpan = nil
    return statement
  }
}

extension Item {
  /// The statements of a block; nil for all else.
  var block: [Statement]? {
    if case .block(let statements) = kind { statements } else { nil }
  }
}
