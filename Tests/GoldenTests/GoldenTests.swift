import Foundation
import TestSupport
import Testing

@Suite struct GoldenTests {
  /// Every script holds what it declares: its `expect` lines and its `#>` blocks. `--update` and
  /// `--record` of `parley test` bring blocks up to date.
  @Test func scriptsHoldWhatTheyDeclare() throws {
    let outcome = try Parley.run("test", "examples", "Tests/Scripts")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(failures(in: outcome.output))")
    #expect(outcome.output.hasSuffix("\n\(Repository.scripts.count) passed, 0 failed\n"))
  }

  /// A file, standard input, the command line: the same script says the same.
  @Test(arguments: Repository.scripts)
  func scriptsSayTheSameWhicheverWayTheyCome(script: String) throws {
    let file = URL(fileURLWithPath: Repository.path(script))
    let text = try Repository.text(script)
    var run = ProcessRun(Parley.binary, [file.lastPathComponent])
    run.folder = file.deletingLastPathComponent().path
    let first = try run()
    #expect(first.status == 0, "\(first.errors)")
    run.arguments = ["-c", text]
    expectSame(first, try run(), "\(script) by -c")
    run.arguments = []
    run.input = text
    expectSame(first, try run(), "\(script) on standard input")
  }

  private func expectSame(_ first: ProcessOutcome, _ other: ProcessOutcome, _ what: String) {
    #expect(first.status == other.status, "\(what): \(other.errors)")
    let difference = Difference.between(first.output, other.output, named: "as a file", what)
    #expect(first.stdout == other.stdout, "\(difference)")
    #expect(first.stderr == other.stderr, "\(what)")
  }

  /// What is said about scripts that failed.
  private func failures(in output: String) -> String {
    output.split(separator: "\n").filter { !$0.hasPrefix("ok ") }.joined(separator: "\n")
  }

  /// A test that compared nothing would pass every golden.
  @Test func blocksAreReallyCompared() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("parley-golden-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let script = folder.appendingPathComponent("wrong.repl")
    try Data("print 1\n#> 2\n".utf8).write(to: script)
    #expect(try Parley.run("test", script.path).status == 1)
    let blocks = try Repository.scripts.count { try Repository.text($0).contains("\n#>") }
    #expect(blocks >= 40)
  }

  /// A binary that ran nothing would pass every golden that declares no output.
  @Test func scriptsAreReallyRun() throws {
    #expect(try Parley.run("-c", "expect conflicts = 1").status == 1)
    #expect(try Parley.run(input: "expect conflicts = 0").status == 0)
    #expect(try Parley.run(input: "no-such-verb").status == 2)
  }

  @Test func thereAreScripts() {
    #expect(Repository.examples.count >= 10)
    #expect(Repository.scripts.count > Repository.examples.count)
  }

  @Test func differenceLabelsBothSides() {
    let text = Difference.between("a\nb\nc\n", "a\nx\nc\n", named: "file", "run")
    #expect(text == "--- file\n+++ run\n a\n-b\n+x\n c\n")
    #expect(Difference.between("a\n", "a\n", named: "file", "run").isEmpty)
  }
}
