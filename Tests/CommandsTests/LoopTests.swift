import Commands
import Testing

struct LoopTests {
  @Test func turnsCountFromOne() {
    var bench = Bench()
    bench.run("repeat 3 { print \"turn $i\" }\nrepeat 0 { print never }")
    #expect(bench.notes == ["turn 1", "turn 2", "turn 3"])
  }

  @Test(arguments: [
    ("a b c", ["a", "b", "c"]), ("a,b c", ["a", "b", "c"]), ("n1..n3", ["n1", "n2", "n3"]),
    ("n08..n10", ["n08", "n09", "n10"]), ("1 2.5 \"x y\"", ["1", "2.5", "x y"]),
    ("[a, 2, [3]]", ["a", "2", "[3]"]), ("a->b b->c", ["a->b", "b->c"]),
    ("$list", ["p", "q"]),
  ])
  func loopsGoThroughWordsRangesAndLists(things: String, expected: [String]) {
    var bench = Bench()
    #expect(bench.run("let list = [p, q]\nfor x in \(things) { print $x }") == .ok)
    #expect(bench.notes == expected)
  }

  @Test(arguments: [
    ("all", ["n1", "n2", "n3"]), ("!n2", ["n1", "n3"]), ("zone:eu", ["n3"]),
    ("n3 zone:eu n1", ["n3", "n1"]), ("all !n1", ["n2", "n3"]), ("up", ["n1", "n2", "n3"]),
  ])
  func selectorsAreFoundOutWhenTheLoopStarts(selector: String, expected: [String]) {
    var bench = Bench()
    bench.run("nodes n1 n2\nnodes n3 zone=eu\nfor n in \(selector) { print $n }")
    #expect(bench.notes == expected)
  }

  @Test func anEmptySelectionIsRefused() {
    var bench = Bench()
    #expect(bench.run("for n in all { print $n }") == .refused)
    #expect(bench.complaints.first?.code == "unknown-node")
    #expect(bench.run("nodes a b zone=eu\nfor n in zone:eup { print $n }") == .refused)
    #expect(bench.complaints.last?.remedy == "did you mean `eu`?")
  }

  @Test func failuresSayInWhichTurnAndCall() {
    var bench = Bench()
    let text = """
      nodes a b
      define write k {
        put $k 1 at c
      }
      repeat 2 {
        for k in x y { section "s" { write $k } }
      }
      """
    #expect(bench.run(text) == .refused)
    #expect(
      bench.complaints.first?.place.trail == [
        "in write called at main.repl:6", "in section \"s\" at main.repl:6",
        "in for at main.repl:6, k = x", "in repeat at main.repl:5, turn 1",
      ])
    #expect(bench.complaints.first?.place.line == 3)
  }

  @Test func everyScriptEnds() {
    var options = SessionOptions()
    options.statementLimit = 100
    var bench = Bench(options)
    let text = "repeat 1000000000 { repeat 1000000000 { } }"
    #expect(bench.run(text) == .budget)
    #expect(bench.complaints.first?.code == "budget")
  }
}
