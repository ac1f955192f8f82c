import ScriptSyntax
import Simulation

/// Where reports go, and who says when the user wants to stop.
package protocol Sink {
  /// A top-level statement begins; `text` is its source.
  mutating func begin(_ text: String)
  /// Takes a report.
  mutating func emit(_ report: Report)
  /// A top-level statement has ended; the session's digest behind it.
  mutating func end(_ digest: UInt64)
  /// A report has run; whether it came out as it says.
  mutating func conclude(_ reproduction: Reproduction)
  /// A script is being made smaller: how many statements it had and has, and how many runs it took.
  func shrinking(from before: Int, to now: Int, runs: Int)
  /// Whether somebody looks at digests: they take time.
  var wantsDigests: Bool { get }
  /// Whether the user wants to stop.
  var isStopping: Bool { get }
}

extension Sink {
  /// Nobody looks at digests.
  package mutating func end(_ digest: UInt64) {}
  /// Nobody runs reports.
  package mutating func conclude(_ reproduction: Reproduction) {}
  /// Nobody waits for scripts that are made smaller.
  package func shrinking(from before: Int, to now: Int, runs: Int) {}
  /// Nobody looks at digests.
  package var wantsDigests: Bool { false }
}

/// The files a session may read and write, handed in by the shell: a sandbox.
package struct Files: Sendable {
  /// Reads the file `path`, relative to the folder of the file `base` (nil: the current folder).
  /// Returns its canonical name (equal for equal files) and bytes, or why it cannot be read.
  package var read: @Sendable (_ path: String, _ base: String?) -> Result<SourceFile, FileProblem>
  /// Lists what may be read in `folder`, for completion; nothing where that cannot be told.
  package var list: @Sendable (_ folder: String) -> [FileEntry]
  /// Writes the whole file `path`, new or not, relative as in `read`, at once or not at all.
  /// Returns its name as it is shown, or why it cannot be written: `forbidden`, `unwritable`.
  package var write:
    @Sendable (_ path: String, _ base: String?, _ bytes: [UInt8]) -> Result<String, FileProblem>

  /// No files at all.
  package static var none: Files {
    Files(read: { _, _ in .failure(FileProblem(reason: "no files here")) })
  }

  /// Files by a function.
  package init(
    read: @escaping @Sendable (String, String?) -> Result<SourceFile, FileProblem>,
    list: @escaping @Sendable (String) -> [FileEntry] = { _ in [] },
    write: @escaping @Sendable (String, String?, [UInt8]) -> Result<String, FileProblem> = {
      _, _, _ in .failure(FileProblem(code: .unwritable, reason: "no files here"))
    }
  ) {
    self.read = read
    self.list = list
    self.write = write
  }
}

/// A file or folder as a listing names it.
package struct FileEntry: Hashable, Sendable {
  /// Its name in its folder.
  package var name: String
  /// Whether it holds others.
  package var isFolder: Bool
  /// An entry.
  package init(name: String, isFolder: Bool) {
    self.name = name
    self.isFolder = isFolder
  }
}

/// A file that was read.
package struct SourceFile: Sendable {
  /// Equal for equal files.
  package var canonicalName: String
  /// As it is shown.
  package var name: String
  /// What it holds.
  package var bytes: [UInt8]
  /// A file.
  package init(canonicalName: String, name: String, bytes: [UInt8]) {
    self.canonicalName = canonicalName
    self.name = name
    self.bytes = bytes
  }
}

/// The stable words for why a file cannot be had or written.
package enum FileProblemCode: String, Sendable, CaseIterable {
  /// It is not there, or cannot be read.
  case unreadable = "unreadable-file"
  /// It cannot be written.
  case unwritable = "unwritable-file"
  /// It lies outside the sandbox.
  case forbidden
  /// The user wants to stop.
  case interrupted
  /// It is a folder, and holds no script to test.
  case noScripts = "no-scripts"
}

/// Why a file cannot be read or written.
package struct FileProblem: Error, Sendable {
  /// The kind of problem.
  package var code: FileProblemCode
  /// In words: "is a folder", "no such file", "permission denied".
  package var reason: String
  /// A problem.
  package init(code: FileProblemCode = .unreadable, reason: String) {
    self.code = code
    self.reason = reason
  }
}

/// How a session is set up.
package struct SessionOptions: Sendable {
  /// The seed of all chance.
  package var seed: UInt64 = 42
  /// What may be read and written.
  package var files = Files.none
  /// Whether a person sits at a prompt: confirmations are wanted, and a failed entry is undone as
  /// a whole.
  package var isInteractive = false
  /// Whether a script goes on after a failure.
  package var keepsGoing = false
  /// How many statements one program may run, turns of loops and calls included.
  package var statementLimit = 100_000_000
  /// How many events one program may bring about.
  package var eventLimit = Int.max
  /// Asks the reader to choose among siblings (`ask`); nil: nobody to ask. Returns an index, or nil
  /// to leave them.
  package var ask: (@Sendable (_ key: String, _ siblings: [String]) -> Int?)?
  /// Makes of what a statement says the text that a person reads, for reports; nil: nobody does.
  package var render: (@Sendable (Report) -> [UInt8])?
  /// The defaults.
  package init() {}
}

/// A text that was parsed and bound with its includes.
package struct Program: Sendable {
  /// The top-level statements as they were written, in order; `Sink.begin` is called once for each.
  package let statements: [Statement]
  /// The same, bound.
  let bound: [BoundStatement]
  /// What was known before it was loaded.
  let before: KnownNames
  /// What the text says comes of it, if it is a report.
  let record: ReportRecord?
}

/// What came of loading a text.
package enum LoadResult: Sendable {
  case program(Program)
  /// Every syntax and binding error of the text and its includes.
  case complaints([Complaint])
  /// The text ends inside something: a prompt asks for more.
  case incomplete(OpenDelimiter)
}

/// How a run ended.
package enum RunResult: Sendable, Equatable {
  case ok
  /// An expectation failed; its verdict was emitted.
  case failed
  /// The world said no.
  case refused
  /// A budget ran out.
  case budget
  /// The user stopped it.
  case interrupted
  /// `quit`.
  case quit
  /// It was a report, and not reproduced.
  case differed
}

/// Loads and runs texts in one session: the only door to Commands.
package struct Interpreter: ~Copyable {
  /// What texts work on.
  package var session: Session

  /// Whether the last entry failed and left the session as it was.
  package private(set) var hasUndoneEntry = false

  /// A fresh session.
  package init(_ options: SessionOptions) { session = Session(options) }

  /// Virtual time, for a prompt.
  package var now: Tick { session.world.now }
  /// Messages in flight, for a prompt.
  package var inFlight: Int { session.world.count(.inFlight) }
  /// Events so far, for whoever stopped a run.
  package var eventCount: Int { session.world.eventCount }

  // MARK: - Loading

  /// Parses and binds a text with its includes; nothing runs.
  ///
  /// Definitions and variables of texts loaded earlier are known.
  package mutating func load(_ source: SourceText) -> LoadResult {
    let file = session.library.add(source)
    let result = Parser.parse(session.library[file].text, file: file)
    if session.options.isInteractive, source.name.hasPrefix("<prompt"), result.isIncomplete,
      let delimiter = result.openDelimiter
    {
      return .incomplete(delimiter)
    }
    let binder = Binder(
      library: session.library, known: session.environment.known, files: session.options.files,
      isSaved: SavedHeader(source.bytes) != nil)
    let bound = binder.bind(result.statements)
    session.library = binder.library
    let diagnostics = result.diagnostics + binder.diagnostics
    guard diagnostics.isEmpty else { return .complaints(complaints(diagnostics)) }
    let before = session.environment.known
    session.environment.known = binder.known
    let record = ReportRecord(session.library[file].text, result.statements)
    return .program(
      Program(statements: result.statements, bound: bound, before: before, record: record))
  }

  private func complaints(_ diagnostics: [Diagnostic]) -> [Complaint] {
    let order = diagnostics.indices.sorted { lhs, rhs in
      let (left, right) = (diagnostics[lhs].span, diagnostics[rhs].span)
      return (left.file, left.start, Int32(lhs)) < (right.file, right.start, Int32(rhs))
    }
    return order.map { index in
      let diagnostic = diagnostics[index]
      return Complaint(diagnostic, at: session.library.place(of: diagnostic.span))
    }
  }

  // MARK: - Running

  /// Runs a program; stops at the first failure unless the options say to go on.
  ///
  /// What was refused is handed to `complain`. At the prompt an entry that fails leaves the session
  /// as it was, unless it was stopped on its way or a request of it ended badly: that happened.
  package mutating func run(
    _ program: Program, into sink: inout some Sink, complain: (Complaint) -> Void
  ) -> RunResult {
    hasUndoneEntry = false
    guard session.options.isInteractive else { return attempt(program, &sink, complain) }
    // What one statement has done is found out by running what led there again; several may have
    // moved through time.
    var before = program.bound.count == 1 ? nil : session.fork()
    let standing = session.standing
    let future = Array(session.journey.timeline.future)
    var happened = false
    let result = attempt(program, &sink) { complaint in
      happened = happened || Self.outcomes.contains(complaint.code)
      complain(complaint)
    }
    happened = happened || session.allowance.hasHappened
    let isUndone = !happened && (result == .failed || result == .refused)
    if isUndone {
      let failure = session.journey.failure
      if let saved = before.take() {
        session = saved
      } else {
        session.takeBack(to: standing, future: future)
      }
      session.environment.known = program.before
      session.journey.failure = failure
      hasUndoneEntry = true
    }
    return result
  }

  /// The codes of what became of a request, as against what was impossible.
  private static let outcomes = [ErrorCode.unavailable, .timeout, .conflict, .strategy].map(
    \.rawValue)

  private mutating func attempt(
    _ program: Program, _ sink: inout some Sink, _ complain: (Complaint) -> Void
  ) -> RunResult {
    session.beginAllowance()
    var trial = program.record.map { ReportTrial($0) }
    let result = attempt(program, &trial, &sink, complain)
    guard let reproduction = trial?.conclusion, result != .interrupted else { return result }
    sink.conclude(reproduction)
    return reproduction.difference == nil ? result : .differed
  }

  private mutating func attempt(
    _ program: Program, _ trial: inout ReportTrial?, _ sink: inout some Sink,
    _ complain: (Complaint) -> Void
  ) -> RunResult {
    var result = RunResult.ok
    for (index, statement) in program.bound.enumerated() {
      sink.begin(session.library.excerpt(program.statements[index].span))
      session.keepPresent()
      let before = session.standing
      let halt = session.halt(of: statement, into: &sink)
      let ending = session.note(statement, since: before, endedBy: halt)
      let outcome = halt.map { report($0, &sink, complain) }
      if sink.wantsDigests || trial != nil {
        let digest = session.digest
        trial?.note(digest, ending)
        if sink.wantsDigests { sink.end(digest) }
      }
      if result == .ok && session.allowance.failures > 0 { result = .failed }
      guard let halt, let outcome else { continue }
      if outcome == .quit || outcome == .interrupted { return result == .ok ? outcome : result }
      if result == .ok { result = outcome }
      if !session.options.keepsGoing || halt.isFinal { return result }
    }
    return result
  }

  private func report(
    _ halt: Halt, _ sink: inout some Sink, _ complain: (Complaint) -> Void
  ) -> RunResult {
    switch halt {
    case .refused(let complaint):
      complain(complaint)
      return complaint.code == ErrorCode.budget.rawValue ? .budget : .refused
    case .failed(let verdict):
      sink.emit(.verdict(verdict))
      return .failed
    case .budget(let complaint):
      complain(complaint)
      describe(into: &sink)
      return .budget
    case .interrupted: return .interrupted
    case .quit: return .quit
    }
  }

  /// Says in short where the session stands, for whoever ended a run.
  package func describe(into sink: inout some Sink) {
    for report in session.summary() { sink.emit(report) }
  }

  /// The candidates for the word at the end of an entry that is being typed.
  package borrowing func completions(for entry: String) -> Completions {
    session.completions(for: entry)
  }

  /// How the verb of the statement at the end of an entry is used: the form that fits best.
  package borrowing func syntax(for entry: String) -> String? { session.syntax(for: entry) }
}
