import Commands
import ScriptSyntax

/// One interpreter with what makes it visible: scripts and the prompt run in the same one.
final class ShellSession {
  private var interpreter: Interpreter
  let display: Display
  private let outlet: Outlet

  init(_ options: SessionOptions, _ display: Display, _ outlet: Outlet) {
    interpreter = Interpreter(options)
    self.display = display
    self.outlet = outlet
  }

  /// Lets what comes now be entries of a person: one that fails is undone as a whole.
  func beginConversation() { interpreter.session.options.isInteractive = true }

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
    display.showInterruption(at: interpreter.now, inFlight: interpreter.inFlight)
    return result
  }

  /// What Tab offers for the word at the end of `line`.
  func completions(for line: String) -> (candidates: [Completion], replaced: Int) {
    interpreter.completions(for: line)
  }
}
