import Commands
import Glibc
import ScriptSyntax

/// Runs scripts one after the other in one session, as if a first one included them.
///
/// All are read and loaded before the first runs: an error in the last means that nothing ran.
struct ScriptRunner {
  let session: ShellSession
  let keepsGoing: Bool

  /// A text with what it may read.
  private struct Text {
    var source: SourceText
    var sandbox: Sandbox
  }

  /// A text that is ready to run.
  struct Step {
    var program: Program
    var sandbox: Sandbox
  }

  /// Loads everything; nil: complaints were shown.
  func load(files: [String], commands: [String]) -> [Step]? {
    let texts = files.map(read) + commands.map { .some(text($0, named: "<command>")) }
    let steps = texts.map { $0.flatMap(load) }
    return steps.contains { $0 == nil } ? nil : steps.compactMap { $0 }
  }

  /// Runs in order; also says whether the session is over: by `quit`, or because the user said so.
  func run(_ steps: [Step]) -> (status: ExitStatus, isOver: Bool) {
    var status = ExitStatus.held
    for step in steps {
      let result = session.run(step.program, in: step.sandbox)
      status = status.followed(by: ExitStatus(result))
      if result == .quit || result == .interrupted { return (status, true) }
      if result != .ok && !keepsGoing { break }
    }
    return (status, false)
  }

  private func text(_ text: String, named name: String) -> Text {
    Text(source: SourceText(name: name, bytes: Array(text.utf8)), sandbox: session.sandbox)
  }

  private func contents(of path: String) -> Result<Text, FileProblem> {
    if path == "-" {
      return FileBytes.readAll(STDIN_FILENO).map {
        Text(source: SourceText(name: "<stdin>", bytes: $0), sandbox: session.sandbox)
      }
    }
    if let piped = FileBytes.ofPipe(path) {
      return piped.map {
        Text(source: SourceText(name: path, bytes: $0), sandbox: session.sandbox)
      }
    }
    return Sandbox.script(path, allowing: session.doors).map {
      Text(source: SourceText(name: path, bytes: $0.bytes), sandbox: $0.sandbox)
    }
  }

  private func read(_ path: String) -> Text? {
    switch contents(of: path) {
    case .success(let text): return text
    case .failure(let problem):
      session.display.show(problem.complaint(about: path))
      return nil
    }
  }

  private func load(_ text: Text) -> Step? {
    switch session.load(text.source, in: text.sandbox) {
    case .program(let program): return Step(program: program, sandbox: text.sandbox)
    case .complaints(let complaints):
      for complaint in complaints { session.display.show(complaint) }
    case .incomplete:
      // Only a prompt is asked for more; should a text be, it still must not pass in silence.
      let last = text.source.lineCount
      let place = Place(
        file: text.source.name, line: last, column: 1, source: text.source.lineText(last))
      session.display.show(
        Complaint(
          code: DiagnosticCode.unclosedBlock.rawValue, message: "the text ends too early",
          place: place))
    }
    return nil
  }
}
