import Foundation
import TestSupport
import Testing

/// What belongs to the user: the script that runs before the prompt, and the history.
@Suite(.serialized) struct ConversationTests {
  private let control = (c: "\u{3}", d: "\u{4}")
  private let up = "\u{1B}[A"

  @Test func ownScriptRunsBeforeThePromptOnly() throws {
    let home = try Scratch()
    _ = try home.write("nodes mine\nprint \"welcome\"\n", to: "parley/rc.repl")
    let terminal = try Terminal(home: home.path)
    try terminal.expect("welcome\r\nran \(home.path)/parley/rc.repl, as part of this session")
    try terminal.expectPrompt()
    #expect(try terminal.enter("show nodes").contains("mine"))
    let other = try Terminal(["--no-rc"], home: home.path)
    #expect(try !other.expectPrompt().contains("rc.repl"))
    #expect(try other.enter("show nodes").contains("there are no nodes"))

    var batch = ProcessRun(Parley.binary, ["-c", "show nodes"])
    batch.environment["XDG_CONFIG_HOME"] = home.path
    #expect(try batch().output == "there are no nodes\n")
    batch.arguments = ["-i"]
    batch.input = "show nodes\n"
    #expect(try batch().output == "there are no nodes\n")
  }

  @Test(arguments: [
    ("nodes a\nputt\nnodes b\n", "error[unknown-verb]", "there are no nodes"),
    ("nodes a\nput x 1 at b\nnodes b\n", "ran a part of ", "a     up"),
    ("nodes a\nquit\n", "ran ", "a     up"),
  ])
  func mistakesInTheOwnScriptAreShown(script: String, said: String, nodes: String) throws {
    let home = try Scratch()
    _ = try home.write(script, to: "parley/rc.repl")
    let terminal = try Terminal(home: home.path)
    try terminal.expect(said)
    try terminal.expectPrompt()
    #expect(try terminal.enter("show nodes").contains(nodes))
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func ownScriptIsFoundInTheHomeFolder() throws {
    let home = try Scratch()
    _ = try home.write("print \"from home\"\n", to: ".config/parley/rc.repl")
    let terminal = try Terminal(home: home.path, environment: ["XDG_CONFIG_HOME": "relative"])
    try terminal.expect("from home\r\n")
  }

  @Test func twoConversationsKeepBothHistories() throws {
    let home = try Scratch()
    let one = try Terminal(home: home.path)
    let other = try Terminal(home: home.path)
    try one.enter("nodes one")
    try other.enter("nodes other")
    try one.enter("nodes last")
    #expect(try home.text(of: "parley/history") == "nodes one\nnodes other\nnodes last\n")
  }

  @Test func historyCanLieElsewhereOrNowhere() throws {
    let home = try Scratch()
    let file = home.path + "/deep/er/entries"
    let terminal = try Terminal(home: home.path, environment: ["PARLEY_HISTORY": file])
    try terminal.enter("nodes a")
    #expect(try home.text(of: "deep/er/entries") == "nodes a\n")
    let silent = try Terminal(
      ["--no-history"], home: home.path, environment: ["PARLEY_HISTORY": file])
    try silent.enter("nodes b")
    #expect(try home.text(of: "deep/er/entries") == "nodes a\n")
    let none = try Terminal(home: home.path, environment: ["PARLEY_HISTORY": ""])
    #expect(try !none.enter("nodes b").contains("history"))
    #expect(!FileManager.default.fileExists(atPath: home.path + "/parley/history"))
  }

  @Test func historyOfLibeditIsRecalled() throws {
    let home = try Scratch()
    _ = try home.write("_HiStOrY_V2_\nprint\\040\"old\\040one\"\n", to: "parley/history")
    let terminal = try Terminal(home: home.path)
    try terminal.expectPrompt()
    terminal.type(up + "\r")
    try terminal.expect("old one\r\n")
  }

  @Test func historyThatIsNoTextIsLeftAlone() throws {
    let home = try Scratch()
    _ = try home.write("SQLite format 3\0", to: "parley/history")
    let terminal = try Terminal(home: home.path)
    try terminal.expect("history is not kept: \(home.path)/parley/history is no text")
    try terminal.expectPrompt()
    #expect(try !terminal.enter("nodes a").contains("history"))
    #expect(try home.text(of: "parley/history") == "SQLite format 3\0")
  }

  @Test func interruptedRunSaysWhere() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes a b; link a <-> b; put x 1 at a")
    terminal.type("repeat 1000000 { repeat 1000 { put x 2 at a; settle } }\r")
    try terminal.expect("#20  ")
    let clock = ContinuousClock()
    let start = clock.now
    terminal.type(control.c)
    try terminal.expect("interrupted at event ")
    let place = try terminal.expectPrompt()
    #expect(clock.now - start < .seconds(2))
    #expect(place.contains("ms, ") || place.contains("s, "))
    #expect(try terminal.enter("show in-flight").contains("\r\n"))
  }

  @Test func secondInterruptWithinASecondEndsAll() throws {
    let terminal = try Terminal(["-c", "print 1; run 1ms; repeat 1000000000 { }"])
    try terminal.expect("1\r\n")
    terminal.type(control.c + control.c)
    #expect(try terminal.exitStatus() == 130)
  }

  @Test func demoPlaysAndLeavesTheWorld() throws {
    let home = try Scratch()
    let terminal = try Terminal(home: home.path)
    let shown = try terminal.enter("demo")
    #expect(shown.contains("> nodes eu us\r\ncreated eu, us\r\n"))
    #expect(shown.split(separator: "\r\n").count < 25)
    #expect(try terminal.enter("demo").contains("error[state]"))
    #expect(try terminal.enter("why title at us").contains("siblings"))
  }

  @Test func keysWithControlCharactersAreNeverShownRaw() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes a")
    try terminal.enter("put \"k\\u001b[2Jx\\n\" 1 at a; put k2 \"v\\u001b]0;t\\u0007\" at a")
    for line in ["show", "show \"k\\u001b[2Jx\\n\"", "why k2 at a", "get k2 at a", "expect k2 = 1"]
    {
      #expect(try !terminal.enter(line).contains("\u{1B}[2J"), "\(line)")
    }
    terminal.type("get k\t\t")
    let list = try terminal.expect("k2")
    #expect(!list.contains("\u{1B}[2J"))
    terminal.type(control.c)
    try terminal.expectPrompt()
    #expect(
      !terminal.transcript.contains("\u{7}t\u{7}") && !terminal.transcript.contains("\u{1B}]0"))
  }
}
