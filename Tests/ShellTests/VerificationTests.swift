import Foundation
import Shell
import TestSupport
import Testing

/// Scripts that Parley writes, and runs that are held against each other, in real processes.
@Suite struct VerificationTests {
  private static let script = """
    nodes a b
    link a <-> b latency=1ms..9ms
    put k 1 at a
    put k 2 at b
    settle
    get k at a

    """

  private func run(_ arguments: [String], in folder: String) throws -> ProcessOutcome {
    var run = ProcessRun(Parley.binary, arguments)
    run.folder = folder
    return try run()
  }

  @Test func equalRunsPass() throws {
    let scratch = try Scratch()
    try scratch.write(Self.script, to: "s.repl")
    let outcome = try run(["--verify", "s.repl"], in: scratch.path)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("same twice: 6 statements, digest "))
  }

  @Test func theStatusIsThatOfTheRuns() throws {
    let scratch = try Scratch()
    for (text, status) in [
      ("nodes a; expect conflicts = 1", Int32(1)), ("putt", 2), ("put k 1 at z", 3),
      ("nodes a; put k 1 at a", 0),
    ] {
      let outcome = try run(["--verify", "-c", text], in: scratch.path)
      #expect(outcome.status == status, "\(text): \(outcome.output)\(outcome.errors)")
      #expect(outcome.output.hasPrefix("same twice: "))
    }
    for arguments in [["--verify"], ["--verify", "-"]] {
      let outcome = try run(arguments, in: scratch.path)
      #expect(outcome.status == 2 && outcome.errors.contains("standard input"))
    }
  }

  @Test func flagsReachBothRuns() throws {
    let scratch = try Scratch()
    try scratch.write("print 1", to: "sub dir/-odd name.repl")
    let arguments = [
      "--verify", "--seed", "7", "--keep-going", "-c", "expect conflicts = 1; print 2",
    ]
    let outcome = try run(arguments + ["--", "sub dir/-odd name.repl"], in: scratch.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("same twice: 3 statements, digest "), "\(outcome.output)")
  }

  // MARK: - The comparison

  private func compare(_ first: [String], _ second: [String]) -> StreamComparison {
    var comparison = StreamComparison()
    var index = 0
    while comparison.take(
      index < first.count ? first[index] : nil, index < second.count ? second[index] : nil)
    {
      index += 1
    }
    return comparison
  }

  private static let lines = [
    #"{"parley": "0.1.0", "schema": 1, "seed": 42, "type": "session"}"#,
    #"{"type": "statement", "text": "nodes a"}"#, #"{"type": "digest", "digest": "00ff"}"#,
    #"{"type": "statement", "text": "put k \"B\" at a"}"#, #"{"type": "note", "text": "x"}"#,
    #"{"type": "digest", "digest": "01ff"}"#,
  ]

  @Test func equalStreamsAreEqual() {
    let comparison = compare(Self.lines, Self.lines)
    #expect(comparison.divergence == nil)
    #expect(comparison.statements == 2 && comparison.digest == "01ff")
    #expect(compare([], []).divergence == nil)
  }

  @Test func anotherDigestIsNamed() throws {
    var other = Self.lines
    other[5] = #"{"type": "digest", "digest": "02ff"}"#
    let divergence = try #require(compare(Self.lines, other).divergence)
    #expect(divergence.statement == 2 && divergence.isDigest)
    #expect(divergence.source == #"put k \"B\" at a"#)
    #expect(divergence.first == "01ff" && divergence.second == "02ff")
  }

  @Test func otherOutputAndAnEarlyEndAreNamed() throws {
    var other = Self.lines
    other[4] = #"{"type": "note", "text": "y"}"#
    let output = try #require(compare(Self.lines, other).divergence)
    #expect(output.statement == 2 && !output.isDigest && output.second == other[4])
    let end = try #require(compare(Self.lines, Array(Self.lines.prefix(3))).divergence)
    #expect(end.statement == 1 && end.second == nil && end.first == Self.lines[3])
    let start = try #require(compare([], Self.lines).divergence)
    #expect(start.statement == 0 && start.first == nil)
  }

  // MARK: - Saving and reporting

  @Test func aSavedSessionLeadsToItsDigest() throws {
    let scratch = try Scratch()
    let text = Self.script + "save \"out.repl\"\ndigest\n"
    let first = try run(["-c", text], in: scratch.path)
    #expect(first.status == 0, "\(first.errors)")
    let second = try run(["out.repl", "-c", "digest"], in: scratch.path)
    let digests = [first, second].map { $0.output.split(separator: "\n").last }
    #expect(digests[0] == digests[1])
    #expect(try scratch.text(of: "out.repl").contains("# digest \(digests[0] ?? "")\n"))
  }

  @Test func aReportIsReproducedAnywhere() throws {
    let scratch = try Scratch()
    var session = ProcessRun(Parley.binary, ["-i", "-c", Self.script])
    session.folder = scratch.path
    session.input = "expect k at b = 1\nreport \"bug.repl\" small=off\n"
    _ = try session()
    for arguments in [["bug.repl"], ["-"]] {
      var run = ProcessRun(Parley.binary, arguments)
      run.folder = scratch.path
      run.environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
      if arguments == ["-"] { run.input = try scratch.text(of: "bug.repl") }
      let outcome = try run()
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("reproduced: "), "\(outcome.output)")
    }
    #expect(
      try run(["--json", "bug.repl"], in: scratch.path).output.contains("\"reproduced\": true"))
    let changed = try scratch.text(of: "bug.repl").replacing("put k 2 at b", with: "put k 3 at b")
    try scratch.write(changed, to: "other.repl")
    let outcome = try run(["other.repl"], in: scratch.path)
    #expect(outcome.status == 4)
    #expect(outcome.output.contains("differs: statement "), "\(outcome.output)")
    #expect(outcome.output.contains(", other.repl:"))
  }

  /// The report among the examples is as `report` writes it now; `PARLEY_UPDATE=1` rewrites it.
  @Test func theExampleIsWhatIsWritten() throws {
    let scratch = try Scratch()
    let script = """
      nodes eu us
      link eu <-> us latency=10ms..40ms
      resolve title with lww
      put title "B" at eu as ann
      put title "C" at us as bob
      show title
      settle
      get title at eu as ann
      report "report.repl"
      """
    let outcome = try run(["-c", script], in: scratch.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let text = try scratch.text(of: "report.repl")
    let path = "examples/sessions/03-a-report.repl"
    let environment = ProcessInfo.processInfo.environment
    if environment["PARLEY_UPDATE"] == "1", environment["CI"] == nil {
      try text.write(toFile: Repository.path(path), atomically: true, encoding: .utf8)
    }
    #expect(try Repository.text(path) == text, "PARLEY_UPDATE=1 rewrites it")
    #expect(try Parley.run(path).output.hasSuffix("statements, held\n"))
  }
}
