import Foundation
import TestSupport
import Testing

/// What a person at a terminal sees. One at a time: each has a process and a terminal of its own.
@Suite(.serialized) struct TerminalTests {
  private let control = (c: "\u{3}", d: "\u{4}", r: "\u{12}", z: "\u{1A}")
  private let up = "\u{1B}[A"

  @Test func promptAppearsAndControlDLeaves() throws {
    let terminal = try Terminal()
    try terminal.expect("Parley 0.1.0, seed 42.")
    try terminal.expectPrompt()
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func lineRunsAndIsConfirmed() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a b; put title \"B\" at a\r")
    try terminal.expectPrompt()
    terminal.type("get title at a\r")
    try terminal.expect("\"B\"  {a:1}")
    try terminal.expectPrompt()
    terminal.type("quit\r")
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func mistakesAreShownAndTheSessionGoesOn() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a\r")
    try terminal.expectPrompt()
    terminal.type("putt x 1 at a\r")
    try terminal.expect("<prompt>:1:1: error[unknown-verb]")
    try terminal.expect("  putt x 1 at a")
    try terminal.expectPrompt()
    terminal.type("put x 7 at a\rget x at a\r")
    try terminal.expect("7  {a:1}")
    try terminal.expectPrompt()
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 0)
  }

  @Test(arguments: ["C.UTF-8", "C", "de_DE.UTF-8"])
  func whatIsTypedArrivesInAnyLocale(locale: String) throws {
    let terminal = try Terminal(environment: ["LC_ALL": locale])
    try terminal.expectPrompt()
    terminal.type("nodes größe; put x \"日本 e\u{301}\" at größe; get x at größe\r")
    try terminal.expect("\r\n")
    try terminal.expect("\"日本 e\u{301}\"  {größe:1}")
  }

  @Test func arrowUpCallsUpTheLastEntry() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a; put x 5 at a\r")
    try terminal.expectPrompt()
    terminal.type("get x at a\r")
    try terminal.expect("5  {a:1}")
    try terminal.expectPrompt()
    terminal.type(up + "\r")
    try terminal.see("get x at a")
    try terminal.expect("5  {a:1}")
    try terminal.expectPrompt()
    terminal.type(control.r + "put")
    try terminal.see("put x 5")
  }

  @Test func entriesOfEarlierConversationsAreThere() throws {
    let home = try Scratch()
    var terminal = try Terminal(home: home.path)
    try terminal.expectPrompt()
    terminal.type("nodes zebra\r")
    try terminal.expectPrompt()
    terminal.type(" nodes secret\r")
    try terminal.expectPrompt()
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 0)
    #expect(try home.text(of: "parley/history") == "nodes zebra\n")
    terminal = try Terminal(home: home.path)
    try terminal.expectPrompt()
    terminal.type(up)
    try terminal.see("nodes zebra")
  }

  @Test func missingFolderForHistoryIsSaidOnce() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a\r")
    try terminal.expect("parley: history is not kept")
    try terminal.expectPrompt()
    terminal.type("nodes b\r")
    #expect(try !terminal.expectPrompt().contains("history"))
  }

  @Test func controlCDropsTheLine() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a; put x 1 at a\r")
    try terminal.expectPrompt()
    terminal.type("rubbish that ")
    try terminal.see("rubbish that")
    terminal.type(control.c)
    try terminal.expect("^C")
    try terminal.expectPrompt()
    terminal.type("get x at a\r")
    try terminal.expect("1  {a:1}")
  }

  @Test func controlCDropsWhatIsOpenToo() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a b\r")
    try terminal.expectPrompt()
    terminal.type("together {\r")
    try terminal.expect("{ ....> ")
    terminal.type("put x 1 at a\r")
    try terminal.expect("{ ....> ")
    terminal.type(control.c)
    try terminal.expect("^C")
    try terminal.expectPrompt()
    terminal.type("get x at a\r")
    try terminal.expect("(none)")
  }

  @Test func openEntriesAreAskedOnAndRunAsOne() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a b; together {\r")
    try terminal.expect("{ ....> ")
    terminal.type("put x [\r")
    try terminal.expect("[ ....> ")
    terminal.type("1, 2] at a }\r")
    try terminal.expectPrompt()
    terminal.type("get x \\\r")
    try terminal.expect("\\ ....> ")
    terminal.type("at a\r")
    try terminal.expect("[1, 2]  {a:1}")
    try terminal.expectPrompt()
    terminal.type(up)
    try terminal.see("at a")
  }

  @Test func controlDInsideABlockSaysSo() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("together {\r")
    try terminal.expect("{ ....> ")
    terminal.type(control.d)
    try terminal.expect("left inside a block {; the entry was not run")
    #expect(try terminal.exitStatus() == 2)
  }

  @Test func tabCompletesAVerb() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a; topol\t")
    try terminal.expect("ogy ")
    terminal.type(control.c)
    try terminal.expectPrompt()
    terminal.type("re\t\t")
    try terminal.expect("remove")
    try terminal.expect("replication")
    try terminal.expectPrompt()
  }

  @Test func controlCStopsARunAndKeepsTheSession() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a; put x 1 at a\r")
    try terminal.expectPrompt()
    terminal.type("repeat 1000000 { repeat 1000000 { put x 2 at a } }\r")
    // Until the run has begun, what is typed is kept for the next prompt.
    try terminal.expect("wrote x")
    terminal.type(control.c)
    try terminal.expect("interrupted at event ")
    try terminal.expectPrompt()
    terminal.type("put x 3 at a; expect x at a = 3; print \"fine\"\r")
    try terminal.expect("\r\nfine\r\n")
  }

  @Test func pastedLinesAreOneEntry() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("\u{1B}[200~nodes a\nput x 9 at a\n\tget x at a\n\u{1B}[201~")
    terminal.type("\r")
    try terminal.expect("9  {a:1}")
  }

  @Test func suspendedLineIsStillThere() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes hal")
    try terminal.see("nodes hal")
    terminal.type(control.z)
    terminal.send(SIGCONT)
    terminal.type("f; put x 4 at half; get x at half\r")
    try terminal.expect("4  {half:1}")
  }

  @Test func parentSeesNothingOfAnInterruptedLine() throws {
    let command = "trap 'echo TRAPPED' INT; '\(Parley.binary)'; echo status $?"
    let terminal = try Terminal(["-c", command], program: "/bin/sh")
    try terminal.expectPrompt()
    terminal.type("rubbish" + control.c)
    try terminal.expectPrompt()
    terminal.type(control.d)
    try terminal.expect("status 0")
    #expect(try terminal.exitStatus() == 0)
    #expect(!terminal.transcript.contains("TRAPPED"))
  }

  @Test func resizedTerminalKeepsTheLine() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a; put title \"a long value that goes on\" at a; ")
    try terminal.see("at a;")
    terminal.resize(rows: 24, columns: 30)
    terminal.type("get title at a\r")
    try terminal.expect("\"a long value that goes on\"  {a:1}")
  }

  @Test func scriptsCanLeadToThePrompt() throws {
    let home = try Scratch()
    let script = try home.write("nodes a\nput x 3 at a\nexpect x at a = 4\n", to: "setup.repl")
    let terminal = try Terminal(["-i", script])
    try terminal.expect("setup.repl:3:8: expect failed: ")
    try terminal.expectPrompt()
    terminal.type("get x at a\r")
    try terminal.expect("3  {a:1}")
    try terminal.expectPrompt()
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 1)
  }

  @Test func readerIsAskedAtThePrompt() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a b; link a <-> b; resolve x with ask on=read\r")
    try terminal.expectPrompt()
    terminal.type("together { put x \"one\" at a; put x \"two\" at b }; settle\r")
    try terminal.expectPrompt()
    terminal.type("get x at a\r")
    try terminal.expect("which one is kept?")
    try terminal.expect("1 to 2, or Enter to leave them: ")
    terminal.type("7\r")
    try terminal.expect("1 to 2, or Enter to leave them: ")
    terminal.type("2\r")
    try terminal.expectPrompt()
    terminal.type("get x at a\r")
    try terminal.expect("\"two\"  {")
  }

  @Test func dumbTerminalGetsAPlainPrompt() throws {
    let terminal = try Terminal(environment: ["TERM": "dumb"])
    try terminal.expectPrompt()
    terminal.type("nodes a; put x 1 at a; get x at a\r")
    try terminal.expect("1  {a:1}")
    try terminal.expectPrompt()
    terminal.type(control.c)
    try terminal.expectPrompt()
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 0)
    #expect(!terminal.transcript.utf8.contains(0x1B))
  }

  @Test func coloursAreForTerminalsThatWantThem() throws {
    let terminal = try Terminal(environment: ["NO_COLOR": ""])
    try terminal.expect("\u{1B}[1mparley>\u{1B}[0m ")
    terminal.type("nodes a; put x 1 at a\r")
    try terminal.expect("\u{1B}[1mparley 1ms>\u{1B}[0m ")
  }

  @Test func trapsSaySoAndRestoreTheTerminal() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.send(SIGTRAP)
    try terminal.expect(
      "parley: internal error; please report it, with the script and the version, 0.1.0")
    #expect(try terminal.exitStatus() == 70)
  }
}
