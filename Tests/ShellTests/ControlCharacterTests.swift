import Foundation
import TestSupport
import Testing

/// Nothing that a script says can drive the terminal of whoever runs it.
@Suite struct ControlCharacterTests {
  /// Clears the screen, sets a title, rings, and says so again in eight-bit codes.
  private static let raw = "\u{1B}[2J\u{1B}]0;t\u{7}\u{8}\u{7F}\u{9B}2J\u{9D}0;t\u{9C}\r"
  private static let escaped =
    #"\u001b[2J\u001b]0;t\u0007\u0008\u007f\u009b2J\u009d0;t\u009c\r"#

  private static let scripts = [
    "nodes a; put x \"RAW\" at a; get x at a; show; show x; why x at a; show log",
    "nodes a; put \"RAW\" 1 at a; get \"RAW\" at a; show; why \"RAW\" at a; expect \"RAW\" = 2",
    "nodes a b; link a <-> b; put x \"RAW\" at a; put x {\"RAW\": [\"RAW\"]} at b; settle; get x at a",
    "print \"RAW\"; let v = \"RAW\"; print \"$v\"; section \"RAW\" { print 1 }", "nodes \"RAW\"",
    "nodes a; put x 1 at \"RAW\"", "nodes RAW", "RAW", "put RAW", "print \"RAW", "include \"RAW\"",
    "include \"../RAW\"", "mark \"RAW\"; history", "nodes a; put x 1 at a as \"RAW\"",
    "strategy s lua <<END\nreturn function() error(\"RAW\") end\nEND\nnodes a b; link a <-> b\n"
      + "resolve x with s; put x 1 at a; put x 2 at b; settle; show; why x at a",
    "expect error state { print \"RAW\" }", "help \"RAW\"", "demo RAW", "# RAW\nputt # RAW",
    "invariant \"RAW\" x = 1", "define \"RAW\" { }", "let v = \"RAW\"\nnodes $v",
    "nodes a; put x \"RAW\" at a; expect x at a = \"RAW\"; expect x at a = \"other RAW\"",
  ]

  private func dangerous(_ bytes: Data) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    return text.filter {
      $0 != "\n" && $0.properties.generalCategory == .control
    }.map { UInt8($0.value) }
  }

  @Test(arguments: scripts, [[], ["--echo"], ["--json"], ["--keep-going"]])
  func nothingComesThrough(script: String, flags: [String]) throws {
    for text in [Self.raw, Self.escaped] {
      let outcome = try Parley.run(
        input: script.replacing("RAW", with: text), arguments: flags + ["-"])
      #expect(dangerous(outcome.stdout) == [], "\(outcome.output.debugDescription)")
      #expect(dangerous(outcome.stderr) == [], "\(outcome.errors.debugDescription)")
      #expect(outcome.status < 6)
    }
  }

  @Test func namesOfFilesComeThroughNeither() throws {
    let scratch = try Scratch()
    let name = String(Self.raw.filter { $0 != "\r" })
    try scratch.write("putt \(name)", to: "\(name).repl")
    for arguments in [
      ["\(name).repl"], ["\(name)-not.repl"], ["fmt", "--check", "\(name).repl"],
      ["test", "\(name).repl"], ["explain", name], ["--allow", name, "-c", "print 1"],
    ] {
      var run = ProcessRun(Parley.binary, arguments)
      run.folder = scratch.path
      let outcome = try run()
      #expect(dangerous(outcome.stdout) == [], "\(outcome.output.debugDescription)")
      #expect(dangerous(outcome.stderr) == [], "\(outcome.errors.debugDescription)")
    }
  }
}

extension Parley {
  fileprivate static func run(input: String, arguments: [String]) throws -> ProcessOutcome {
    var run = ProcessRun(binary, arguments)
    run.input = input
    return try run()
  }
}
