import Foundation
import TestSupport
import Testing

@Suite struct GoldenTests {
  /// Runs the script from the root; `PARLEY_UPDATE=1` rewrites its `.out` file instead of comparing,
  /// unless its exit status is wrong.
  @Test(arguments: Repository.scripts)
  func scriptHoldsWhatItDeclares(script: String) throws {
    let golden = try Golden(script)
    let outcome = try Parley.run(script)
    try #require(!outcome.timedOut, "\(script) did not end")
    try #require(
      outcome.status == golden.status,
      "\(script) ended with \(outcome.status), declared \(golden.status)\n\(outcome.errors)")
    guard let expected = golden.output, !outcome.stdout.elementsEqual(expected.utf8) else { return }
    if Golden.updating {
      try outcome.stdout.write(to: URL(fileURLWithPath: Repository.path(golden.outputFile)))
    } else {
      let difference = Difference.between(
        expected, outcome.output, named: golden.outputFile, "what \(script) printed")
      Issue.record("\(difference)")
    }
  }

  /// A binary that ran nothing would pass every golden that declares no output.
  @Test func scriptsAreReallyRun() throws {
    #expect(try Parley.run("-c", "expect conflicts = 1").status == 1)
    #expect(try Parley.run(input: "expect conflicts = 0").status == 0)
    #expect(try Parley.run(input: "no-such-verb").status == 2)
  }

  @Test func thereAreScripts() {
    #expect(Repository.examples.count >= 10)
    #expect(Repository.scripts.count > Repository.examples.count)
  }

  @Test(arguments: [
    ("# Shows a failure.\n# exit: 3\nput x 1\n", 3),
    ("# exit: 1\n", 1),
    ("nodes a\n# exit: 3\n", 0),
    ("# exit: soon\n", 0),
    ("", 0),
  ])
  func statusIsDeclaredInTheFirstComments(text: String, status: Int32) {
    #expect(Golden.declaredStatus(in: text) == status)
  }

  @Test func differenceLabelsBothSides() {
    let text = Difference.between("a\nb\nc\n", "a\nx\nc\n", named: "file", "run")
    #expect(text == "--- file\n+++ run\n a\n-b\n+x\n c\n \n")
    #expect(Difference.between("a\n", "a\n", named: "file", "run").isEmpty)
  }
}
