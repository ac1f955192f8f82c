/// What Tab offers.
package struct Completion: Hashable, Sendable {
  /// What to insert for the word under the cursor.
  package var text: String
  /// A few words about it.
  package var summary: String
  /// A candidate.
  package init(text: String, summary: String) {
    self.text = text
    self.summary = summary
  }
}

/// What Tab offers for the word that is being typed.
package struct Completions: Sendable {
  /// The candidates, sorted by their bytes.
  package var candidates: [Completion]
  /// How many bytes of UTF-8 before the cursor they replace.
  package var replaced: Int

  /// Nothing.
  package static var none: Completions { Completions(candidates: [], replaced: 0) }

  /// These candidates.
  package init(candidates: [Completion], replaced: Int) {
    self.candidates = candidates
    self.replaced = replaced
  }
}
