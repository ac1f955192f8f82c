import Foundation
import TestSupport
import Testing

@testable import Shell

/// Limits end a run that uses up more, with status 5 and the state.
@Suite struct LimitTests {
  private static let endless = "nodes a b; link a <-> b; put x 1 at a; "

  @Test(arguments: [
    ("statements=100", "repeat 1000 { put x 2 at a }", "100 statements have run"),
    ("events=2k", "repeat 1000000 { put x 2 at a; settle }", "more than 2000 events have happened"),
    ("events=2", "settle; put x 2 at a; settle", "more than 2 events have happened"),
    ("time=50ms", "repeat 1000000000 { repeat 1000000 { } }", "it takes longer than is allowed"),
    ("memory=64KiB", "repeat 1000000000 { repeat 1000000 { } }", "more memory is used"),
    ("output=1kB", "repeat 1000000 { print \"0123456789\" }", "more was to be written"),
    ("output=4B", "print \"0123456789\"", "more was to be written"),
  ])
  func runsEndThere(limit: String, script: String, words: String) throws {
    let outcome = try Parley.run("--limit", limit, "-c", Self.endless + script)
    #expect(outcome.status == 5 && !outcome.timedOut)
    #expect(outcome.errors.contains("error[budget]: ") && outcome.errors.contains(words))
    #expect(outcome.output.contains("stopped at "))
    if !limit.hasPrefix("memory") { #expect(outcome.output.contains("KEY  a")) }
    if limit.hasPrefix("output") { #expect(outcome.stdout.count < 3000) }
  }

  @Test func aSingleSettleEndsToo() throws {
    let script = """
      nodes n1 n2 n3
      topology ring
      forwarding tags=none redundant=forward
      put x 1 at n1
      settle events=1000000000 within=1h
      """
    for limit in ["time=100ms", "events=3000"] {
      let outcome = try Parley.run("--limit", limit, "-c", script)
      #expect(outcome.status == 5 && !outcome.timedOut, "\(outcome.errors)")
      #expect(outcome.output.contains("stopped at "), "not by the limit of settle itself")
    }
  }

  @Test func whatIsBelowRunsAsEver() throws {
    let script = Self.endless + "settle; get x at b"
    let all = "statements=1M,events=100k,memory=4GiB,output=1MB,time=1min"
    let outcome = try Parley.run("--limit", all, "-c", script)
    #expect(outcome.status == 0)
    #expect(try outcome.output == Parley.run("-c", script).output)
  }

  @Test func eachEntryHasItsOwn() throws {
    let terminal = try Terminal(["--limit=statements=5", "--limit", "output=200"])
    try terminal.enter("nodes a")
    for _ in 0..<4 { #expect(try !terminal.enter("put x 1 at a; show").contains("budget")) }
    #expect(try terminal.enter("repeat 9 { put x 1 at a }").contains("error[budget]"))
    #expect(try terminal.enter("repeat 4 { help }").contains("error[budget]"))
    #expect(try terminal.enter("get x at a").contains("{a:"))
  }

  @Test(arguments: [
    "", "statements", "statements=", "statements=0", "statements=-1", "time=5", "time=5 s",
    "memory=1.5GB", "wishes=3", "statements=9999999999999999999", "time=9999999999h",
    "statements=5,", "output=5s", "events=١",
  ])
  func oddLimitsAreRefused(text: String) throws {
    var limits = Limits()
    #expect(limits.set(text) != nil)
    if text.count < 14 {
      let outcome = try Parley.run("--limit", text, "-c", "print 1")
      #expect(outcome.status == 2 && outcome.output.isEmpty)
    }
  }

  @Test func amountsHaveUnits() {
    var limits = Limits()
    #expect(limits.set("statements=10k,memory=2GiB,time=90min") == nil)
    #expect(limits.set("output=3mb") == nil && limits.set("statements=7") == nil)
    #expect(limits[.statements]?.amount == 7 && limits[.memory]?.amount == 2 << 30)
    #expect(limits[.time]?.amount == 5_400_000_000_000 && limits[.output]?.amount == 3_000_000)
    #expect(limits[.events] == nil)
    let sizes = [
      "7": 7, "7b": 7, "7kB": 7_000, "7MB": 7_000_000, "7GB": 7_000_000_000, "7KiB": 7 << 10,
      "7MiB": 7 << 20, "7GiB": 7 << 30,
    ]
    let durations = [
      "7ms": 7_000_000, "7s": 7_000_000_000, "7min": 420_000_000_000, "7h": 25_200_000_000_000,
    ]
    let counts = ["7": 7, "7k": 7_000, "7M": 7_000_000, "7g": 7_000_000_000]
    for (limit, table) in [
      (Limit.memory, sizes), (.output, sizes), (.time, durations), (.statements, counts),
      (.events, counts),
    ] {
      for (text, amount) in table {
        #expect(limits.set("\(limit.rawValue)=\(text)") == nil)
        #expect(limits[limit]?.amount == amount, "\(limit.rawValue)=\(text)")
      }
    }
  }
}
