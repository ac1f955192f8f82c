import Commands
import Rendering
import ScriptSyntax

/// One interpreter with what makes it visible: scripts and the prompt run in the same one.
final class ShellSession {
  private var interpreter: Interpreter
  let display: Display
  /// The folders that scripts may touch beside their own.
  let doors: [Sandbox.Door]
  /// Where what runs is kept; nil: nowhere.
  var journal: Journal?
  private let outlet: Outlet
  private let ask: (@Sendable (String, [String]) -> Int?)?

  init(
    _ options: SessionOptions, _ display: Display, _ outlet: Outlet, doors: [Sandbox.Door]
  ) {
    interpreter = Interpreter(options)
    self.display = display
    self.outlet = outlet
    self.doors = doors
    ask = options.ask
  }

  /// Lets what comes now be entries of a person: one that fails is undone as a whole.
  func beginConversation() { interpreter.session.options.isInteractive = true }

  /// What a text that lies in no file may touch.
  var sandbox: Sandbox { Sandbox(allowing: doors) }

  /// Loads a text.
  func load(_ text: ScriptText) -> LoadResult {
    interpreter.session.options.files = text.files
    return interpreter.load(text.source)
  }

  /// Runs a program and shows what it says.
  func run(_ program: Program, of text: ScriptText) -> RunResult {
    interpreter.session.options.files = text.files
    interpreter.session.options.ask = text.witness.watching(ask)
    display.beginRun()
    var sink = DisplaySink(display: display)
    let display = display
    let result = interpreter.run(program, into: &sink) { display.show($0) }
    let (reached, stoppedAt) = display.endRun()
    if !interpreter.hasUndoneEntry { keep(text, stoppedAt) }
    if let reached {
      display.show(reached.complaint)
      interpreter.describe(into: &sink)
      return .budget
    }
    guard result == .interrupted else { return result }
    // Output that leads nowhere stops a run too, but is not what the user asked for.
    if !Interrupts.isRaised, outlet.failure != 0 { return .quit }
    display.showInterruption(progress)
    return result
  }

  /// How far the world has come.
  var progress: RunProgress {
    RunProgress(
      now: interpreter.now, inFlight: interpreter.inFlight, events: interpreter.eventCount)
  }

  /// What Tab offers for the word at the end of an entry.
  func completions(for entry: String) -> Completions {
    interpreter.session.options.files = sandbox.files
    return interpreter.completions(for: entry)
  }

  /// How the verb of the statement at the end of an entry is used; nil: none is typed yet.
  func syntax(for entry: String) -> String? { interpreter.syntax(for: entry) }

  // MARK: - The journal

  private func keep(_ text: ScriptText, _ stoppedAt: Int?) {
    guard journal != nil else { return }
    let record = JournalRecord(
      isEntry: interpreter.session.options.isInteractive, name: text.source.name,
      text: text.source.bytes, learned: text.witness.learned, stop: stoppedAt,
      digest: interpreter.session.digest)
    guard let problem = journal?.note(record) else { return }
    outlet.warn("the session is not kept for `--resume`: \(problem)")
  }

  /// Runs a record of a journal again, unseen; returns whether it came to the same state. If not,
  /// the session is as it was before.
  func repeatRun(of record: JournalRecord) -> Bool {
    let before = interpreter.session.fork()
    let rehearsal = Rehearsal(record.learned)
    interpreter.session.options.isInteractive = record.isEntry
    interpreter.session.options.files = rehearsal.files
    interpreter.session.options.ask = rehearsal.ask
    let source = SourceText(name: record.name, bytes: record.text)
    if case .program(let program) = interpreter.load(source) {
      var sink = UnseenSink(looks: Looks(stoppingAt: record.stop))
      _ = interpreter.run(program, into: &sink) { _ in }
      if !Interrupts.isRaised, interpreter.session.digest == record.digest { return true }
    }
    interpreter.session = before
    return false
  }

  /// Tells one state of the session from others.
  var digest: UInt64 { interpreter.session.digest }
}

/// Shows nothing, and stops a run where it was stopped before.
private struct UnseenSink: Sink {
  let looks: Looks
  mutating func begin(_ text: String) {}
  mutating func emit(_ report: Report) {}
  var isStopping: Bool { looks.look(Interrupts.isRaised) }
}
