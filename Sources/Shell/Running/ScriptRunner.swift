import Commands
import Glibc
import ScriptSyntax

/// Runs scripts one after the other in one session, as if a first one included them.
///
/// All are read and loaded before the first runs: an error in the last means that nothing ran. Only
/// what a script calls by a name of its own has to wait, since one before it may define that name.
struct ScriptRunner {
  let session: ShellSession
  let sandbox: Sandbox
  let keepsGoing: Bool

  /// A text with the file it comes from, if it comes from one.
  struct Text {
    var source: SourceText
    var file: SourceFile?
  }

  /// A text that is ready to run, or has to be loaded again when its turn has come.
  enum Step {
    case run(Program)
    case load(Text)
  }

  /// Loads everything; nil: complaints were shown. `waits` is whether names may be defined later.
  func load(files: [String], commands: [String], waits: Bool) -> [Step]? {
    var isSound = true
    var texts: [Text] = []
    for path in files {
      switch read(path) {
      case .success(let text): texts.append(text)
      case .failure(let problem):
        isSound = false
        let nowhere = Place(file: path, line: 0, column: 0, source: "")
        session.display.show(
          Complaint(code: problem.code, message: problem.reason, place: nowhere))
      }
    }
    for command in commands {
      texts.append(Text(source: SourceText(name: "<command>", bytes: Array(command.utf8))))
    }
    let steps = texts.enumerated().compactMap { load($1, waits: waits && $0 > 0) }
    return isSound && steps.count == texts.count ? steps : nil
  }

  /// Runs in order; also says whether the session is over: by `quit`, or because the user said so.
  func run(_ steps: [Step]) -> (status: ExitStatus, isOver: Bool) {
    var status = ExitStatus.held
    for step in steps {
      guard let program = program(of: step) else { return (status.followed(by: .usage), false) }
      let result = session.run(program)
      status = status.followed(by: ExitStatus(result))
      if result == .quit || result == .interrupted { return (status, true) }
      if result != .ok && !keepsGoing { break }
    }
    return (status, false)
  }

  private func read(_ path: String) -> Result<Text, FileProblem> {
    if path == "-" {
      return FileBytes.readAll(STDIN_FILENO).map {
        Text(source: SourceText(name: "<stdin>", bytes: $0))
      }
    }
    return sandbox.script(path).map {
      Text(source: SourceText(name: $0.name, bytes: $0.bytes), file: $0)
    }
  }

  private func load(_ text: Text, waits: Bool) -> Step? {
    let result = session.load(text.source, of: text.file)
    if case .program(let program) = result { return .run(program) }
    if waits, case .complaints(let complaints) = result,
      complaints.allSatisfy({ ["unknown-verb", "unknown-variable"].contains($0.code) })
    {
      return .load(text)
    }
    show(result, of: text)
    return nil
  }

  private func program(of step: Step) -> Program? {
    switch step {
    case .run(let program): return program
    case .load(let text):
      let result = session.load(text.source, of: text.file)
      if case .program(let program) = result { return program }
      show(result, of: text)
      return nil
    }
  }

  private func show(_ result: LoadResult, of text: Text) {
    switch result {
    case .program: break
    case .complaints(let complaints):
      for complaint in complaints { session.display.show(complaint) }
    case .incomplete:
      // Only a prompt is asked for more; should a text be, it still must not pass in silence.
      let last = text.source.lineCount
      let place = Place(
        file: text.source.name, line: last, column: 1, source: text.source.lineText(last))
      session.display.show(
        Complaint(code: "incomplete", message: "the text ends too early", place: place))
    }
  }
}
