import Foundation
import TestSupport
import Testing

/// Ctrl-C at a terminal while a script is made smaller: the smallest so far is kept.
@Suite(.serialized) struct InterruptedShrinkingTests {
  private let scratch: Scratch
  private let interrupt = "\u{3}"

  /// A script that takes many runs to shrink: nearly all of it is needed.
  init() throws {
    scratch = try Scratch()
    var lines = ["nodes a b", "topology mesh", "resolve likes with pn-counter"]
    for turn in 0..<40 {
      lines.append("put z\(turn) \"spare\" at b")
      lines.append("repeat 100 { update likes increment at a }")
    }
    lines.append("expect likes at a < 4000")
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "slow.repl")
  }

  private func terminal(_ command: String) throws -> Terminal {
    try Terminal(
      ["-c", "cd '\(scratch.path)'; exec '\(Parley.binary)' \(command)"], program: "/bin/sh")
  }

  @Test func aReportIsWrittenAllTheSame() throws {
    let terminal = try terminal("-i slow.repl")
    try terminal.expect("expect failed: likes at a < 4000")
    try terminal.expectPrompt()
    terminal.type("report \"bug.repl\"\r")
    try terminal.expect("shrinking: ")
    terminal.type(interrupt)
    try terminal.expect("stopped while making it smaller: ")
    try terminal.expect("bug.repl, which failed: likes at a < 4000")
    try terminal.expect("interrupted at ")
    try terminal.expectPrompt()
    terminal.type("quit\r")
    #expect(try terminal.exitStatus() == 1)
    var run = ProcessRun(Parley.binary, ["bug.repl"])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.status == 1 && outcome.output.contains("reproduced: "))
  }

  @Test func theSmallerScriptIsPrintedAllTheSame() throws {
    let terminal = try terminal("shrink slow.repl -o small.repl")
    try terminal.expect("shrinking: ")
    terminal.type(interrupt)
    #expect(try terminal.exitStatus() == 130)
    let text = try scratch.text(of: "small.repl")
    #expect(text.contains("\n# Not proved minimal: "))
    let outcome = try Parley.run(input: text)
    #expect(outcome.status == 1 && outcome.output.contains("likes at a < 4000"))
  }
}
