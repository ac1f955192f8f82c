import Simulation

extension Session {
  /// Statements that say what chance decided, to stand before whatever sends the messages; with
  /// them, rules at random can go.
  package func statements(for choices: [Choice]) -> [String] {
    var statements: [String] = []
    for choice in choices {
      let message = text(choice.message)
      if let latency = choice.fate.latency {
        statements.append("latency \(message) \(Duration.decimalText(latency))")
      }
      if choice.fate.isLost { statements.append("loss \(message)") }
      if choice.fate.isDoubled { statements.append("duplicates \(message)") }
    }
    return statements
  }
}
