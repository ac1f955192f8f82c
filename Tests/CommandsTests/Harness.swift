import Commands
import ScriptSyntax

/// Keeps everything a run says.
struct RecordingSink: Sink {
  var reports: [Report] = []
  var statements: [String] = []
  var digests: [UInt64] = []
  var wantsDigests = false
  var reproduction: Reproduction?
  var isStopping = false
  /// After how many reports the user wants to stop.
  var stopsAfter = Int.max
  mutating func begin(_ text: String) { statements.append(text) }
  mutating func end(_ digest: UInt64) { digests.append(digest) }
  mutating func conclude(_ reproduction: Reproduction) { self.reproduction = reproduction }
  mutating func emit(_ report: Report) {
    reports.append(report)
    if reports.count >= stopsAfter { isStopping = true }
  }
}

/// A session under test.
struct Bench: ~Copyable {
  var interpreter: Interpreter
  var sink = RecordingSink()
  var complaints: [Complaint] = []

  init(_ options: SessionOptions = SessionOptions()) { interpreter = Interpreter(options) }

  /// The complaints of loading a text.
  mutating func diagnose(_ text: String, name: String = "main.repl") -> [Complaint] {
    switch interpreter.load(SourceText(name: name, bytes: Array(text.utf8))) {
    case .complaints(let complaints): complaints
    case .program, .incomplete: []
    }
  }

  /// Loads and runs a text; nil if it does not load.
  @discardableResult
  mutating func run(_ text: String, name: String = "main.repl") -> RunResult? {
    switch interpreter.load(SourceText(name: name, bytes: Array(text.utf8))) {
    case .complaints(let complaints):
      self.complaints += complaints
      return nil
    case .incomplete: return nil
    case .program(let program):
      var heard: [Complaint] = []
      let result = interpreter.run(program, into: &sink) { heard.append($0) }
      complaints += heard
      return result
    }
  }

  /// What was said in notes.
  var notes: [String] {
    sink.reports.compactMap { if case .note(let text) = $0 { text } else { nil } }
  }

  /// What was confirmed.
  var confirmations: [String] {
    sink.reports.compactMap { if case .done(let text) = $0 { text } else { nil } }
  }

  /// The judgements told.
  var verdicts: [VerdictReport] {
    sink.reports.compactMap { if case .verdict(let verdict) = $0 { verdict } else { nil } }
  }
}

/// The first complaint about a text, as `line:column code message`.
func firstComplaint(_ text: String) -> String {
  var bench = Bench()
  guard let complaint = bench.diagnose(text).first else { return "" }
  return "\(complaint.place.line):\(complaint.place.column) \(complaint.code)"
}
