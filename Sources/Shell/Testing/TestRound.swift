import Commands
import Glibc
import Rendering

/// One round over scripts: each is run, judged, brought up to date where asked for, and reported.
struct TestRound {
  let invocation: TestInvocation
  /// The folders that scripts may touch beside their own.
  private let doors: [Sandbox.Door]
  let mayWrite: Bool
  let outlet: Outlet
  private let layout: TestReportLayout
  private var reports: [TestReport] = []
  private var reported = 0
  private var passed = 0
  private var status = ExitStatus.held
  private var question = ReviewQuestion()

  init(
    invocation: TestInvocation, doors: [Sandbox.Door], mayWrite: Bool, outlet: Outlet,
    palette: Palette
  ) {
    self.invocation = invocation
    self.doors = doors
    self.mayWrite = mayWrite
    self.outlet = outlet
    layout = TestReportLayout(palette: palette, flags: invocation.confines.flags)
  }

  /// Tests scripts side by side and reports them in order.
  mutating func run(_ scripts: [String]) -> ExitStatus {
    let (doors, limits) = (doors, invocation.confines.limits)
    let pool = OrderedPool<TestJudgement?>(
      jobs: scripts.count, atOnce: invocation.jobs ?? TestInvocation.cores
    ) { index in
      if Interrupts.isRaised { return nil }
      return TestJudgement(ScriptTrial(of: scripts[index], allowing: doors, limits))
    }
    defer { pool.finish() }
    for index in scripts.indices {
      if let judgement = pool.outcome(of: index), judgement.trial.status != .interrupted {
        take(judgement)
      }
      if Interrupts.isRaised {
        outlet.warn("interrupted; \(reported) of \(scripts.count) scripts were tested")
        return .interrupted
      }
      // Nobody reads what the others would bring.
      guard outlet.failure == 0 else {
        Interrupts.raise()
        return status
      }
    }
    writeDocument()
    show { $0.appendSummary(passed: passed, failed: scripts.count - passed, to: &$1) }
    return status
  }

  private mutating func take(_ judgement: TestJudgement) {
    let (report, own) = settled(judgement)
    status = status.followed(by: own)
    reported += 1
    if report.passed { passed += 1 }
    if invocation.junit != nil { reports.append(report) }
    show { $0.append(report, to: &$1) }
    // Others may take long.
    outlet.flush()
  }

  private func show(_ append: (TestReportLayout, inout [UInt8]) -> Void) {
    var bytes: [UInt8] = []
    append(layout, &bytes)
    outlet.write(bytes)
  }

  private mutating func writeDocument() {
    guard let path = invocation.junit else { return }
    if let problem = FileBytes.write(JUnitDocument.bytes(for: reports), to: path) {
      outlet.warn("cannot write \(path): \(problem.reason)")
      status = status.followed(by: .failed)
    }
  }

  // MARK: - Bringing blocks up to date

  /// The report and status of a script, after what is to be changed in it was changed.
  private mutating func settled(_ judgement: TestJudgement) -> (TestReport, ExitStatus) {
    let trial = judgement.trial
    let differing = invocation.updates || invocation.reviews ? judgement.differing : []
    let wanted = mayWrite ? differing + (invocation.records ? judgement.unrecorded : []) : []
    var accepted: [Int] = []
    var notes: [String] = []
    var problem: FileProblem?
    if trial.endedEarly {
      if !wanted.isEmpty { notes.append("left as it is: only a run that holds is recorded") }
    } else if !wanted.isEmpty {
      let rewriting = ScriptRewriting(source: trial.source, statements: trial.statements)
      let placed = wanted.sorted().filter { index in
        let isPlaced = trial.statements[index].expected != nil || rewriting.place(of: index) != nil
        if !isPlaced { notes.append(note(about: index, of: trial)) }
        return isPlaced
      }
      accepted = choose(placed, judgement)
      problem = write(accepted, trial, rewriting)
      if problem != nil { accepted = [] }
    }
    var report = judgement.report(accepting: accepted)
    report.notes += notes
    report.tally.recorded = accepted.count { trial.statements[$0].expected == nil }
    report.tally.rewritten = accepted.count - report.tally.recorded
    if let problem { report.add(problem.complaint(about: trial.path)) }
    return (report, trial.status.followed(by: report.passed ? .held : .failed))
  }

  private func note(about index: Int, of trial: ScriptTrial) -> String {
    let line = trial.source.position(of: Int(trial.statements[index].span.start)).line
    return "\(trial.path):\(line): not recorded, as another statement begins on its line: "
      + "give it a line of its own"
  }

  /// Those of the changes that are wanted: all, or what a person says to.
  private mutating func choose(_ wanted: [Int], _ judgement: TestJudgement) -> [Int] {
    guard invocation.reviews else { return wanted }
    let plain = judgement.report()
    return wanted.filter { index in
      var difference: [UInt8] = []
      layout.append(judgement.difference(of: index), of: plain, to: &difference)
      return question.accepts(difference, outlet)
    }
  }

  /// Puts the outputs of statements into the script; returns why it could not.
  private func write(
    _ accepted: [Int], _ trial: ScriptTrial, _ rewriting: ScriptRewriting
  ) -> FileProblem? {
    guard !accepted.isEmpty else { return nil }
    let outputs = accepted.map { (statement: $0, lines: trial.lines(of: $0)) }
    guard let bytes = rewriting.rewritten(with: outputs) else {
      return FileProblem(
        code: .unwritable, reason: "its output cannot stand in it as `#>` lines")
    }
    switch Sandbox.script(trial.path) {
    case .failure(let problem): return problem
    case .success(let (current, _)):
      guard current == trial.source.bytes else {
        return FileProblem(code: .unwritable, reason: "has changed while it was tested")
      }
    }
    if case .failure(let problem) = AtomicFile.replace(trial.path, with: bytes) { return problem }
    return nil
  }
}

extension TestReport {
  /// Notes what kept the script from being changed.
  fileprivate mutating func add(_ complaint: Complaint) {
    complaints.append(complaint)
    endingPart = 0
    cases[0].outcome = .broken
    isReproducible = !differences.isEmpty
  }
}
