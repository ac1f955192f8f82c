import Foundation
import TestSupport
import Testing

/// `parley shrink` as a process: what it prints, what it writes, how it ends.
@Suite struct ShrinkCommandTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write(
      "nodes a b c\nlink a <-> b\nput x 12 at a\nsettle\ncrash b\nput x 2 at b\nput y 1 at a\n",
      to: "bug.repl")
  }

  private func shrink(_ arguments: String..., input: String? = nil) throws -> ProcessOutcome {
    var run = ProcessRun(Parley.binary, ["shrink"] + arguments)
    run.folder = scratch.path
    run.input = input
    return try run()
  }

  private let smallest = "nodes b\ncrash b\nput x 0 at b\n"

  @Test func theSmallerScriptIsPrintedAndFailsLikewise() throws {
    let outcome = try shrink("bug.repl")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[0].hasPrefix("# From bug.repl by `parley shrink`, version "))
    #expect(lines[0].contains(": 7 statements shrunk to 3, in "))
    #expect(lines[1] == "# It fails likewise: error[down], b is not running.")
    #expect(lines[2] == "# 1-minimal: no single statement can go, and no single word of one.")
    #expect(outcome.output.hasSuffix("\n" + smallest))
    let again = try Parley.run(input: outcome.output)
    #expect(again.status == 3 && again.errors.contains("error[down]"))
    #expect(try shrink("bug.repl").output == outcome.output)
  }

  @Test func itGoesToAFileAndNeverOverTheScript() throws {
    let outcome = try shrink("bug.repl", "-o", "small.repl")
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(try scratch.text(of: "small.repl").hasSuffix(smallest))
    let same = try shrink("bug.repl", "-o", "./bug.repl")
    #expect(same.status == 2 && same.errors.contains("is the script itself"))
    #expect(try scratch.text(of: "bug.repl").hasPrefix("nodes a b c"))
    let lost = try shrink("bug.repl", "-o", "none/small.repl")
    #expect(lost.status == 1 && lost.errors.contains("no such file"))
  }

  @Test func standardInputIsAScript() throws {
    let outcome = try shrink("-", input: "nodes a b\nput x 5 at zed\n")
    #expect(outcome.status == 0 && outcome.output.hasSuffix("\nput x 0 at zed\n"))
    #expect(outcome.output.hasPrefix("# From <stdin> by"))
  }

  @Test func whatDoesNotFailIsToldSo() throws {
    let held = try shrink("-", input: "nodes a\n")
    #expect(held.status == 2 && held.output.isEmpty)
    #expect(held.errors == "parley: <stdin> does not fail: there is nothing to shrink\n")
    let wrong = try shrink("-", input: "nodes a\nnods b\n")
    #expect(wrong.status == 2 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("<stdin>:2:1: error[unknown-verb]"))
    let none = try shrink("none.repl")
    #expect(none.status == 2 && none.errors.contains("no such file"))
    #expect(try shrink().status == 2)
    #expect(try shrink("bug.repl", "--limit", "-1").status == 2)
  }

  @Test func aLimitIsSaid() throws {
    let outcome = try shrink("bug.repl", "--limit", "1")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("# Not proved minimal: "))
  }
}
