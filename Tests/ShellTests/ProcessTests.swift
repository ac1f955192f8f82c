import Foundation
import TestSupport
import Testing

/// What scripts and other programs see of the binary.
@Suite struct ProcessTests {
  @Test(
    arguments: [
      ("nodes a; put x 1 at a; expect x at a = 1", 0), ("", 0), ("# nothing", 0),
      ("nodes a; put x 1 at a; expect x at a = 2", 1), ("nodes a; putt x 1 at a", 2),
      ("nodes a; put x 1 at b", 3), ("expect error unknown-node { put x 1 at b }", 0),
      ("nodes a b; link a <-> b; put x 1 at a; settle within=1ms", 5), ("quit; rubbish", 2),
      ("nodes a; quit; nodes a", 0), ("together {", 2),
    ] as [(String, Int32)])
  func statusTellsHowItWent(script: String, status: Int32) throws {
    #expect(try Parley.run("-c", script).status == status)
    #expect(try Parley.run(input: script).status == status)
    #expect(try Parley.run("-", input: script).status == status)
    let scratch = try Scratch()
    #expect(try Parley.run(scratch.write(script, to: "a.repl")).status == status)
  }

  @Test(arguments: [["--bogus"], ["--seed", "x"], ["--seed"], ["-c"], ["--color", "red", "-"]])
  func wrongUsageIsStatus2(arguments: [String]) throws {
    let outcome = try ProcessRun(Parley.binary, arguments)()
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("parley --help"))
  }

  @Test func aMistypedSubcommandIsToldFromAScript() throws {
    let outcome = try ProcessRun(Parley.binary, ["explian", "down"])()
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("did you mean `parley explain`?"))
    #expect(try Parley.run("nowhere.repl").errors.contains("no such file"))
    let scratch = try Scratch()
    let script = try scratch.write("print 1", to: "tests")
    #expect(try Parley.run(script).output == "1\n")
  }

  @Test func helpAndVersionAreAnswers() throws {
    let help = try Parley.run("--help")
    #expect(help.status == 0 && help.errors.isEmpty)
    for status in ["0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "70 ", "130 "] {
      #expect(help.output.contains("\n  \(status)"))
    }
    #expect(try Parley.run("--version").output == "parley 0.1.0\n")
  }

  @Test(arguments: [
    ["-c", "print 1", "-e", "print 2"], ["-c", "print 1", "missing"], ["-", "-c", "print 1"],
    ["-c", "--help"], ["-c", ""], ["-c", "-"], [],
  ])
  func plainCommandLinesMeanWhatTheParserSays(arguments: [String]) throws {
    var run = ProcessRun(Parley.binary, arguments)
    run.input = "print 0"
    let plain = try run()
    run.arguments += ["--seed", "42"]
    let parsed = try run()
    #expect(plain.status == parsed.status)
    #expect(plain.output == parsed.output && plain.errors == parsed.errors)
  }

  @Test func unreadableFilesAreNamed() throws {
    let scratch = try Scratch()
    try scratch.write("nodes a", to: "here.repl")
    var run = ProcessRun(Parley.binary, ["here.repl", "missing.repl", ".", "here.repl/x"])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == """
        missing.repl: error[unreadable-file]: no such file
        .: error[unreadable-file]: is a folder
        here.repl/x: error[unreadable-file]: a part of its path is not a folder

        """)
    #expect(try Parley.run("/dev/zero").errors.contains("is not a regular file"))
  }

  @Test func mistakesAreShownTogetherAndNothingRuns() throws {
    let outcome = try Parley.run(input: "print \"ran\"\nputt x\n\tnodes \"a\nnodes b\n")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("<stdin>:2:1: error[unknown-verb]"))
    #expect(outcome.errors.contains("<stdin>:3:8: error[unterminated-string]"))
  }

  @Test func scriptsOfOneCommandLineShareASession() throws {
    let scratch = try Scratch()
    let one = try scratch.write("nodes a\ndefine w v { put x $v at a }\n", to: "1.repl")
    let two = try scratch.write("w 7\n", to: "2.repl")
    let outcome = try Parley.run(one, two, "-c", "get x at a", "-e", "print \"end\"")
    #expect(outcome.output == "7  {a:1}\nend\n")
    #expect(outcome.status == 0)
    let wrong = try Parley.run(one, "-c", "print \"ran\"", "-c", "nodes \"")
    #expect(wrong.status == 2 && wrong.output.isEmpty)
    #expect(try Parley.run(one, "-c", "nosuch 1").errors.contains("unknown-verb"))
  }

  @Test func keepGoingReportsAllAndStillFails() throws {
    let script =
      "nodes a; put x 1 at a; put x 1 at b; print \"on\"; expect x at a = 2; print \"end\""
    let outcome = try Parley.run("--keep-going", "-c", script)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("on\n") && outcome.output.hasSuffix("end\n"))
    #expect(outcome.output.contains("expect failed: x at a = 2"))
    #expect(try Parley.run("-c", script).output.isEmpty)
  }

  @Test func scriptsMayComeThroughAPipe() throws {
    #expect(try Parley.run("/dev/stdin", input: "print \"piped\"").output == "piped\n")
  }

  @Test func checkRunsNothing() throws {
    let outcome = try Parley.run("--check", "-c", "print \"ran\"; put x 1 at nowhere")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    #expect(try Parley.run("--check", "-c", "putt").status == 2)
    #expect(try Parley.run("--check", "-c", "nodes a", "-c", "putt").status == 2)
  }

  @Test func echoShowsStatements() throws {
    let outcome = try Parley.run("--echo", "-c", "nodes a; put x 1 at a\nget x at a")
    #expect(outcome.output == "> nodes a\n> put x 1 at a\n> get x at a\n1  {a:1}\n")
  }

  @Test func everyLineOfJSONIsAnObject() throws {
    let script =
      "nodes a b; link a <-> b; put x 1 at a; put x 2 at b; settle; get x at a; show; put x 1 at c"
    let outcome = try Parley.run("--json", "--seed", "7", "-c", script)
    #expect(outcome.status == 3 && outcome.errors.isEmpty)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.first == #"{"parley": "0.1.0", "schema": 1, "seed": 7, "type": "session"}"#)
    #expect(lines.count > 5)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["type"] is String, "\(line)")
    }
    #expect(lines.dropLast().last?.contains("\"code\": \"unknown-node\"") == true)
    #expect(lines.count { $0.hasPrefix("{\"type\": \"digest\"") } == 8)
  }

  @Test func coloursAreNeverForPipes() throws {
    let scripts = ["nodes a b; link a <-> b; put x 1 at a; settle; show nodes", "putt"]
    for script in scripts {
      for variables in [["TERM": "xterm"], ["TERM": "xterm", "NO_COLOR": "1"]] {
        var run = ProcessRun(Parley.binary, ["-c", script])
        run.environment.merge(variables) { $1 }
        let outcome = try run()
        #expect(!outcome.stdout.contains(0x1B) && !outcome.stderr.contains(0x1B))
      }
    }
    #expect(try !Parley.run("--help").stdout.contains(0x1B))
    #expect(try Parley.run("--color", "always", "-c", "putt").stderr.contains(0x1B))
  }

  @Test func readerThatGoesAwayIsNoError() throws {
    let script = "nodes a\nrepeat 200000 { print \"a line of output that nobody waits for\" }\n"
    let scratch = try Scratch()
    let file = try scratch.write(script, to: "long.repl")
    let run = ProcessRun(
      "/bin/sh", ["-c", "{ '\(Parley.binary)' '\(file)'; echo $? >&2; } | head -n 1"])
    let outcome = try run()
    #expect(outcome.output == "a line of output that nobody waits for\n")
    #expect(outcome.errors == "0\n")
  }

  @Test(arguments: ["--help", "help put", "explain", "manual", "fmt --help"])
  func pagesWithoutReaderAreNoError(arguments: String) throws {
    let run = ProcessRun(
      "/bin/sh", ["-c", "{ sleep 0.2; '\(Parley.binary)' \(arguments); echo $? >&2; } | true"])
    #expect(try run().errors == "0\n")
  }

  @Test(arguments: ["-c 'print 1'", "--help", "help put", "explain", "manual", "fmt --help"])
  func outputThatCannotBeWrittenIsAFailure(arguments: String) throws {
    let run = ProcessRun("/bin/sh", ["-c", "'\(Parley.binary)' \(arguments) > /dev/full"])
    let outcome = try run()
    #expect(outcome.status == 1)
    #expect(outcome.errors == "parley: cannot write output: No space left on device\n")
  }

  @Test func linesOf10MegabytesAreFine() throws {
    let value = String(repeating: "x", count: 10_000_000)
    let outcome = try Parley.run(input: "nodes a; put x \"\(value)\" at a; get x at a\n")
    #expect(outcome.status == 0)
    #expect(outcome.stdout.count == 10_000_000 + 10)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func outputBeforeASignalIsNotLost(signal: Int32) throws {
    let script = "print \"before\"; nodes a; repeat 1000000 { repeat 1000000 { put x 1 at a } }"
    let command = """
      '\(Parley.binary)' -c '\(script)' & sleep 0.5; kill -\(signal) $!; wait $!; echo $?
      """
    let outcome = try ProcessRun("/bin/sh", ["-c", command])()
    #expect(outcome.output == "before\n\(signal == SIGINT ? 130 : 143)\n")
    #expect(outcome.errors.hasPrefix("interrupted at ") == (signal == SIGINT))
  }

  @Test func secondInterruptDoesNotWait() throws {
    let scratch = try Scratch()
    let statements = String(repeating: "put x 1 at a\n", count: 500_000)
    let file = try scratch.write("nodes a\n" + statements, to: "long.repl")
    let command = """
      '\(Parley.binary)' '\(file)' & sleep 0.2; kill -INT $!; sleep 0.1; kill -INT $!; wait $!
      echo $?
      """
    let start = ContinuousClock.now
    #expect(try ProcessRun("/bin/sh", ["-c", command])().output == "130\n")
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func trapsEndWithStatus70AfterWhatWasPrinted() throws {
    let script = "print \"before\"; nodes a; repeat 1000000 { repeat 1000000 { put x 1 at a } }"
    let command = "'\(Parley.binary)' -c '\(script)' & sleep 0.5; kill -ILL $!; wait $!; echo $?"
    let outcome = try ProcessRun("/bin/sh", ["-c", command])()
    #expect(outcome.output == "before\n70\n")
    #expect(outcome.errors.hasPrefix("parley: internal error; please report it"))
  }

  @Test func promptOnAPipeGoesToStandardError() throws {
    let outcome = try Parley.run("-i", input: "nodes a\ntogether {\nput x 1 at a\n}\nget x at a\n")
    #expect(outcome.output.hasSuffix("1  {a:1}\n"))
    #expect(!outcome.output.contains("parley"))
    #expect(outcome.errors == "parley> parley> { ....> { ....> parley 1ms> parley 2ms> ")
    #expect(outcome.status == 0)
  }
}
