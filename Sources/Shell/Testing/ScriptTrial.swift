import Commands
import Rendering
import ScriptSyntax

/// One run of a script in a session of its own, with what each statement printed.
struct ScriptTrial: Sendable {
  /// The script as the user named it.
  let path: String
  /// What it holds.
  private(set) var source: SourceText
  /// Its top-level statements; none where it could not be loaded.
  private(set) var statements: [Statement] = []
  /// What each statement that ran printed, in order.
  private(set) var outputs: [[UInt8]] = []
  /// What was complained about.
  private(set) var complaints: [Complaint] = []
  /// The judgement that did not hold.
  private(set) var verdict: VerdictReport?
  /// Whether it was reproduced, if it is a report.
  private(set) var reproduction: Reproduction?
  /// How the run ended, expected output aside.
  private(set) var status = ExitStatus.held

  /// Runs a script as if it were given on the command line, except for what makes output visible.
  init(of path: String, allowing doors: [Sandbox.Door] = [], _ limits: Limits = Limits()) {
    self.path = path
    source = SourceText(name: path, bytes: [])
    switch Sandbox.script(path, allowing: doors) {
    case .success(let (bytes, sandbox)):
      source = SourceText(name: path, bytes: bytes)
      run(in: sandbox, limits)
    case .failure(let problem):
      status = problem.code == .interrupted ? .interrupted : .usage
      complaints = [problem.complaint(about: path)]
    }
  }

  private mutating func run(in sandbox: Sandbox, _ limits: Limits) {
    var options = SessionOptions()
    options.statementLimit = limits[.statements]?.amount ?? options.statementLimit
    options.eventLimit = limits[.events]?.amount ?? options.eventLimit
    options.files = sandbox.files
    options.render = { TextRenderer.bytes(of: $0) }
    var interpreter = Interpreter(options)
    switch interpreter.load(source) {
    case .complaints(let found):
      complaints = found
      status = .usage
    case .incomplete: status = .usage
    case .program(let program):
      statements = program.statements
      var sink = TrialSink(limits)
      var found: [Complaint] = []
      status = ExitStatus(interpreter.run(program, into: &sink) { found.append($0) })
      if let reached = sink.endWatch() {
        status = .budget
        found.append(reached.complaint)
        interpreter.describe(into: &sink)
      }
      outputs = sink.outputs
      verdict = sink.verdict
      reproduction = sink.reproduction
      complaints = found
    }
  }

  /// The lines that a statement printed.
  func lines(of index: Int) -> [String] { String(decoding: outputs[index], as: UTF8.self).lines }

  /// The source of a statement.
  func excerpt(of index: Int) -> String {
    let span = statements[index].span
    return String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
  }

  /// Whether the run ended in the last statement that ran.
  var endedEarly: Bool { status != .held }

  /// The statements whose output can be judged: what ended the run is judged already.
  var judged: Range<Int> { 0..<max(outputs.count - (endedEarly ? 1 : 0), 0) }
}

/// Keeps what each top-level statement prints apart, and sees to what the script uses up.
private final class TrialSink: Sink {
  private(set) var outputs: [[UInt8]] = []
  private(set) var verdict: VerdictReport?
  private(set) var reproduction: Reproduction?
  private let renderer = TextRenderer()
  private var watch: Watch

  init(_ limits: Limits) {
    watch = Watch(limits)
    watch.begin()
  }

  /// What comes now counts for nothing; returns the limit that was reached.
  func endWatch() -> Limits.Bound? {
    watch.end()
    return watch.reached
  }

  var isStopping: Bool { Interrupts.isRaised || watch.look() }

  func begin(_ statement: String) { outputs.append([]) }
  func conclude(_ reproduction: Reproduction) { self.reproduction = reproduction }

  func emit(_ report: Report) {
    if case .verdict(let verdict) = report, !verdict.held {
      self.verdict = verdict
    } else if !outputs.isEmpty {
      var bytes: [UInt8] = []
      renderer.render(report, into: &bytes)
      if watch.admits(bytes.count) { outputs[outputs.count - 1] += bytes }
    }
  }
}
