import Commands
import Replication
import Testing

struct GetTests {
  /// What the reads of a script returned: values, then the context.
  private func reads(_ bench: borrowing Bench) -> [String] {
    bench.sink.reports.flatMap { report -> [String] in
      guard case .events(let lines) = report else { return [] }
      return lines.compactMap { line in
        guard case .read(let values, let context, let rule, let isAsked, _) = line.what else {
          return nil
        }
        let notes = [rule?.strategy, isAsked ? "?" : nil].compactMap { $0 }
        return (values.map(\.json) + context + notes).joined(separator: " ")
      }
    }
  }

  private func reads(_ script: String) -> [String] {
    var bench = Bench()
    #expect(bench.run(script) == .ok, "\(bench.complaints)")
    return reads(bench)
  }

  @Test(arguments: [
    ("get k at a", [""]),
    ("put k 1 at a\nget k at a", ["1 a:1"]),
    ("put k 1 at a\nput k 2 at a blind\nget k at a", ["1 2 a:2"]),
    ("put k 1 at a\ndelete k at a\nget k at a", ["a:2"]),
    ("put k 1 at a\nclient ann home=a\nget k as ann", ["1 a:1"]),
    (
      "resolve k with union on=read\nput k [1] at a\nput k [2] at a blind\nget k at a",
      ["[1, 2] a:2 union"]
    ),
    ("put \"up to\" {\"n\": 1.5} at a\nget 'up to' at a", ["{\"n\": 1.5} a:1"]),
  ])
  func valuesAndContextAreTold(script: String, expected: [String]) {
    #expect(reads("nodes a\n" + script) == expected)
  }

  @Test func aReadGivesTheClientItsContext() {
    var bench = Bench()
    bench.run("nodes a\nput k 1 at a\nput k 2 at a as ann")
    #expect(bench.run("expect siblings k at a = [1, 2]") == .ok)
    #expect(bench.run("get k at a as ann\nput k 3 at a as ann\nexpect k at a = 3") == .ok)
  }

  private static let question = """
    nodes a b
    resolve k with ask
    put k "x \\u0024y 'z'" at a
    put k 2 at a blind
    """

  @Test func theReadersAnswerIsWrittenBackAndTold() {
    var options = SessionOptions()
    options.ask = { key, siblings in
      key == "k" && siblings == ["\"x $y 'z'\"", "2"] ? 0 : nil
    }
    var bench = Bench(options)
    #expect(bench.run(Self.question + "\nget k at a as ann") == .ok)
    #expect(reads(bench) == ["\"x $y 'z'\" 2 a:2 ?"])
    #expect(bench.notes == ["put k \"x \\u0024y 'z'\" at a as ann"])
    #expect(bench.run("expect not conflict k\nget k at a") == .ok)
    #expect(bench.interpreter.now == 5_000_000)
    // The statement told does the same in another session.
    var again = Bench()
    #expect(again.run(Self.question + "\nget k at a as ann\n" + bench.notes[0]) == .ok)
    #expect(again.run("get k at a") == .ok)
    #expect(reads(again).last == reads(bench).last)
  }

  @Test func anAnswerOutsideTheSiblingsLeavesThem() {
    for answer in [nil, -1, 2] {
      var options = SessionOptions()
      options.ask = { _, _ in answer }
      var bench = Bench(options)
      #expect(bench.run(Self.question + "\nget k at a\nexpect conflict k") == .ok)
    }
  }

  @Test func withNobodyToAskTheDecidingStatementIsNamed() {
    var bench = Bench()
    #expect(bench.run(Self.question + "\nget k at a\nexpect conflict k") == .ok)
    #expect(bench.notes.count == 1)
    #expect(bench.notes.first?.contains("`put k \"x \\u0024y 'z'\" at a`") == true)
  }
}
