import ScriptSyntax

/// What a code means, why it is so, and what to do: a page of `parley explain`.
package struct CodePage: Sendable {
  /// When a code comes up, and so what becomes of the script.
  package enum Occasion: Sendable {
    /// While texts are read: nothing runs.
    case reading
    /// While the script runs; `expect error` matches it.
    case running
  }

  /// The word in `error[…]`.
  package let code: String
  /// When it comes up.
  package let occasion: Occasion
  /// What it means, in one sentence without a full stop.
  package let summary: String
  /// Why it is so, in sentences.
  package let reasons: [HelpLine]
  /// What to do about it, in sentences.
  package let remedies: [HelpLine]
  /// A script that brings it up; nil where none can.
  package let example: Specimen?
  /// The same script put right; nil where there is no such.
  package let corrected: Specimen?

  /// The page of a mistake in a text.
  init(
    _ code: DiagnosticCode, _ summary: String, why reasons: [HelpLine], remedy: [HelpLine],
    example: Specimen? = nil, corrected: Specimen? = nil
  ) {
    self.init(code.rawValue, .reading, summary, reasons, remedy, example, corrected)
  }

  /// The page of a refusal.
  init(
    _ code: ErrorCode, _ summary: String, why reasons: [HelpLine], remedy: [HelpLine],
    example: Specimen? = nil, corrected: Specimen? = nil
  ) {
    self.init(code.rawValue, .running, summary, reasons, remedy, example, corrected)
  }

  /// The page of a file that cannot be had.
  init(
    _ code: FileProblemCode, _ summary: String, why reasons: [HelpLine], remedy: [HelpLine]
  ) {
    self.init(code.rawValue, .reading, summary, reasons, remedy, nil, nil)
  }

  private init(
    _ code: String, _ occasion: Occasion, _ summary: String, _ reasons: [HelpLine],
    _ remedies: [HelpLine], _ example: Specimen?, _ corrected: Specimen?
  ) {
    self.code = code
    self.occasion = occasion
    self.summary = summary
    self.reasons = reasons
    self.remedies = remedies
    self.example = example
    self.corrected = corrected
  }
}

extension CodePage {
  /// Every page, sorted by code.
  package static let all: [CodePage] =
    (DiagnosticCode.allCases.map(\.page) + ErrorCode.allCases.map(\.page)
    + FileProblemCode.allCases.compactMap(\.page))
    .sorted { Name($0.code) < Name($1.code) }

  /// The page of this code.
  package static func named(_ code: String) -> CodePage? {
    all.first { $0.code.hasSameBytes(as: code) }
  }

  /// The code most like a word that is none.
  package static func nearCode(to word: String) -> String? {
    nearest(to: word, among: all.map(\.code))
  }
}

extension FileProblemCode {
  /// What the code means; nil for those that are explained among the others.
  var page: CodePage? {
    switch self {
    case .unreadable, .forbidden: nil
    case .interrupted: .interrupted
    case .unwritable: .unwritableFile
    case .noScripts: .noScripts
    }
  }
}
