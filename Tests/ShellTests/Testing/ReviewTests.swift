import TestSupport
import Testing

/// `parley test --review` at a terminal.
@Suite(.serialized) struct ReviewTests {
  private static let scripts = [
    "1.repl": "print 1\n#> a\nprint 2\n#> b\nprint 3\n", "2.repl": "print 4\n#> c\n",
  ]

  /// Answers the questions and returns the status and the scripts afterwards.
  private func review(
    _ answers: [String], flags: [String] = [], environment: [String: String] = [:]
  ) throws -> (status: Int32, scripts: [String]) {
    let scratch = try Scratch()
    for (name, text) in Self.scripts { try scratch.write(text, to: name) }
    let terminal = try Terminal(
      ["test", "--review"] + flags + ["1.repl", "2.repl"].map { "\(scratch.path)/\($0)" },
      environment: environment)
    for answer in answers {
      try terminal.expect("accept it? ")
      terminal.type(answer)
    }
    let status = try terminal.exitStatus()
    return (status, try ["1.repl", "2.repl"].map(scratch.text))
  }

  @Test(
    arguments: [
      (
        ["y\r", "y\r", "y\r"], [], 0,
        ["print 1\n#> 1\nprint 2\n#> 2\nprint 3\n", "print 4\n#> 4\n"]
      ),
      (
        ["n\r", "y\r", "n\r"], [], 1,
        ["print 1\n#> a\nprint 2\n#> 2\nprint 3\n", "print 4\n#> c\n"]
      ),
      (
        ["what\r", "n\r", "a\r"], [], 1,
        ["print 1\n#> a\nprint 2\n#> 2\nprint 3\n", "print 4\n#> 4\n"]
      ),
      (["y\r", "q\r"], [], 1, ["print 1\n#> 1\nprint 2\n#> b\nprint 3\n", "print 4\n#> c\n"]),
      (["y\r", "\u{4}"], [], 1, ["print 1\n#> 1\nprint 2\n#> b\nprint 3\n", "print 4\n#> c\n"]),
      (
        ["n\r", "n\r", "y\r", "y\r"], ["--record"], 1,
        ["print 1\n#> a\nprint 2\n#> b\nprint 3\n#> 3\n", "print 4\n#> 4\n"]
      ),
    ] as [([String], [String], Int32, [String])])
  func answersDecide(
    answers: [String], flags: [String], status: Int32, scripts: [String]
  ) throws {
    let outcome = try review(answers, flags: flags)
    #expect(outcome.status == status)
    #expect(outcome.scripts == scripts)
  }

  @Test func withCINothingIsAsked() throws {
    let outcome = try review([], environment: ["CI": "1"])
    #expect(outcome.status == 1)
    #expect(outcome.scripts == [Self.scripts["1.repl"], Self.scripts["2.repl"]])
  }

  @Test func anInterruptEndsIt() throws {
    let outcome = try review(["\u{3}"])
    #expect(outcome.status == 130)
    #expect(outcome.scripts == [Self.scripts["1.repl"], Self.scripts["2.repl"]])
  }
}
