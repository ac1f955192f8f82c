import Commands
import Foundation
import Rendering
import ScriptSyntax
import TestSupport
import Testing

@testable import Shell

/// Every golden script as it appears at a terminal.
///
/// A terminal that is given a file shows, escape codes apart, what the file prints. At the prompt a
/// person also wants confirmations. So the same run is done in this process: what its reports say
/// without confirmations must be what the file prints, and with them what the terminal shows, byte
/// for byte, between the line that was typed and the next prompt.
@Suite(.serialized) struct GoldensAtTheTerminalTests {
  @Test(arguments: Repository.scripts)
  func aFileSaysTheSameAtATerminal(script: String) throws {
    let path = Repository.path(script)
    let file = try ProcessRun(Parley.binary, [path])()
    // Colours are on here: an empty variable counts as not set.
    let terminal = try Terminal([path], environment: ["NO_COLOR": ""], columns: 1000)
    #expect(try terminal.exitStatus() == 0)
    let shown = Self.plain(terminal.transcript)
    let difference = Difference.between(file.output, shown, named: "as a file", "at a terminal")
    #expect(shown == file.output, "\(difference)")
  }

  /// A question to the person at the prompt is no output of the script, what moves between
  /// statements of the top level cannot stand in an included file, and a report is one only by
  /// itself.
  private static let unasked = Repository.scripts.filter { script in
    guard let text = try? Repository.text(script) else { return false }
    return !text.contains("with ask") && !text.hasPrefix("# parley ")
      && !script.hasPrefix("Tests/Scripts/travel/") && !text.contains("\ngoto ")
  }

  @Test(arguments: unasked)
  func thePromptSaysTheSameAndConfirms(script: String) throws {
    let file = URL(fileURLWithPath: Repository.path(script))
    let reports = try Self.reports(of: file)
    let printed = try ProcessRun(Parley.binary, [file.path])().output
    let silent = Self.text(of: reports, confirms: false)
    #expect(
      silent == printed, "\(Difference.between(printed, silent, named: "as a file", "reports"))")

    let folder = file.deletingLastPathComponent().path
    let terminal = try Terminal(
      ["--chdir=\(folder)", Parley.binary, "--no-history", "--no-rc"], program: "/usr/bin/env",
      columns: 1000)
    try terminal.expect("> ")
    // Whatever the script's statements span, this is one entry.
    terminal.type("include \"\(file.lastPathComponent)\"\r")
    try terminal.expect("\n")
    let wanted = Self.text(of: reports, confirms: true)
    let shown = Self.plain(try terminal.expect("parley"))
    #expect(
      shown == wanted, "\(Difference.between(wanted, shown, named: "reports", "at the prompt"))")
    terminal.type("\u{4}")
    #expect(try terminal.exitStatus() == 0)
  }

  /// What a person who runs the script at the prompt is told.
  private static func reports(of file: URL) throws -> [Report] {
    var options = SessionOptions()
    options.files = try Sandbox.script(file.path).get().sandbox.files
    options.isInteractive = true
    var interpreter = Interpreter(options)
    let source = SourceText(name: file.path, bytes: Array(try Data(contentsOf: file)))
    guard case .program(let program) = interpreter.load(source) else { return [] }
    var sink = ReportSink()
    #expect(interpreter.run(program, into: &sink) { _ in } == .ok)
    return sink.reports
  }

  private static func text(of reports: [Report], confirms: Bool) -> String {
    var bytes: [UInt8] = []
    for report in reports { TextRenderer(confirms: confirms).render(report, into: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Without escape codes, and with the line ends that the program wrote.
  private static func plain(_ shown: String) -> String {
    shown.replacing(#/\u{1B}\[[0-9;?]*[A-Za-z]/#, with: "")
      .replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\r", with: "")
  }
}

private struct ReportSink: Sink {
  var reports: [Report] = []
  let isStopping = false
  mutating func begin(_ statement: String) {}
  mutating func emit(_ report: Report) { reports.append(report) }
}
