import Commands

/// What came of testing a script.
package struct TestReport: Sendable {
  /// The script as the user named it.
  package var file: String
  /// The script's own case, and then one for each of its sections, in order.
  package var cases: [TestCase]
  /// What was counted.
  package var tally = TestTally()
  /// The statements that led to the first failure, since its section began.
  package var approach: [TestStep] = []
  /// Outputs that are not as expected, in the order of the script.
  package var differences: [TestDifference] = []
  /// The position of the case in which the run ended before its end; nil: it did not.
  package var endingPart: Int?
  /// What ended the run, or kept it from starting.
  package var complaints: [Complaint] = []
  /// The judgement that did not hold and ended the run.
  package var verdict: VerdictReport?
  /// Whether another run fails in the same way; not where only writing the script did.
  package var isReproducible = true
  /// What else to say about it, a line each.
  package var notes: [String] = []

  /// A script that nothing is known about.
  package init(file: String, cases: [TestCase] = [TestCase(name: nil)]) {
    self.file = file
    self.cases = cases
  }

  /// Whether everything that ran held.
  package var passed: Bool { !cases.contains { $0.outcome == .failed || $0.outcome == .broken } }
}

/// A part of a script that passes or fails on its own.
package struct TestCase: Sendable {
  /// The section's name; nil: what stands outside of sections.
  package var name: String?
  /// What came of it.
  package var outcome = Outcome.passed

  /// What came of a part of a script.
  package enum Outcome: Sendable {
    case passed
    /// A judgement or an expected output did not hold.
    case failed
    /// It could not run to its end.
    case broken
    /// The run ended before it.
    case skipped
  }

  /// A part that holds so far.
  package init(name: String?) { self.name = name }
}

/// What was counted in a script.
package struct TestTally: Sendable {
  /// Top-level statements that ran.
  package var statements = 0
  /// Blocks of expected output that were compared.
  package var compared = 0
  /// Blocks that were rewritten.
  package var rewritten = 0
  /// Blocks that were added.
  package var recorded = 0

  /// Nothing yet.
  package init() {}
}

/// A statement that ran, and what it printed.
package struct TestStep: Sendable {
  /// Its source.
  package var statement: String
  /// What it printed; nil: shown elsewhere.
  package var output: [String]?

  /// A step.
  package init(statement: String, output: [String]?) {
    self.statement = statement
    self.output = output
  }
}

/// A block of expected output and what was printed instead.
package struct TestDifference: Sendable {
  /// The position of its case in the report.
  package var part: Int
  /// The source of the statement that printed.
  package var statement: String
  /// The line of the script where the block begins, or would; from 1.
  package var line: Int
  /// The lines.
  package var lines: LineDifference

  /// A difference.
  package init(part: Int, statement: String, line: Int, lines: LineDifference) {
    self.part = part
    self.statement = statement
    self.line = line
    self.lines = lines
  }
}
