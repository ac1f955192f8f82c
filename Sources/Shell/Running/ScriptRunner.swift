import Commands
import Glibc
import ScriptSyntax

/// Runs scripts one after the other in one session, as if a first one included them.
///
/// All are read and loaded before the first runs: an error in the last means that nothing ran.
struct ScriptRunner {
  let session: ShellSession
  let sandbox: Sandbox
  let keepsGoing: Bool

  /// A text with the file it comes from, if it comes from one.
  private struct Text {
    var source: SourceText
    var file: SourceFile?
  }

  /// Loads everything; nil: complaints were shown.
  func load(files: [String], commands: [String]) -> [Program]? {
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
    let programs = texts.map(load)
    return isSound && !programs.contains { $0 == nil } ? programs.compactMap { $0 } : nil
  }

  /// Runs programs in order; also says whether one asked to quit.
  func run(_ programs: [Program]) -> (status: ExitStatus, quits: Bool) {
    var status = ExitStatus.held
    for program in programs {
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

  private func load(_ text: Text) -> Program? {
    switch session.load(text.source, of: text.file) {
    case .program(let program): return program
    case .complaints(let complaints):
      for complaint in complaints { session.display.show(complaint) }
    case .incomplete:
      for complaint in SyntaxComplaints.of(text.source) { session.display.show(complaint) }
    }
    return nil
  }
}

/// The syntax errors of a text that a prompt would ask more of, but a file has no more.
enum SyntaxComplaints {
  static func of(_ source: SourceText) -> [Complaint] {
    Parser.parse(source, file: 0).diagnostics.map { diagnostic in
      let start = Int(diagnostic.span.start)
      let (line, column) = source.position(of: start)
      let end = source.position(of: Int(diagnostic.span.end))
      let width = end.line == line ? max(end.column - column, 1) : 1
      let place = Place(
        file: source.name, line: line, column: column, width: width,
        source: source.lineText(line))
      return Complaint(
        code: diagnostic.code.rawValue, message: diagnostic.message, remedy: diagnostic.remedy,
        place: place)
    }
  }
}
