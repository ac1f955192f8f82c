import ScriptSyntax

/// What an example says when it runs in a session of its own.
///
/// It is run whenever it is shown, so that what a page prints is what happens.
package struct Demonstration: Sendable {
  /// The script's lines, each with the reports of the statements that end on it behind it.
  package private(set) var lines: [HelpLine] = []
  /// What was wrong with it, in order; a judgement that did not hold is a report.
  package private(set) var complaints: [Complaint] = []
  /// How it ended; nil: it could not be loaded.
  package private(set) var result: RunResult?

  /// The name of an example's file, in its complaints and for its includes.
  package static let fileName = "example.repl"
  /// A file that examples include, by name and text.
  package static let setup = (name: "setup.repl", text: "nodes a b\nlink a <-> b\n")

  /// Runs a script that may read nothing but itself and `setup.repl`.
  package init(_ script: Specimen) {
    let source = SourceText(name: Self.fileName, bytes: script.bytes)
    var options = SessionOptions()
    options.files = Self.files(with: script)
    var interpreter = Interpreter(options)
    var said: [(line: Int, report: Report)] = []
    switch interpreter.load(source) {
    case .incomplete: break
    case .complaints(let found): complaints = found
    case .program(let program):
      var sink = DemonstrationSink()
      var refused: [Complaint] = []
      result = interpreter.run(program, into: &sink) { refused.append($0) }
      complaints = refused
      // What a statement with expected output prints stands in the script already.
      said = zip(program.statements, sink.reports).flatMap { statement, reports in
        let line = source.position(of: Int(statement.span.end)).line
        return statement.expected == nil ? reports.map { (line, $0) } : []
      }
    }
    for (index, line) in script.shownLines.enumerated() {
      lines.append(.code(line))
      guard !script.isAbridged else { continue }
      lines += said.filter { $0.line == index + 1 }.map { .output($0.report) }
    }
  }

  private static func files(with script: Specimen) -> Files {
    var files = Files { path, _ in
      let isOutside = path.utf8.first == UInt8(ascii: "/") || path.utf8.starts(with: "..".utf8)
      if isOutside {
        let reason = "lies outside the folder that scripts may read here"
        return .failure(FileProblem(code: .forbidden, reason: reason))
      }
      let texts = [(fileName, script.bytes), (setup.name, Array(setup.text.utf8))]
      guard let (name, bytes) = texts.first(where: { $0.0.hasSameBytes(as: path) }) else {
        return .failure(FileProblem(reason: "no such file"))
      }
      return .success(SourceFile(canonicalName: name, name: name, bytes: bytes))
    }
    // Whatever an example writes goes nowhere.
    files.write = { path, _, _ in .success(path) }
    return files
  }
}

/// Keeps what each statement says.
private struct DemonstrationSink: Sink {
  var reports: [[Report]] = []
  var isStopping: Bool { false }

  mutating func begin(_ text: String) { reports.append([]) }

  mutating func emit(_ report: Report) {
    if case .done = report { return }
    guard !reports.isEmpty else { return }
    reports[reports.count - 1].append(report)
  }
}

/// A script of the manual.
package struct Specimen: Sendable, ExpressibleByStringLiteral {
  /// The script; U+FFFD stands for a byte that is not UTF-8.
  package let text: String
  /// What a page shows of it; nil: all.
  private let shown: String?

  /// Whether a page shows less than the whole.
  package var isAbridged: Bool { shown != nil }

  /// A script, and what is shown where it is too long to be read.
  package init(_ text: String, shown: String? = nil) {
    self.text = text
    self.shown = shown
  }

  /// A script that is shown as it is.
  package init(stringLiteral text: String) { self.init(text) }

  /// What a page shows, line by line.
  package var shownLines: [String] {
    (shown ?? text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// What is loaded.
  package var bytes: [UInt8] {
    text.unicodeScalars.flatMap { $0 == "\u{FFFD}" ? [0xFF] : Array(String($0).utf8) }
  }
}
