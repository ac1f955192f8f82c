import Foundation
import FoundationXML
import TestSupport
import Testing

/// What `parley test` does to files, and says about them.
@Suite struct TestCommandTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func run(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> ProcessOutcome {
    var run = ProcessRun(Parley.binary, ["test"] + arguments)
    run.folder = scratch.path
    run.environment.merge(environment) { $1 }
    return try run()
  }

  private func lastLine(_ outcome: ProcessOutcome) -> String {
    String(outcome.output.split(separator: "\n").last ?? "")
  }

  private static let good = "nodes a\nput x 1 at a\nget x at a\n#> 1  {a:1}\n"
  private static let stale = "nodes a\nput x 1 at a\nget x at a  # look\n#> 2  {a:1}\n"

  // MARK: - Verdicts

  @Test(
    arguments: [
      (good, 0), ("", 0), ("nodes a; put x 1 at a; get x at a\n#> …", 0), (stale, 1),
      ("nodes a\n#> said\n", 1), ("nodes a\nput x 1 at a\nexpect x at a = 2\n", 1),
      ("nodes \"\n", 2), ("nodes a\nput x 1 at b\n", 3), ("print 1\nquit\nprint 2\n#> 3\n", 0),
      ("nodes a b\nlink a <-> b\nput x 1 at a\nsettle within=1ms\n", 5),
      ("print 1\n#> 2\nput x 1 at b\n", 3),
    ] as [(String, Int32)])
  func statusTellsHowItWent(script: String, status: Int32) throws {
    try scratch.write(script, to: "a.repl")
    let outcome = try run(["a.repl"])
    #expect(outcome.status == status, "\(outcome.output)")
    #expect(outcome.errors.isEmpty)
    #expect(lastLine(outcome) == (status == 0 ? "1 passed, 0 failed" : "0 passed, 1 failed"))
  }

  /// Such a name cannot be given back; the other scripts are none the worse for it.
  @Test func aScriptWhoseNameIsNoTextIsPassedOver() throws {
    try scratch.write(Self.good, to: "a.repl")
    let bytes = Array("\(scratch.path)/b".utf8) + [0xFF] + Array(".repl\0".utf8)
    let descriptor = bytes.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { name in
      name.baseAddress.map { creat($0, 0o600) } ?? -1
    }
    try #require(descriptor >= 0)
    close(descriptor)
    let outcome = try run([])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("its name is no UTF-8"))
    #expect(lastLine(outcome) == "1 passed, 0 failed")
  }

  @Test func aPipeIsNoScript() throws {
    try #require(mkfifo("\(scratch.path)/pipe", 0o600) == 0)
    let outcome = try run(["pipe"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("is a pipe; name a file or a folder"))
  }

  @Test func theFirstFailureInOrderDecides() throws {
    try scratch.write(Self.good, to: "1.repl")
    try scratch.write("put x 1 at b\n", to: "2.repl")
    try scratch.write(Self.stale, to: "3.repl")
    let outcome = try run([])
    #expect(outcome.status == 3)
    #expect(lastLine(outcome) == "1 passed, 2 failed")
  }

  @Test func filesComeInOrderHoweverManyRunAtATime() throws {
    for index in 0..<40 {
      let work = index % 7 == 0 ? "repeat 3000 { put x 1 at a }\n" : ""
      let name = "\(index % 3)/\(index % 2 == 0 ? "B" : "a")\(index).repl"
      try scratch.write(Self.good + work + "print \(index)\n", to: name)
    }
    try scratch.write(Self.stale, to: "1/x/deep.repl")
    try scratch.write("not a script", to: "1/notes.txt")
    try scratch.write(Self.stale, to: ".hidden/a.repl")
    let outputs = try ["1", "2", "5", "100"].map { try run(["--jobs", $0]).output }
    #expect(Set(outputs).count == 1)
    let files = outputs[0].split(separator: "\n").filter {
      $0.hasPrefix("ok") || $0.hasPrefix("FA")
    }
    .map { String($0.split(separator: " ")[1]) }
    #expect(files.count == 41)
    #expect(files == files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func filesAreTestedOnceInTheOrderTheyAreNamed() throws {
    try scratch.write(Self.good, to: "b/1.repl")
    try scratch.write(Self.good, to: "a.txt")
    let outcome = try run(["b", "a.txt", "b/1.repl", "./a.txt"])
    #expect(outcome.output.hasPrefix("ok      b/1.repl  3 statements, 1 compared\nok      a.txt  "))
    #expect(lastLine(outcome) == "2 passed, 0 failed")
  }

  @Test(arguments: [["missing.repl"], ["empty"], [], ["a.repl", "missing"], ["a.repl/x"]])
  func whatCannotBeFoundIsStatus2(paths: [String]) throws {
    let folder = try Scratch()
    try folder.write(Self.good, to: "a.repl")
    try folder.write("", to: "empty/readme.md")
    var run = ProcessRun(Parley.binary, ["test"] + paths)
    run.folder = paths.isEmpty ? folder.path + "/empty" : folder.path
    let outcome = try run()
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(": error["))
  }

  @Test func aScriptReadsOnlyItsOwnFolder() throws {
    try scratch.write("nodes a\n", to: "in/setup.repl")
    try scratch.write("include \"setup.repl\"\nput x 1 at a\n", to: "in/a.repl")
    try scratch.write("include \"../in/setup.repl\"\n", to: "out/a.repl")
    #expect(try run(["in"]).status == 0)
    #expect(try run(["out"]).status == 2)
  }

  @Test func allowedFoldersMayBeReadAndWritten() throws {
    try scratch.write("print 1\n", to: "out/part.repl")
    try scratch.write("include \"../out/part.repl\"\nsave \"../out/s.repl\"\n", to: "in/a.repl")
    #expect(try run(["in"]).status == 2)
    #expect(try run(["--allow", "in", "in"]).status == 2)
    #expect(try run(["--allow", "out", "in"]).status == 0)
    #expect(try scratch.text(of: "out/s.repl").contains("print 1"))
    let outcome = try run(["--allow=nowhere", "in"])
    #expect(outcome.status == 2 && outcome.errors.contains("nowhere: error[unreadable-file]"))
    #expect(outcome.output.isEmpty)
  }

  @Test(arguments: [
    ("statements=50", "50 statements have run"), ("events=20", "more than 20 events have happened"),
    ("output=100", "more was to be written"), ("time=50ms", "it takes longer than is allowed"),
    ("memory=64KiB", "more memory is used"),
  ])
  func eachScriptHasItsOwnLimits(limit: String, words: String) throws {
    let endless =
      "nodes a\nput x 1 at a\nrepeat 1000000000 { put x 2 at a; print \"0123456789\" }\n"
    let lasting = endless + "#> …\n"
    try scratch.write(lasting, to: "a.repl")
    try scratch.write(lasting, to: "b.repl")
    let outcome = try run(["--update", "--limit", limit, "."])
    #expect(outcome.status == 5 && !outcome.timedOut)
    #expect(lastLine(outcome) == "0 passed, 2 failed")
    #expect(outcome.output.components(separatedBy: "error[budget]: ").count == 3)
    #expect(outcome.output.components(separatedBy: words).count == 3, "\(outcome.output)")
    #expect(outcome.output.components(separatedBy: "stopped at ").count == 3)
    #expect(outcome.output.contains("\nreproduce: parley --limit \(limit) a.repl\n"))
    #expect(try scratch.text(of: "a.repl") == lasting)
  }

  @Test func whatIsBelowItsLimitsIsJudgedAsEver() throws {
    for index in 0..<9 { try scratch.write(Self.good, to: "\(index).repl") }
    let all = "statements=3,events=1,output=9,memory=4GiB,time=1min"
    let outcome = try run(["--limit", all])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(try outcome.output == run([]).output)
    #expect(try run(["--limit", "output=8"]).status == 5)
    #expect(try run(["--limit", "wishes=3"]).errors.contains("--limit `wishes=3` is no limit"))
  }

  @Test func hostileNestingEndsInWords() throws {
    try scratch.write("define f { f }\nf\n", to: "calls.repl")
    let blocks =
      String(repeating: "repeat 1 { ", count: 255) + "print 1 " + String(repeating: "}", count: 255)
    try scratch.write("define f { \(blocks); f }\nf\n", to: "blocks.repl")
    for index in 0..<60 {
      try scratch.write("include \"i\(index + 1).txt\"\n", to: "i\(index).txt")
    }
    try scratch.write(blocks + "\n", to: "i60.txt")
    try scratch.write("include \"i0.txt\"\n", to: "includes.repl")
    let outcome = try run([])
    #expect(outcome.output.contains("error["))
    #expect([2, 3, 5].contains(outcome.status), "\(outcome.status) \(outcome.errors)")
  }

  // MARK: - What is said

  @Test func aFailureShowsItsSectionADifferenceAndACommand() throws {
    let script = """
      nodes a
      section "first" {
        print "early"
      }
      print "between"
      section "second" {
        put x 1 at a
        get x at a
      }
      #> 2  {a:1}

      """
    try scratch.write(script, to: "a.repl")
    #expect(
      try run(["a.repl"]).output == """
        FAILED  a.repl  4 statements, 1 compared, 1 differs

        > section "second" {
        >   put x 1 at a
        >   get x at a
        > }
        a.repl:10: expected output differs: section "second" { ...
        --- expected
        +++ actual
        -2  {a:1}
        +1  {a:1}
        reproduce: parley test a.repl

        0 passed, 1 failed

        """)
  }

  @Test func aComplaintShowsWhatLedToIt() throws {
    try scratch.write(
      "section \"s\" { nodes a }\r\nprint \"here\"\r\nput x 1 at b\r\nprint \"never\"\r\n",
      to: "a.repl")
    let output = try run(["a.repl"]).output
    #expect(
      output.contains(
        "\n\n> print \"here\"\nhere\n> put x 1 at b\na.repl:3:12: error[unknown-node]"))
    #expect(output.contains("\nreproduce: parley a.repl\n"))
    #expect(!output.contains("never") && !output.contains("\\u000d"))
  }

  @Test func documentsAreWellFormedAndTheSameEveryTime() throws {
    try scratch.write(Self.stale + "section \"<a> & 'b' \\u0001\" { print 1 }\n", to: "a&b.repl")
    try scratch.write("section \"x\" { put x 1 at b }\nsection \"x\" { print 1 }\n", to: "c.repl")
    #expect(try run(["--junit", "one.xml"]).status == 1)
    #expect(try run(["--junit", "two.xml", "--jobs", "1"]).status == 1)
    let document = try scratch.text(of: "one.xml")
    #expect(try document == scratch.text(of: "two.xml"))
    let reader = ElementReader()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(
      reader.counts == [
        "testsuites": 1, "testsuite": 2, "testcase": 5, "failure": 1, "error": 1, "skipped": 1,
      ])
    #expect(reader.cases == ["a&b.repl", "<a> & 'b' \\u0001", "c.repl", "x", "x (2)"])
  }

  @Test func aDocumentThatCannotBeWrittenIsAFailure() throws {
    try scratch.write(Self.good, to: "a.repl")
    let outcome = try run(["--junit", "nowhere/a.xml"])
    #expect(outcome.status == 1)
    #expect(outcome.errors == "parley: cannot write nowhere/a.xml: no such file\n")
    #expect(lastLine(outcome) == "1 passed, 0 failed")
  }

  @Test func aDocumentNeverTakesTheNameOfAScript() throws {
    try scratch.write(Self.good, to: "a.repl")
    let outcome = try run(["--junit", "a.repl"])
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("--junit needs a file to write"))
    #expect(try scratch.text(of: "a.repl") == Self.good)
  }

  @Test func blocksBehindQuitAreNotPassedOverInSilence() throws {
    try scratch.write("print 1\n#> 1\nquit\nprint 2\n#> 3\n", to: "a.repl")
    #expect(
      try run([]).output == """
        ok      a.repl  2 statements, 1 compared
        a.repl:5: not compared, as the script has quit before
        1 passed, 0 failed

        """)
  }

  // MARK: - Writing

  @Test func updateRewritesWhatDiffersAndNothingElse() throws {
    try scratch.write(Self.stale + "print 1\nprint 2\n#> 2\n", to: "a.repl")
    try scratch.write(Self.good, to: "b.repl")
    let outcome = try run(["--update"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("ok      a.repl  5 statements, 2 compared, 1 rewritten\n"))
    let updated =
      Self.stale.replacingOccurrences(of: "#> 2", with: "#> 1") + "print 1\nprint 2\n#> 2\n"
    #expect(try scratch.text(of: "a.repl") == updated)
    #expect(try scratch.text(of: "b.repl") == Self.good)
    #expect(try run([]).status == 0)
    #expect(!(try run(["--update"]).output.contains("rewritten")))
  }

  @Test func recordAddsWhatIsMissing() throws {
    try scratch.write("print 1; print 2\nprint 3", to: "a.repl")
    let outcome = try run(["--record"])
    #expect(
      outcome.output.contains("\na.repl:1: not recorded, as another statement begins on its line"))
    #expect(try scratch.text(of: "a.repl") == "print 1; print 2\n#> 2\nprint 3\n#> 3")
    #expect(try run([]).status == 0)
  }

  @Test func thousandsOfLinesAreRecorded() throws {
    try scratch.write("repeat 3000 { print \"line $i\" }\n", to: "a.repl")
    #expect(try run(["--record"]).status == 0)
    #expect(try run([]).output.hasPrefix("ok      a.repl  1 statement, 1 compared\n"))
    var lines = try scratch.text(of: "a.repl").split(separator: "\n").map(String.init)
    for (line, text) in [(5, "#> changed"), (1_500, "#> line …"), (2_990, "#> changed")] {
      lines[line] = text
    }
    try scratch.write(lines.joined(separator: "\n") + "\n", to: "a.repl")
    #expect(try run(["--update"]).status == 0)
    let text = try scratch.text(of: "a.repl")
    #expect(text.contains("\n#> line …\n") && !text.contains("changed"))
    #expect(try run([]).status == 0)
  }

  /// What the project's own page tells about these scripts is true.
  @Test func theReadMeTellsTheTruth() throws {
    let blocks = try Repository.text("README.md").split(separator: "```\n").map(String.init)
    let scripts = blocks.filter { $0.contains("\n#> ") }
    #expect(!scripts.isEmpty)
    for (index, script) in scripts.enumerated() { try scratch.write(script, to: "\(index).repl") }
    let outcome = try run([])
    #expect(outcome.status == 0, "\(outcome.output)")
  }

  /// Whatever would bless a failure: an undeclared error, a failed `expect`, a script that is wrong.
  @Test(arguments: [
    "print 1\n#> 2\nput x 1 at b\n", "print 1\n#> 2\nexpect conflicts = 1\n",
    "print 1\n#> 2\nputt\n",
    "print 1\n#> 2\nnodes a b\nlink a <-> b\nput x 1 at a\nsettle within=1ms\n",
  ])
  func aFailedRunIsNeverRecorded(script: String) throws {
    try scratch.write(script, to: "a.repl")
    let outcome = try run(["--update", "--record"])
    #expect(outcome.status != 0)
    #expect(try scratch.text(of: "a.repl") == script)
  }

  @Test func withCINothingIsWritten() throws {
    try scratch.write(Self.stale, to: "a.repl")
    for flags in [["--update"], ["--record"], ["--update", "--record"]] {
      let outcome = try run(flags, environment: ["CI": "true"])
      #expect(outcome.status == 1)
      #expect(outcome.errors == "parley: CI is set: no script is changed\n")
      #expect(try scratch.text(of: "a.repl") == Self.stale)
    }
    #expect(try run([], environment: ["CI": "true"]).errors.isEmpty)
    #expect(try run(["--update"], environment: ["CI": ""]).status == 0)
  }

  @Test func aFullDiskLeavesTheOldFileWhole() throws {
    let script = Self.stale + String(repeating: "# a comment to make it long\n", count: 1_000)
    try scratch.write(script, to: "a.repl")
    try scratch.write(Self.stale, to: "b.repl")
    var run = ProcessRun("/bin/sh", ["-c", "ulimit -f 16; exec '\(Parley.binary)' test --update"])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("a.repl: error[unwritable-file]: File too large\n"))
    #expect(outcome.output.hasSuffix("1 passed, 1 failed\n"))
    #expect(try scratch.text(of: "a.repl") == script)
    #expect(try scratch.text(of: "b.repl") != Self.stale)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    #expect(names.sorted() == ["a.repl", "b.repl"])
  }

  @Test func aRunThatHeldIsNotSaidToFailAgain() throws {
    let script = "print 1\n" + String(repeating: "# a comment to make it long\n", count: 1_000)
    try scratch.write(script, to: "a.repl")
    var run = ProcessRun("/bin/sh", ["-c", "ulimit -f 16; exec '\(Parley.binary)' test --record"])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.output.contains("a.repl: error[unwritable-file]: File too large\n"))
    #expect(!outcome.output.contains("reproduce"))
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write anywhere"))
  func aReadOnlyFolderLeavesTheOldFileWhole() throws {
    try scratch.write(Self.stale, to: "in/a.repl")
    chmod(scratch.path + "/in", 0o555)
    defer { chmod(scratch.path + "/in", 0o755) }
    let outcome = try run(["--update"])
    #expect(outcome.status == 1 && outcome.output.contains("error[unwritable-file]"))
    #expect(try scratch.text(of: "in/a.repl") == Self.stale)
  }

  // MARK: - Ends

  @Test func anInterruptEndsEverything() throws {
    try scratch.write("nodes a; repeat 1000000 { repeat 1000000 { put x 1 at a } }\n", to: "b.repl")
    try scratch.write(Self.good, to: "a.repl")
    let command = """
      '\(Parley.binary)' test --jobs 2 & sleep 0.5; kill -INT $!; wait $!; echo $?
      """
    var run = ProcessRun("/bin/sh", ["-c", command])
    run.folder = scratch.path
    let outcome = try run()
    #expect(outcome.output == "ok      a.repl  3 statements, 1 compared\n130\n")
    #expect(outcome.errors == "parley: interrupted; 1 of 2 scripts were tested\n")
  }

  @Test func aReaderThatGoesAwayEndsIt() throws {
    for index in 0..<200 { try scratch.write(Self.stale, to: "\(index).repl") }
    try scratch.write("nodes a; repeat 1000000 { repeat 1000000 { put x 1 at a } }\n", to: "z.repl")
    var run = ProcessRun("/bin/sh", ["-c", "'\(Parley.binary)' test | head -n 1"])
    run.folder = scratch.path
    run.limit = .seconds(20)
    let outcome = try run()
    #expect(!outcome.timedOut && outcome.output.hasPrefix("FAILED  0.repl"))
  }

  @Test(arguments: [
    ["--jobs", "0"], ["--jobs", "x"], ["--bogus"], ["--junit"], ["--review", "."],
  ])
  func wrongUsageIsStatus2(arguments: [String]) throws {
    try scratch.write(Self.good, to: "a.repl")
    let outcome = try run(arguments)
    #expect(outcome.status == 2 && outcome.output.isEmpty && !outcome.errors.isEmpty)
  }

  @Test func helpIsAnAnswer() throws {
    let help = try run(["--help"])
    #expect(help.status == 0)
    for flag in ["--update", "--record", "--review", "--junit", "--jobs", "--color"] {
      #expect(help.output.contains("  \(flag)"))
    }
  }
}

/// Counts elements, and collects the names of cases.
private final class ElementReader: NSObject, XMLParserDelegate {
  var counts: [String: Int] = [:]
  var cases: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    counts[name, default: 0] += 1
    if name == "testcase" { cases.append(attributes["name"] ?? "") }
  }
}
