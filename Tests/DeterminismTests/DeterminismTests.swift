import Foundation
import TestSupport
import Testing

@Suite struct DeterminismTests {
  @Test(arguments: Repository.examples)
  func surroundingsDoNotShow(script: String) throws {
    let plain = ProcessRun(Parley.binary, [Repository.path(script)])
    let first = try plain()
    // Trying laws takes long.
    let isLong = script.hasSuffix("/laws.repl")
    for surroundings in isLong ? Array(Surroundings.all.prefix(3)) : Surroundings.all {
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
}

/// Expects two runs to have ended alike and said the same bytes.
func expectSame(_ first: ProcessOutcome, _ second: ProcessOutcome, _ what: String) {
  #expect(first.status == second.status, "\(what): \(second.errors)")
  #expect([0, 1, 2, 3, 5].contains(first.status), "\(what): \(first.errors)")
  let difference = Difference.between(
    first.output, second.output, named: "first run", "second run")
  #expect(first.stdout == second.stdout, "\(what)\n\(difference)")
}
