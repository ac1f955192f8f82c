import Commands
import Testing

/// Words of the language in any order: every text loads or is complained about, and every run ends.
struct RandomScriptTests {
  /// SplitMix64 (Steele, Lea, Flood 2014): the same scripts on every machine.
  private struct Chance {
    var state: UInt64
    mutating func next(below bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) >> 33) % bound
    }
  }

  private static let words = [
    "a", "b", "c", "all", "up", "down", "!a", "n1..n3", "zone:eu", "k", "title", "k*", "1", "-2",
    "3.5", "true", "null", "\"B\"", "'raw'", "[a, 1]", "{\"x\": 1}", "at", "as", "with", "on",
    "in", "to", "from", "until", "blind", "ann", "lww", "union", "siblings", "absent", "quiet",
    "converged", "conflict", "conflicts", "not", "and", "or", "get", "(", ")", "=", "!=", "<",
    ",", "|", "&", "a->b", "a->b#1", "b -> c", "a <-> b", "10ms", "1ms..3ms", "5%", "timeout=1s",
    "stamp=1ms", "zone=eu", "rank=2", "latency=5ms", "clock=server", "$x", "${i}", "\"$x\"", "x",
    "{ }", "{ put k 1 at a }", "{ step; expect quiet }", "error", "down", "writes", "uniform",
    "<<END\nreturn 1\nEND",
  ]

  private func script(_ chance: inout Chance) -> String {
    let verbs = CommandTable.verbs
    var text = "nodes a b c\ntopology mesh\nlet x = \(chance.next(below: 3))\n"
    for _ in 0..<6 {
      text += verbs[chance.next(below: verbs.count)]
      for _ in 0..<chance.next(below: 6) {
        text += " " + Self.words[chance.next(below: Self.words.count)]
      }
      text += "\n"
    }
    return text
  }

  @Test(arguments: 0..<8)
  func nothingTraps(batch: Int) {
    var chance = Chance(state: UInt64(batch))
    var options = SessionOptions()
    options.statementLimit = 1_000
    options.keepsGoing = true
    for _ in 0..<250 {
      // Statements that cannot be bound keep a whole text from running: each is tried alone, too.
      let text = script(&chance)
      var bench = Bench(options)
      _ = bench.run(text)
      for line in text.split(separator: "\n") { _ = bench.run(String(line)) }
      _ = bench.interpreter.completions(for: text)
    }
  }

  @Test func theSameScriptSaysTheSame() {
    var chance = Chance(state: 99)
    for _ in 0..<50 {
      let lines = script(&chance).split(separator: "\n").map(String.init)
      var said: [String] = []
      for _ in 0..<2 {
        var bench = Bench()
        for line in lines { _ = bench.run(line) }
        said.append("\(bench.sink.reports) \(bench.complaints)")
      }
      #expect(said[0] == said[1])
    }
  }
}
