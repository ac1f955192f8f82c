import Commands
import Testing

/// Scripts from strangers: they end, and nothing traps.
struct HostileScriptTests {
  @Test func aVariableThatDoublesItselfIsStopped() {
    var bench = Bench()
    let text = "let s = \"xxxxxxxxxxxxxxxx\"\n" + String(repeating: "let s = \"$s$s\"\n", count: 60)
    #expect(bench.run(text) == .budget)
    let list = "let l = [1]\n" + String(repeating: "let l = [$l, $l]\n", count: 60)
    #expect(bench.run(list) == .budget)
  }

  @Test func aListThatNestsItselfIsStopped() {
    var bench = Bench()
    let text = "let l = [1]\n" + String(repeating: "let l = [$l]\n", count: 10_000)
    #expect(bench.run(text) == .budget)
  }

  @Test func callsNestToALimit() {
    var bench = Bench()
    var text = "define f0 { print deep }\n"
    for index in 1...600 { text += "define f\(index) { f\(index - 1) }\n" }
    #expect(bench.run(text + "f500") == .ok)
    #expect(bench.notes == ["deep"])
    #expect(bench.run("f600") == .budget)
    #expect(bench.run("f0") == .ok)
  }

  @Test func blocksAndIncludesNestToALimit() {
    let open = String(repeating: "section s { ", count: 250)
    let close = String(repeating: "}", count: 250)
    var options = SessionOptions()
    options.files = Files { path, _ in
      let next = path == "a" ? "b" : "c"
      let text = open + (path == "c" ? "print c" : "include \"\(next)\"") + close
      return .success(SourceFile(canonicalName: path, name: path, bytes: Array(text.utf8)))
    }
    var bench = Bench(options)
    #expect(bench.run("include \"b\"") == .ok)
    #expect(bench.diagnose("include \"a\"").map(\.code) == ["nesting"])
  }

  @Test func longPredicatesDoNotRunDeep() {
    var bench = Bench()
    let chain = String(repeating: " and quiet", count: 20_000)
    #expect(bench.run("expect quiet" + chain) == .ok)
    let (open, close) = (String(repeating: "(", count: 300), String(repeating: ")", count: 300))
    #expect(bench.diagnose("expect \(open)quiet\(close)").map(\.code) == ["nesting"])
    let nots = String(repeating: "not ", count: 300)
    #expect(bench.diagnose("expect \(nots)quiet").map(\.code) == ["nesting"])
  }

  @Test func veryManyMistakesAreCutShort() {
    var bench = Bench()
    let complaints = bench.diagnose(String(repeating: "nods\n", count: 5_000))
    #expect(complaints.count == 200)
    #expect(complaints.last?.code == "too-many-errors")
  }

  @Test func statementsOfVeryManyWords() {
    var bench = Bench()
    #expect(bench.run("nodes n1..n4096\nfor n in all !n1..n4095 { print $n }") == .ok)
    #expect(bench.notes == ["n4096"])
    #expect(bench.diagnose("nodes m1..m4097").map(\.code) == ["out-of-range"])
    let words = (0..<5_000).map { "w\($0)" }.joined(separator: " ")
    #expect(bench.run("for w in \(words) { }") == .ok)
  }
}
