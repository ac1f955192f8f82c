/// One way to judge a history; being listed in `all` is being compared with its slow twin.
package struct Checker: Sendable {
  /// What to judge by.
  package struct Question: Sendable {
    /// The client whose operations are judged; nil: all, and those of nobody in particular.
    package var session: Int32?
    /// The key that is judged as if there were no other; nil: all.
    package var key: Int32?
    /// How many steps a search may take.
    package var budget: Int

    /// A question about all clients and keys, or one; only searches look at the budget.
    package init(session: Int32? = nil, key: Int32? = nil, budget: Int = 1_000_000) {
      self.session = session
      self.key = key
      self.budget = budget
    }
  }

  /// What the language calls it.
  package let name: String
  /// What is true of a history that it finds in order, as half a sentence.
  package let summary: String
  private let rule: @Sendable (History, Question) -> Verdict

  init(
    _ name: String, _ summary: String,
    rule: @escaping @Sendable (History, Question) -> Verdict
  ) {
    self.name = name
    self.summary = summary
    self.rule = rule
  }

  /// Judges a history. What is in order in a history that is full need not be so afterwards.
  package func judge(_ history: History, _ question: Question = Question()) -> Verdict {
    let verdict = verdict(history, question)
    return verdict == .holds && history.isFull ? .undecided(.history) : verdict
  }

  private func verdict(_ history: History, _ question: Question) -> Verdict {
    guard let key = question.key else { return rule(history, question) }
    let part = history.part(about: key)
    return rule(part.history, question).renumbered(part.numbers)
  }

  /// All of them, sorted by name.
  package static let all: [Checker] = [
    .consistentPrefix, .linearizable, .monotonicReads, .monotonicWrites, .noLostUpdates,
    .readYourWrites, .writesFollowReads,
  ]
}
