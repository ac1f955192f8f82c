import Commands
import Rendering
import ScriptSyntax

/// One interpreter with what makes it visible: scripts and the prompt run in the same one.
final class ShellSession {
  private var interpreter: Interpreter
  let display: Display
  /// The folders that scripts may touch beside their own.
  let doors: [Sandbox.Door]
  private let outlet: Outlet

  init(
    _ options: SessionOptions, _ display: Display, _ outlet: Outlet, doors: [Sandbox.Door]
  ) {
    interpreter = Interpreter(options)
    self.display = display
    self.outlet = outlet
    self.doors = doors
  }

  /// Lets what comes now be entries of a person: one that fails is undone as a whole.
  func beginConversation() { interpreter.session.options.isInteractive = true }

  /// What a text that lies in no file may touch.
  var sandbox: Sandbox { Sandbox(allowing: doors) }

  /// Loads a text, which may read what its sandbox holds.
  func load(_ source: SourceText, in sandbox: Sandbox) -> LoadResult {
    interpreter.session.options.files = sandbox.files
    return interpreter.load(source)
  }

  /// Runs a program and shows what it says.
  func run(_ program: Program, in sandbox: Sandbox) -> RunResult {
    interpreter.session.options.files = sandbox.files
    var sink = DisplaySink(display: display)
    let display = display
    let result = interpreter.run(program, into: &sink) { display.show($0) }
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
}
