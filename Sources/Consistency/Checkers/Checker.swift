/// One way to judge a history; being listed in `all` is being compared with its slow twin.
package struct Checker: Sendable {
  /// What to judge by.
  package struct Question: Sendable {
    /// The client whose operations are judged; nil: all, and those of nobody in particular.
    package var session: Int32?
    /// How many steps a search may take.
    package var budget: Int

    /// A question about all clients, or one; only searches look at the budget.
    package init(session: Int32? = nil, budget: Int = 1_000_000) {
      self.session = session
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
    let verdict = rule(history, question)
    return verdict == .holds && history.isFull ? .undecided(.history) : verdict
  }

  /// All of them, sorted by name.
  package static let all: [Checker] = [
    .consistentPrefix, .linearizable, .monotonicReads, .monotonicWrites, .noLostUpdates,
    .readYourWrites, .writesFollowReads,
  ]
}
