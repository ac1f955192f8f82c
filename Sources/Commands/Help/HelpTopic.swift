/// A page of the manual that is about no single verb.
package struct HelpTopic: Sendable {
  /// The word behind `help`.
  package let name: String
  /// One sentence.
  package let summary: String
  /// Headings with their lines.
  package let sections: [(heading: String, lines: [HelpLine])]
  /// A script that runs by itself; nil where there is nothing to show.
  package let example: Specimen?

  /// All pages, sorted by name.
  package static let all: [HelpTopic] = [
    .counters, .errors, .exit, .faults, .leader, .leaderless, .lua, .merges, .messages, .output,
    .predicates, .prompt, .quorums, .reports, .selectors, .sessions, .syntax, .tests, .time,
    .travel,
    .variables,
  ]

  /// The page of this name.
  package static func named(_ name: String) -> HelpTopic? {
    all.first { $0.name.hasSameBytes(as: name) }
  }

  init(
    _ name: String, _ summary: String, _ sections: [(heading: String, lines: [HelpLine])],
    example: Specimen? = nil
  ) {
    self.name = name
    self.summary = summary
    self.sections = sections
    self.example = example
  }
}
