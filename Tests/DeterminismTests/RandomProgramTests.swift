import Foundation
import Synchronization
import TestSupport
import Testing

/// A thousand random programs, each run by two processes in different surroundings, and by both
/// builds: equal bytes.
@Suite struct RandomProgramTests {
  private static let batches = 10
  private static let told = Mutex<Set<String>>([])

  /// Half of the programs as JSON with a digest behind each statement, half as people read them.
  @Test(arguments: 0..<batches)
  func sayTheSameAnywhere(batch number: Int) throws {
    let batch = try Batch(FuzzRounds.seeds(1000, part: number, of: Self.batches))
    let isJSON = number % 2 == 0
    var run = batch.run(isJSON: isJSON)
    let first = try run()
    // The scripts are named from the folder they lie in.
    let others = Surroundings.all.filter { $0.name != "another folder" }
    let surroundings = others[number % others.count]
    surroundings.change(&run)
    expectSame(first, try run(), "\(batch.name), \(surroundings.name)")
    #expect(
      batch.count(in: first.output) == batch.files.count,
      "not every program has begun: \(first.errors.isEmpty ? first.output : first.errors)")
    if isJSON {
      #expect(first.stderr.isEmpty, "\(first.errors)")
      let digests = first.output.split(separator: "\n").count {
        $0.contains("\"type\": \"digest\"")
      }
      #expect(digests > batch.files.count * 20, "only \(digests) digests")
    }
    try expectSameOfBothBuilds(first.stdout + first.stderr, to: batch.text, as: batch.name)
  }

  /// A text is the same from a pipe and from the command line, in whatever surroundings.
  @Test func sayTheSameFromAPipeAndTheCommandLine() throws {
    for seed in FuzzRounds.seeds(48, part: 0, of: 1) {
      let text = Batch.program(seed)
      var first = ProcessRun(Parley.binary, seed % 2 == 0 ? ["--keep-going"] : [])
      var second = first
      first.input = text
      second.arguments += ["-c", text]
      let surroundings = Surroundings.all[Int(seed) % Surroundings.all.count]
      surroundings.change(&second)
      expectSame(try first(), try second(), "\(surroundings.name), seed \(seed):\n\(text)")
    }
  }

  /// At a terminal, without colours, the same bytes as through a pipe.
  @Test func sayTheSameAtATerminal() throws {
    let batch = try Batch(FuzzRounds.seeds(40, part: 0, of: 1))
    var run = batch.run(isJSON: false)
    run.program = "/bin/sh"
    run.arguments = ["-c", "exec \"$@\" 2>&1", "sh", Parley.binary] + run.arguments
    let piped = try run()
    #expect(batch.count(in: piped.output) == batch.files.count)
    for columns in [3, 80] as [Int32] {
      run.environment["TERM"] = "xterm-256color"
      run.environment["NO_COLOR"] = "1"
      let shown = try TerminalRun(run, rows: 5, columns: columns)
      #expect(shown.status == piped.status)
      let difference = Difference.between(
        piped.output, shown.output, named: "pipe", "terminal of \(columns) columns")
      #expect(difference.isEmpty, "\(difference)")
    }
  }

  /// Every script of the project says the same, optimised or not.
  ///
  /// Trying laws takes long, and the `#>` blocks there hold both builds to the same.
  @Test func scriptsSayTheSameInBothBuilds() throws {
    var said = Data()
    var texts = ""
    for script in Repository.scripts where !script.hasSuffix("/laws.repl") {
      let outcome = try Parley.run(Repository.path(script))
      said += Data("\(script) \(outcome.status)\n".utf8) + outcome.stdout + outcome.stderr
      texts += try Repository.text(script)
    }
    try expectSameOfBothBuilds(said, to: texts, as: "scripts")
  }

  private func expectSameOfBothBuilds(_ bytes: Data, to text: String, as name: String) throws {
    switch try Builds.compare(bytes, saidTo: text, as: name) {
    case .same: break
    case .differ(let difference): Issue.record("\(name), debug and release:\n\(difference)")
    case .alone(let reason):
      // Once is enough.
      guard Self.told.withLock({ $0.insert(reason).inserted }) else { return }
      Issue.record("debug and release are not compared: \(reason)", severity: .warning)
    }
  }
}

/// Random programs in a folder of their own, each a script, to be run by one process.
private final class Batch {
  /// Told apart by its seeds: `random-0-99`.
  let name: String
  /// All of them.
  private(set) var text = ""
  /// The scripts by their paths, in order.
  private(set) var files: [String] = []
  private let folder: URL

  init(_ seeds: Range<UInt64>) throws {
    name = "random-\(seeds.lowerBound)-\(seeds.upperBound - 1)"
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("parley-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    for seed in seeds {
      let text = "reset\nprint \"\(Self.mark)\(seed)\"\n\(Self.program(seed))digest\n"
      let file = folder.appendingPathComponent("p\(seed).repl")
      try text.write(to: file, atomically: false, encoding: .utf8)
      files.append(file.lastPathComponent)
      self.text += text
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// What each program says first, with its seed.
  private static let mark = "program of seed "

  static func program(_ seed: UInt64) -> String {
    var generator = ProgramGenerator(seed: seed)
    return generator.program().joined(separator: "\n") + "\n"
  }

  /// A run of all of them; the folder is named nowhere, as it has another name each time.
  func run(isJSON: Bool) -> ProcessRun {
    let flags = ["--echo", "--keep-going"] + (isJSON ? ["--json"] : [])
    var run = ProcessRun(Parley.binary, flags + files)
    run.folder = folder.path
    run.limit = .seconds(300)
    return run
  }

  /// How many programs have begun, by what they said.
  func count(in output: String) -> Int {
    output.split(separator: "\n").count {
      $0.contains(Self.mark) && !$0.contains("print ") && !$0.contains("\"statement\"")
    }
  }
}
