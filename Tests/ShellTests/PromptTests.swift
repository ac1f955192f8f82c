import Foundation
import TestSupport
import Testing

/// Prompt, hints and completion as a person at a terminal meets them.
@Suite(.serialized) struct PromptTests {
  private let control = (a: "\u{1}", c: "\u{3}", d: "\u{4}", r: "\u{12}")

  @Test func promptTellsTimeAndMessagesInFlight() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes a b; link a <-> b; put x 1 at a\r")
    try terminal.expect("\u{1B}[?2004hparley 1ms (1)> ")
    terminal.type("settle\r")
    try terminal.expect("\u{1B}[?2004hparley 11ms> ")
    terminal.type("reset\r")
    try terminal.expect("\u{1B}[?2004hparley> ")
  }

  @Test func syntaxStandsAtTheRightEdgeUntilTheLineIsEntered() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("put ")
    try terminal.see("parley> put" + blanks(46) + "put KEY VALUE at NODE")
    terminal.type("x 1 as ")
    try terminal.see("parley> put x 1 as" + blanks(37) + "put KEY VALUE as CLIENT")
    terminal.type("ann; ")
    // The statement is over, and so is its hint.
    try terminal.expect("\u{1B}[K")
    terminal.type("wait ")
    try terminal.see("parley> put x 1 as ann; wait" + blanks(46) + "wait")
    terminal.type(control.c)
    try terminal.see("parley> put x 1 as ann; wait ^C\n")
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  @Test(arguments: [["TERM": "dumb"], ["TERM": "no-such-terminal"], ["TERM": ""], ["COLUMNS": "1"]])
  func hintsNeedATerminalThatCan(environment: [String: String]) throws {
    let terminal = try Terminal(environment: environment, columns: 59)
    try terminal.expectPrompt()
    terminal.type("nodes a; put x 1 at a; get x at a\r")
    try terminal.expect("1  {a:1}")
    try terminal.expectPrompt()
    terminal.type(control.d)
    #expect(try terminal.exitStatus() == 0)
    #expect(!terminal.transcript.contains("KEY"))
    if environment["TERM"] != nil { #expect(!terminal.transcript.utf8.contains(0x1B)) }
  }

  @Test(arguments: [1, 2, 7])
  func narrowTerminalsWork(columns: Int32) throws {
    let terminal = try Terminal(rows: 3, columns: columns)
    try terminal.expect("l")
    terminal.type("nodes a; put x \"B\" at a\rget x at a\r")
    try terminal.expect("\"B\"  {a:1}")
    // While no prompt is there Ctrl-C would take the Ctrl-D behind it along.
    try terminal.expect("?2004h")
    terminal.type("p\t\t" + control.c + control.d)
    #expect(try terminal.exitStatus() == 0)
  }

  @Test func hintIsGoneWhereALineIsLong() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    let long = String(repeating: "put x 1 at a; ", count: 1200)
    let clock = ContinuousClock()
    let start = clock.now
    terminal.type("nodes a; \(long)get x at a\r")
    try terminal.expect("1  {a:1200}")
    // Sixteen thousand characters typed one by one; drawing the line for each blank takes a minute.
    #expect(clock.now - start < .seconds(10))
  }

  @Test func hugePasteIsOneEntry() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    let block = String(repeating: "put x \"€\" at a\n", count: 1200)
    let clock = ContinuousClock()
    let start = clock.now
    terminal.type("\u{1B}[200~nodes a\n\(block)get x at a\n\u{1B}[201~\r")
    try terminal.expect("\"€\"  {a:1200}")
    #expect(clock.now - start < .seconds(5))
  }

  @Test func tabKnowsTheState() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes alice bob; link alice <-> bob; crash bob")
    try terminal.enter("put \"my key\" [1, 2] at alice")
    terminal.type("get \"m\t")
    try terminal.see("get \"my key\"")
    terminal.type("at \t\t")
    try terminal.see("\nalice  up\nbob    down\n")
    terminal.type(control.c)
    try terminal.expectPrompt()
    terminal.type("deliver \t")
    try terminal.see("deliver alice->bob#1")
    terminal.type(control.c)
    try terminal.expectPrompt()
    terminal.type("show \t")
    try terminal.see("\"my key\"")
  }

  @Test func tabGoesOnInTheEntrySoFar() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes alice")
    terminal.type("together {\r")
    try terminal.expect("{ ....> ")
    terminal.type("put x \\\r")
    try terminal.expect("....> ")
    terminal.type("1 at \t")
    try terminal.see("1 at alice")
    terminal.type("}\rget x at alice\r")
    try terminal.expect("1  {alice:1}")
  }

  @Test func tabAtOddPlacesDoesNoHarm() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes a b")
    for place in [
      "|", "{", "{ ", "}", "\"", "'", "[", "#", "$", "\\", "a->", "->", "put {\"a\t\": [", "=", ")",
    ] {
      terminal.type(place + "\t\t" + control.c)
      try terminal.expect("^C")
      try terminal.expectPrompt()
    }
    try terminal.enter("print \"still here\"")
  }

  @Test func filesAreCompletedWhereTheyMayBeRead() throws {
    let scratch = try Scratch()
    _ = try scratch.write("nodes a\n", to: "in/first one.repl")
    _ = try scratch.write("", to: "in/deeper/second.repl")
    _ = try scratch.write("", to: "in/notes.txt")
    _ = try scratch.write("", to: "outside.repl")
    let link = scratch.path + "/in/leak.repl"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: scratch.path + "/outside.repl")
    let command = "cd '\(scratch.path)/in' && exec '\(Parley.binary)'"
    let terminal = try Terminal(["-c", command], program: "/bin/sh")
    try terminal.expectPrompt()
    terminal.type("include \t")
    try terminal.see("include \"")
    terminal.type("\t")
    try terminal.see("\n\"deeper/          folder\n\"first one.repl\"\nparley> include \"")
    terminal.type("d\t")
    try terminal.see("eeper/")
    terminal.type("\t")
    try terminal.see("second.repl\"")
    terminal.type(control.c)
    try terminal.expectPrompt()
    terminal.type("include \"../\t\t\"" + control.c)
    #expect(try !terminal.expectPrompt().contains("outside"))
  }

  @Test func controlCInASearchLeavesAnEmptyLine() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes a; put x 1 at a")
    terminal.type("rubbish" + control.r + "put")
    try terminal.see("bck:put")
    terminal.type(control.c)
    try terminal.expect("^C")
    try terminal.expectPrompt()
    #expect(try terminal.enter("get x at a").contains("1  {a:1}"))
  }

  @Test func searchGoesOnAndRuns() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes a; put x 1 at a")
    try terminal.enter("put x 2 at a")
    terminal.type("get " + control.r + "put x" + control.r)
    try terminal.see("nodes a; put x 1")
    terminal.type(control.r + "\u{7}" + control.c)
    try terminal.expectPrompt()
    terminal.type(control.r + "x 2\r")
    try terminal.expect("wrote x at a")
  }

  @Test func controlCInTheMiddleOverwritesNothing() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("nodes abc" + control.a + control.c)
    try terminal.see("nodes abc^C\n")
  }

  @Test func pasteAtTheLastRowIsOneEntry() throws {
    let terminal = try Terminal(rows: 5)
    for _ in 0..<6 { try terminal.enter("") }
    terminal.type("\u{1B}[200~nodes a\n\tput x 9 at a\nget x at a\u{1B}[201~")
    try terminal.see("get x at a")
    terminal.type("\r")
    #expect(try terminal.expectPrompt().contains("9  {a:1}"))
    terminal.type("\u{1B}[A")
    try terminal.see("get x at a")
    terminal.type(control.c)
    #expect(try terminal.enter("get x at a").contains("9  {a:1}"))
  }

  @Test func whatIsNoUTF8IsLeftOut() throws {
    let terminal = try Terminal()
    try terminal.enter("nodes a")
    terminal.send([0x70, 0x72, 0xFF, 0xFE, 0x69, 0xC3, 0x6E, 0x74, 0x20, 0x31, 0x0D])
    try terminal.expectPrompt()
    try terminal.enter("print \"still here\"")
  }

  @Test func linesOfAHeredocAreAskedFor() throws {
    let terminal = try Terminal()
    try terminal.expectPrompt()
    terminal.type("print <<END\r")
    try terminal.expect("END ....> ")
    terminal.type(control.d)
    try terminal.expect("left inside text up to a line END; the entry was not run")
    #expect(try terminal.exitStatus() == 2)
  }

  @Test func standardInputCanBeAScriptBeforeThePrompt() throws {
    let terminal = try Terminal(["-i", "-"])
    terminal.type("nodes a\rput x 3 at a\r" + control.d)
    try terminal.expectPrompt()
    #expect(try terminal.enter("get x at a").contains("3  {a:1}"))
  }

  @Test func batchGivesNoPrompt() throws {
    let terminal = try Terminal(["--batch"])
    terminal.type("nodes a; put x 3 at a; get x at a\r" + control.d)
    try terminal.expect("3  {a:1}")
    #expect(try terminal.exitStatus() == 0)
    #expect(!terminal.transcript.contains("parley"))
  }
}
