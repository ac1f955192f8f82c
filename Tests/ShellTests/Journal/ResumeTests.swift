import Foundation
import TestSupport
import Testing

/// Sessions that end badly at a terminal, and go on.
@Suite(.serialized) struct ResumeTests {
  private let control = (c: "\u{3}", d: "\u{4}")
  private let home: Scratch

  init() throws { home = try Scratch() }

  private func terminal(_ arguments: [String] = []) throws -> Terminal {
    try Terminal(arguments, home: home.path)
  }

  private var journals: [String] {
    let folder = home.path + "/parley/journal"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  private func digest(_ terminal: Terminal) throws -> String {
    let digits = Set("0123456789abcdef")
    let words = try terminal.enter("digest").split { !digits.contains($0) }
    return words.first { $0.count == 16 }.map(String.init) ?? "none"
  }

  @Test(arguments: [SIGKILL, SIGHUP, SIGTERM, SIGILL])
  func aSessionThatDiedGoesOn(signal: Int32) throws {
    try home.write("nodes own\n", to: "parley/rc.repl")
    var session = try terminal()
    try session.enter("nodes a b; link a <-> b")
    try session.enter("put x 1 at a")
    try session.enter("put x 2 at nowhere")
    try session.enter("undo; redo")
    let before = try digest(session)
    session.type("put x 3 at a; put x")
    session.send(signal)
    #expect(try session.exitStatus() != 0)
    #expect(journals.count == 1)

    session = try terminal(["--no-rc"])
    try session.expect("was left open: `parley --resume`")
    try session.expectPrompt()
    session.type(control.d)
    #expect(try session.exitStatus() == 0)
    session = try terminal(["--no-rc"])
    #expect(try !session.expectPrompt().contains("--resume"), "once is enough")
    session.send(SIGKILL)
    _ = try session.exitStatus()

    session = try terminal(["--resume"])
    try session.expect("resumed 5 entries of the session of 20")
    #expect(try digest(session) == before)
    #expect(try session.enter("get x at a").contains("1  {a:1}"))
    let later = try digest(session)
    session.send(SIGKILL)
    _ = try session.exitStatus()
    session = try terminal(["--resume"])
    try session.expect("resumed 8 entries")
    #expect(try digest(session) == later)
    session.type(control.d)
    #expect(try session.exitStatus() == 0)
    session = try terminal(["--resume"])
    try session.expect("there is no session to resume")
    #expect(try session.exitStatus() == 2)
  }

  @Test func anInterruptedRunGoesOnWhereItWasInterrupted() throws {
    var session = try terminal()
    try session.enter("nodes a b; link a <-> b; put x 1 at a")
    session.type("repeat 1000000 { repeat 1000 { put x 2 at a; settle } }\r")
    try session.expect("#20  ")
    session.type(control.c)
    try session.expect("interrupted at event ")
    try session.expectPrompt()
    let before = try digest(session)
    session.send(SIGKILL)
    _ = try session.exitStatus()
    session = try terminal(["--resume"])
    try session.expect("resumed 3 entries")
    #expect(try digest(session) == before)
  }

  @Test func twoSessionsDoNotDisturbEachOther() throws {
    let one = try terminal()
    let other = try terminal()
    try one.enter("nodes one")
    try other.enter("nodes other")
    let last = try terminal(["--resume"])
    try last.expect("there is no session to resume")
    one.send(SIGKILL)
    _ = try one.exitStatus()
    let resumed = try terminal(["--resume"])
    try resumed.expect("resumed 1 entry")
    #expect(try resumed.enter("show nodes").contains("one"))
    #expect(try other.enter("show nodes").contains("other"))
  }

  @Test func whatIsNotWantedIsNotKept() throws {
    for (arguments, environment) in [(["--no-journal"], [:]), ([], ["PARLEY_JOURNAL": "off"])] {
      let session = try Terminal(arguments, home: home.path, environment: environment)
      try session.enter("nodes a")
      #expect(journals.isEmpty)
    }
    let quiet = try terminal()
    try quiet.expectPrompt()
    quiet.type(control.d)
    #expect(try quiet.exitStatus() == 0)
    #expect(journals.isEmpty, "nothing ran")
    var batch = ProcessRun(Parley.binary, ["-i"])
    batch.environment["XDG_STATE_HOME"] = home.path
    batch.input = "nodes a\n"
    #expect(try batch().status == 0)
    #expect(journals.isEmpty, "nobody sits there")
  }

  @Test func aFolderThatCannotBeWrittenIsToldOnce() throws {
    let session = try Terminal(environment: ["PARLEY_JOURNAL": ""])
    #expect(try session.enter("nodes a").contains("the session is not kept for `--resume`: "))
    #expect(try !session.enter("nodes b").contains("--resume"))
  }

  @Test func aResumedSessionTakesItsLinesFromAPipeToo() throws {
    let session = try terminal(["--seed", "7"])
    try session.enter("nodes a b; link a <-> b latency=1ms..90ms; put x 1 at a")
    session.send(SIGKILL)
    _ = try session.exitStatus()
    var run = ProcessRun(Parley.binary, ["--resume"])
    run.environment["XDG_STATE_HOME"] = home.path
    run.input = "get x at a\n"
    let outcome = try run()
    #expect(outcome.status == 0 && outcome.output == "1  {a:1}\n")
    #expect(outcome.errors.contains("resumed 1 entry"))
  }

  @Test(arguments: [["--batch"], ["--no-journal"], ["a.repl"], ["-c", "print 1"]])
  func resumingGoesWithNothingElse(arguments: [String]) throws {
    #expect(try ProcessRun(Parley.binary, ["--resume"] + arguments)().status == 2)
  }
}
