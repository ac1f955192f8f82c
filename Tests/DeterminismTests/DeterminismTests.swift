import Foundation
import TestSupport
import Testing

@Suite struct DeterminismTests {
  /// How many random programs; `PARLEY_FUZZ_ROUNDS` multiplies.
  private static let programs = 100
  private static let parts = 5

  @Test(arguments: Repository.examples)
  func surroundingsDoNotShow(script: String) throws {
    let plain = ProcessRun(Parley.binary, [Repository.path(script)])
    let first = try plain()
    for surroundings in Surroundings.all {
      var changed = plain
      surroundings.change(&changed)
      expectSame(first, try changed(), "\(script), \(surroundings.name)")
    }
  }

  /// Standard input has no folder of its own: the current one stands in for the script's.
  @Test(arguments: Repository.examples)
  func standardInputIsAsGoodAsAFile(script: String) throws {
    let file = try ProcessRun(Parley.binary, [Repository.path(script)])()
    var piped = ProcessRun(Parley.binary)
    piped.folder = URL(fileURLWithPath: Repository.path(script)).deletingLastPathComponent().path
    piped.input = try Repository.text(script)
    expectSame(file, try piped(), "\(script), piped")
  }

  /// A text is the same from a pipe and from the command line, in whatever surroundings.
  @Test(arguments: 0..<parts)
  func randomProgramsSayTheSameAnywhere(part: Int) throws {
    for seed in FuzzRounds.seeds(Self.programs, part: part, of: Self.parts) {
      let text = program(seed)
      var first = ProcessRun(Parley.binary, seed % 2 == 0 ? ["--keep-going"] : [])
      var second = first
      first.input = text
      second.arguments += ["-c", text]
      let surroundings = Surroundings.all[Int(seed) % Surroundings.all.count]
      surroundings.change(&second)
      expectSame(try first(), try second(), "\(surroundings.name), seed \(seed):\n\(text)")
    }
  }

  /// As JSON everything goes one way, refusals with their places and digests included: hundreds of
  /// programs, many in one session, which `reset` begins anew.
  @Test(arguments: 0..<parts)
  func randomProgramsSayTheSameAsJSON(part: Int) throws {
    let scratch = try ScriptFolder()
    for seed in FuzzRounds.seeds(Self.programs * 2, part: part, of: Self.parts) {
      try scratch.add("reset\n" + program(seed), as: "p\(seed).repl")
    }
    var run = ProcessRun(Parley.binary, ["--json", "--echo", "--keep-going"] + scratch.files)
    run.limit = .seconds(300)
    let first = try run()
    let surroundings = Surroundings.all[(part + 1) % Surroundings.all.count]
    surroundings.change(&run)
    expectSame(first, try run(), "as JSON, \(surroundings.name), part \(part)")
    #expect(first.stderr.isEmpty, "part \(part): \(first.errors)")
    let count = first.output.split(separator: "\n").count { $0.hasPrefix("{\"type\": \"digest\"") }
    #expect(count > scratch.files.count * 20, "only \(count) digests")
  }

  /// Optimised or not: the same bytes.
  @Test(.enabled(if: Builds.both != nil, "needs fresh builds of both: `swift build` twice"))
  func debugAndReleaseSayTheSame() throws {
    let binaries = try #require(Builds.both)
    var runs = Repository.scripts.map { ProcessRun("", [Repository.path($0)]) }
    for seed in FuzzRounds.seeds(Self.programs, part: 0, of: 1) {
      var run = ProcessRun("", ["--json", "--keep-going"])
      run.input = program(seed)
      runs.append(run)
    }
    for var run in runs {
      let outcomes = try binaries.map { binary in
        run.program = binary
        return try run()
      }
      let what = run.input ?? run.arguments.joined(separator: " ")
      expectSame(outcomes[0], outcomes[1], "debug and release: \(what)")
      #expect(outcomes[0].stderr == outcomes[1].stderr, "\(what)")
    }
  }

  /// Each change is one that a program could notice.
  @Test func surroundingsReallyDiffer() throws {
    var plain = ProcessRun("/bin/sh", ["-c", "/usr/bin/env | /usr/bin/sort; pwd"])
    plain.environment["PATH"] = "/usr/bin"
    let first = try plain()
    #expect(first.status == 0)
    for surroundings in Surroundings.all where surroundings.name != "once more" {
      var changed = plain
      surroundings.change(&changed)
      #expect(try changed().stdout != first.stdout, "\(surroundings.name)")
    }
  }

  private func program(_ seed: UInt64) -> String {
    var generator = ProgramGenerator(seed: seed)
    return generator.program().joined(separator: "\n") + "\n"
  }

  private func expectSame(_ first: ProcessOutcome, _ second: ProcessOutcome, _ what: String) {
    #expect(first.status == second.status, "\(what): \(second.errors)")
    #expect([0, 1, 2, 3, 5].contains(first.status), "\(what): \(first.errors)")
    let difference = Difference.between(
      first.output, second.output, named: "first run", "second run")
    #expect(first.stdout == second.stdout, "\(what)\n\(difference)")
  }
}

/// A folder of scripts that goes with the test.
private final class ScriptFolder {
  /// The scripts by their paths, in order.
  private(set) var files: [String] = []
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("parley-scripts-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func add(_ text: String, as name: String) throws {
    let file = folder.appendingPathComponent(name)
    try text.write(to: file, atomically: false, encoding: .utf8)
    files.append(file.path)
  }
}
