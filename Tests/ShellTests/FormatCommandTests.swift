import Foundation
import TestSupport
import Testing

/// `parley fmt` as a process: what it reads, what it writes, how it ends.
@Suite struct FormatCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("nodes   a\n", to: "b.repl")
    try scratch.write("nodes a\n", to: "tidy.repl")
    try scratch.write("put  x\n", to: "deep/a.repl")
    try scratch.write("put  x\n", to: "deep/notes.txt")
  }

  private func format(_ arguments: String..., input: String? = nil) throws -> ProcessOutcome {
    var run = ProcessRun(Parley.binary, ["fmt"] + arguments)
    run.folder = scratch.path
    run.input = input
    return try run()
  }

  @Test func filesAndFoldersAreRewrittenAndListed() throws {
    let outcome = try format("tidy.repl", "b.repl", "deep")
    #expect(outcome.status == 0)
    #expect(outcome.output == "b.repl\ndeep/a.repl\n")
    #expect(try scratch.text(of: "b.repl") == "nodes a\n")
    #expect(try scratch.text(of: "deep/a.repl") == "put x\n")
    #expect(try scratch.text(of: "deep/notes.txt") == "put  x\n")
    #expect(try format(".").output.isEmpty)
  }

  @Test func checkOnlyLists() throws {
    let outcome = try format("--check", ".")
    #expect(outcome.status == 1)
    #expect(outcome.output == "b.repl\ndeep/a.repl\n")
    #expect(try scratch.text(of: "b.repl") == "nodes   a\n")
    #expect(try format("--check", "tidy.repl").status == 0)
    #expect(try format("--check", "-", input: "a  b").output == "<stdin>\n")
    #expect(try format("--check", input: "a b\n").status == 0)
  }

  @Test func standardInputGoesToStandardOutput() throws {
    #expect(try format("-", input: "a  b;c").output == "a b\nc\n")
    #expect(try format(input: "parley> a\n1\n").output == "a\n# 1\n")
    let wrong = try format(input: "a ^\nb  c")
    #expect(wrong.status == 2 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("<stdin>:1:3: error[unexpected-character]"))
  }

  @Test func aFileWithMistakesIsLeftAloneAndTheOthersAreNot() throws {
    try scratch.write("a  ^\n", to: "a.repl")
    let outcome = try format(".")
    #expect(outcome.status == 2)
    #expect(outcome.output == "b.repl\ndeep/a.repl\n")
    #expect(outcome.errors.contains("a.repl:1:4: error[unexpected-character]"))
    #expect(try scratch.text(of: "a.repl") == "a  ^\n")
  }

  @Test(arguments: [["missing.repl"], ["deep/nothing"], ["b.repl", "missing.repl"], ["--bogus"]])
  func wrongUsageWritesNothing(arguments: [String]) throws {
    var run = ProcessRun(Parley.binary, ["fmt"] + arguments)
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.status == 2 && !outcome.errors.isEmpty)
    #expect(try scratch.text(of: "b.repl") == "nodes   a\n")
  }

  /// A limit on the size of files stands in for a full disk.
  @Test func aFullDiskLeavesTheOldFile() throws {
    let text = String(repeating: "put  key 'some value' at a\n", count: 1000)
    try scratch.write(text, to: "b.repl")
    let script = "ulimit -f 4; exec '\(Parley.binary)' fmt b.repl"
    var run = ProcessRun("/bin/sh", ["-c", script])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("b.repl: error[unwritable-file]: "))
    #expect(try scratch.text(of: "b.repl") == text)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
    #expect(names == ["b.repl", "deep", "tidy.repl"])
  }

  @Test func atATerminalItAsksForNames() throws {
    let terminal = try Terminal(["fmt"])
    try terminal.expect("no script to lay out")
    #expect(try terminal.exitStatus() == 2)
  }

  @Test func everyScriptOfTheProjectIsLaidOut() throws {
    let outcome = try Parley.run("fmt", "--check", "examples", "Tests/Scripts")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)\n`parley fmt` lays them out")
  }

  /// The session that README shows, copied as it stands, is a script.
  @Test func theSessionInTheReadmeRuns() throws {
    let readme = try Repository.text("README.md")
    let blocks = readme.components(separatedBy: "\n```\n")
    let session = try #require(blocks.first { $0.hasPrefix("Parley ") && $0.contains("\nparley") })
    let entries = session.split(separator: "\n").filter { $0.hasPrefix("parley") }
    #expect(entries.count >= 8)
    for outcome in try [
      Parley.run("--echo", "-", input: session), Parley.run("--echo", "-c", session),
      Parley.run("--echo", scratch.write(session, to: "session.repl")),
    ] {
      #expect(outcome.status == 0, "\(outcome.errors)")
      let echoed = outcome.output.split(separator: "\n").filter { $0.hasPrefix("> ") }
      #expect(echoed.count == entries.count)
    }
  }

  @Test func aTranscriptIsPastedAsOneEntry() throws {
    let terminal = try Terminal()
    try terminal.expect("parley> ")
    let text =
      "parley> nodes a\ncreated a\nparley> put x 9 at a\nwrote x at a\nparley 1ms> get x at a\n"
    terminal.type("\u{1B}[200~\(text)\u{1B}[201~")
    terminal.type("\r")
    try terminal.expect("9  {a:1}")
  }
}
