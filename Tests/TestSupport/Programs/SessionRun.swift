import Commands
import Rendering
import ScriptSyntax
import Simulation

/// One session driven by texts, with everything it says as text and as JSON lines.
package struct SessionRun: ~Copyable {
  /// What runs the texts.
  package var interpreter: Interpreter
  /// What was said.
  package var transcript: Transcript

  /// A session; a run that says more than `reportLimit` things is stopped as by a user.
  package init(_ options: SessionOptions = SessionOptions(), reportLimit: Int = 20_000) {
    interpreter = Interpreter(options)
    transcript = Transcript(reportLimit: reportLimit)
  }

  /// A second session that goes on from this one, with nothing said yet.
  package borrowing func fork() -> SessionRun {
    var other = SessionRun(interpreter.session.options, reportLimit: transcript.reportLimit)
    other.interpreter.session = interpreter.session.fork()
    return other
  }

  /// Loads and runs a text; what came of it, or nil where it does not load.
  @discardableResult
  package mutating func run(_ text: [UInt8], named name: String = "main.repl") -> RunResult? {
    switch interpreter.load(SourceText(name: name, bytes: text)) {
    case .incomplete: return nil
    case .complaints(let complaints):
      for complaint in complaints { transcript.take(complaint) }
      return nil
    case .program(let program):
      var complaints: [Complaint] = []
      transcript.reports = 0
      let result = interpreter.run(program, into: &transcript) { complaints.append($0) }
      for complaint in complaints { transcript.take(complaint) }
      return result
    }
  }

  /// Loads and runs a text.
  @discardableResult
  package mutating func run(_ text: String, named name: String = "main.repl") -> RunResult? {
    run(Array(text.utf8), named: name)
  }

  /// The identity of the world's state.
  package var fingerprint: UInt64 {
    mutating get { interpreter.session.world.fingerprint() }
  }

  /// The same, computed from nothing.
  package var recomputedFingerprint: UInt64 {
    interpreter.session.world.recomputedFingerprint()
  }
}

/// What a session says, rendered as it is said.
package struct Transcript: Sink {
  /// As people read it.
  package var text: [UInt8] = []
  /// As programs read it, an object a line.
  package var lines: [UInt8] = []
  /// How many expectations failed.
  package var failures = 0
  /// The codes of what was complained about, in order.
  package var codes: [String] = []
  /// How many reports came since the run began.
  var reports = 0
  let reportLimit: Int

  init(reportLimit: Int) { self.reportLimit = reportLimit }

  /// A report as people read it.
  package static func bytes(of report: Report) -> [UInt8] { TextRenderer.bytes(of: report) }

  /// Whether enough was said.
  package var isStopping: Bool { reports > reportLimit }

  /// Takes the source of a statement.
  package mutating func begin(_ statement: String) {
    TextRenderer(confirms: true).echo(statement, into: &text)
    JSONLinesRenderer().echo(statement, into: &lines)
  }

  /// Takes a report.
  package mutating func emit(_ report: Report) {
    reports += 1
    if case .events(let events) = report { reports += events.count }
    if case .verdict(let verdict) = report, !verdict.held { failures += 1 }
    TextRenderer(confirms: true).render(report, into: &text)
    JSONLinesRenderer().render(report, into: &lines)
  }

  mutating func take(_ complaint: Complaint) {
    codes.append(complaint.code)
    TextRenderer().render(complaint, into: &text)
    JSONLinesRenderer().render(complaint, into: &lines)
  }
}
