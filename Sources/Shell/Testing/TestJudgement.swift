import Commands
import Rendering
import ScriptSyntax

/// What a run of a script amounts to as a test: which outputs are not as expected, and where.
struct TestJudgement: Sendable {
  let trial: ScriptTrial
  /// The statements whose output is not what their block says, in order.
  let differing: [Int]
  /// The statements that printed and have no block, in order.
  let unrecorded: [Int]

  init(_ trial: ScriptTrial) {
    self.trial = trial
    var differing: [Int] = []
    var unrecorded: [Int] = []
    for index in trial.judged {
      if let expected = trial.statements[index].expected {
        let isMet = OutputPattern(expected).matches(trial.lines(of: index))
        if !isMet { differing.append(index) }
      } else if !trial.outputs[index].isEmpty {
        unrecorded.append(index)
      }
    }
    self.differing = differing
    self.unrecorded = unrecorded
  }

  /// The report, once some outputs are accepted as the expected ones.
  func report(accepting accepted: [Int] = []) -> TestReport {
    let differing = differing.filter { !accepted.contains($0) }
    var report = TestReport(file: trial.path, cases: cases)
    report.tally.statements = trial.outputs.count
    report.tally.compared = trial.judged.count { trial.statements[$0].expected != nil }
    report.differences = differing.map(difference)
    report.complaints = trial.complaints
    report.verdict = trial.verdict
    report.approach = approach(to: differing.first)
    report.notes = unreached + deviation
    for index in differing { report.cases[parts[index]].outcome = .failed }
    for index in parts.indices where index >= trial.outputs.count && parts[index] > 0 {
      report.cases[parts[index]].outcome = .skipped
    }
    if trial.endedEarly {
      let part = trial.outputs.isEmpty ? 0 : parts[trial.outputs.count - 1]
      report.endingPart = part
      report.cases[part].outcome = trial.status == .failed ? .failed : .broken
    }
    return report
  }

  /// What a report that was not reproduced says of itself.
  private var deviation: [String] {
    guard let reproduction = trial.reproduction, reproduction.difference != nil else { return [] }
    var bytes: [UInt8] = []
    TextRenderer().render(reproduction, into: &bytes)
    return [String(decoding: bytes.dropLast(), as: UTF8.self)]
  }

  /// A note on blocks that were compared with nothing, since `quit` stands before them.
  private var unreached: [String] {
    let rest = trial.statements.indices.dropFirst(trial.outputs.count)
    guard !trial.endedEarly,
      let span = rest.lazy.compactMap({ trial.statements[$0].expectedSpan }).first
    else { return [] }
    let line = trial.source.position(of: Int(span.start)).line
    return ["\(trial.path):\(line): not compared, as the script has quit before"]
  }

  /// What the block of a statement says, or would, and what the statement printed.
  func difference(of index: Int) -> TestDifference {
    let statement = trial.statements[index]
    let expected = statement.expected ?? []
    let printed = trial.lines(of: index)
    let start = statement.expectedSpan?.start ?? statement.span.end
    let line = trial.source.position(of: Int(start)).line + (statement.expected == nil ? 1 : 0)
    let lines = LineDifference(
      expected, printed, names: ("expected", "actual"),
      alignment: OutputPattern(expected).alignment(with: printed), origin: (trial.path, line))
    return TestDifference(
      part: parts[index], statement: trial.excerpt(of: index), line: line, lines: lines)
  }

  // MARK: - Sections

  /// The script's own case and those of its sections; sections of one name are numbered.
  private var cases: [TestCase] {
    var uses: [String: Int] = [:]
    let sections = trial.statements.compactMap(\.sectionName).map { name in
      uses[name, default: 0] += 1
      let use = uses[name, default: 1]
      return TestCase(name: use > 1 ? "\(name) (\(use))" : name)
    }
    return [TestCase(name: nil)] + sections
  }

  /// The case that each statement belongs to.
  private var parts: [Int] {
    var sections = 0
    return trial.statements.map { statement in
      guard statement.sectionName != nil else { return 0 }
      sections += 1
      return sections
    }
  }

  /// The statements since the last section began, up to the first failure.
  private func approach(to differing: Int?) -> [TestStep] {
    let ending = trial.endedEarly ? trial.outputs.indices.last : nil
    guard let last = differing ?? ending else { return [] }
    let sections = trial.statements[...last].indices.filter {
      trial.statements[$0].sectionName != nil
    }
    let start = sections.last.map { $0 == last ? $0 : $0 + 1 } ?? 0
    return (start...last).map { index in
      // The difference shows what the last one printed.
      let isShown = index != differing
      return TestStep(
        statement: trial.excerpt(of: index), output: isShown ? trial.lines(of: index) : nil)
    }
  }
}
