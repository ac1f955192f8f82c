import Commands
import ScriptSyntax
import Simulation
import Testing

/// Moving between the points of a session, against running the statements that led there.
struct TravelTests {
  private static func interactive() -> Bench {
    var options = SessionOptions()
    options.isInteractive = true
    return Bench(options)
  }

  /// What can be told of where a session stands.
  private func state(_ bench: borrowing Bench) -> [String] {
    var other = Bench()
    other.interpreter.session = bench.interpreter.session.fork()
    other.run(
      "show nodes; show links; show in-flight; show stats; show resolve; show clients; show")
    return ["\(other.interpreter.session.world.fingerprint())", "\(bench.interpreter.now)"]
      + other.sink.reports.map { "\($0)" }
  }

  private func straight(_ statements: [String]) -> [String] {
    var bench = Self.interactive()
    for statement in statements { bench.run(statement, name: "<prompt>") }
    return state(bench)
  }

  private static let statements = [
    "put k 1 at a", "put k 2 at b", "put j 3 at c as ann", "get k at b as ann", "settle", "step",
    "run 5ms", "crash b", "restart b", "crash c lose=disk", "restart c", "let x = 4",
    "put k $x at a", "resolve k with lww", "resolve * with siblings", "partition a | b c", "heal",
    "drop a->b", "latency all 1ms..9ms", "loop", "section \"s\" { put k 8 at a; settle }",
    "nodes d", "link a <-> d", "delete k at b", "hold a->b", "release a->b", "skew b 3ms",
    "repeat 3 { put n 1 at a }", "put k 1 at a timeout=1ms",
  ]

  /// What an entry declares after it has moved elsewhere is known to the next.
  @Test(arguments: ["fork f; switch f", "undo; redo", "mark m; goto m", "undo"])
  func whatIsDeclaredBehindAMoveIsKnown(move: String) {
    var bench = Self.interactive()
    func enter(_ text: String) { #expect(bench.run(text, name: "<prompt>") == .ok, "\(text)") }
    enter("nodes a b")
    enter("put x 1 at a")
    enter("\(move); let v = 3; define both k { put $k $v at a; put $k $v at b }")
    enter("both y; expect y at a = $v")
    let code = "lua <<END\nreturn function(at) return true end\nEND"
    enter("\(move.replacing(" f", with: " g"))\npredicate there \(code)")
    enter("expect there")
  }

  @Test(arguments: UInt64(1)...12)
  func randomMovesEndWhereTheStatementsLead(seed: UInt64) {
    var stream = Dice(state: seed)
    var bench = Self.interactive()
    // The model: what led here, and what was undone, as texts.
    var past: [String] = []
    var future: [String] = []
    var marks: [String: [String]] = [:]
    func enter(_ text: String) -> Bool { bench.run(text, name: "<prompt>") == .ok }
    for opening in ["nodes a b c", "link a <-> b <-> c", "define loop { put l 1 at c; settle }"] {
      #expect(enter(opening))
      past.append(opening)
    }
    for _ in 0..<60 {
      switch stream.below(10) {
      case 0:
        let count = 1 + stream.below(3)
        let isPossible = count <= past.count
        #expect(enter("undo \(count)") == isPossible)
        if isPossible {
          future = past.suffix(count) + future
          past.removeLast(count)
        }
      case 1:
        let count = 1 + stream.below(2)
        let isPossible = count <= future.count
        #expect(enter("redo \(count)") == isPossible)
        if isPossible {
          past += future.prefix(count)
          future.removeFirst(count)
        }
      case 2:
        let name = "m\(stream.below(3))"
        #expect(enter("mark \(name)"))
        marks[name] = past
      case 3:
        let number = stream.below(past.count + future.count + 1)
        #expect(enter("goto \(number)"))
        let all = past + future
        past = Array(all.prefix(number))
        future = Array(all.dropFirst(number))
      default:
        let statement = Self.statements[stream.below(Self.statements.count)]
        // A refused entry changes nothing.
        guard enter(statement) else { continue }
        past.append(statement)
        future = []
      }
    }
    #expect(state(bench) == straight(past))
    for (name, statements) in marks.sorted(by: { $0.key < $1.key }) {
      #expect(enter("goto \(name)"))
      #expect(state(bench) == straight(statements))
    }
  }

  @Test func checkpointsServeLongRuns() {
    var bench = Self.interactive()
    bench.run("nodes a b c; topology mesh", name: "<prompt>")
    for round in 0..<40 {
      bench.run("repeat 400 { put k\(round) 1 at a }; settle", name: "<prompt>")
    }
    let before = state(bench)
    #expect(bench.interpreter.eventCount > 40_000)
    bench.run("undo 30; redo 30", name: "<prompt>")
    #expect(state(bench) == before)
    bench.run("undo 79; put late 1 at b; undo; redo 79", name: "<prompt>")
    #expect(bench.complaints.map(\.code) == ["state"])
  }

  @Test func refusalsSayWhatIsThere() {
    var bench = Self.interactive()
    for entry in [
      "undo", "redo", "goto nowhere", "goto 7", "switch other", "nodes a", "mark here; goto her",
      "diff zz", "fork main", "put k 1 at a; undo 9", "section \"s\" { undo }",
    ] {
      bench.run(entry, name: "<prompt>")
    }
    #expect(
      bench.complaints.map { "\($0.code) \($0.message)" } == [
        "state there is nothing to undo", "state there is nothing to redo",
        "state there is no mark `nowhere`", "state there is no statement 7",
        "state there is no future `other`", "state there is no mark `her`",
        "state there is no node, mark or future `zz`",
        "duplicate-name there is a future `main` already", "state only 2 statements can be undone",
        "state `undo` moves between statements of the top level",
      ])
  }

  @Test func theReaderIsAskedOnce() {
    var options = SessionOptions()
    options.isInteractive = true
    let asked = Counter()
    options.ask = { _, _ in
      asked.count()
      return 1
    }
    var bench = Bench(options)
    for entry in [
      "nodes a b", "link a <-> b", "resolve k with ask on=read", "put k 1 at a", "put k 2 at b",
      "settle", "get k at a as ann", "settle", "undo", "redo", "undo 2", "redo 2",
      "expect k at all = 2",
    ] {
      #expect(bench.run(entry, name: "<prompt>") == .ok, "\(entry)")
    }
    #expect(asked.total == 1)
  }

  @Test func aFailedEntryLeavesThePointsAlone() {
    var bench = Self.interactive()
    bench.run("nodes a", name: "<prompt>")
    bench.run("put k 1 at a; mark here; undo; put k 2 at nowhere", name: "<prompt>")
    #expect(bench.run("expect k at a absent", name: "<prompt>") == .ok)
    bench.run("goto here", name: "<prompt>")
    #expect(bench.complaints.map(\.code) == ["unknown-node", "state"])
    #expect(bench.run("undo; show nodes", name: "<prompt>") == .ok)
  }

  /// SplitMix64.
  private struct Dice {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      return Int(Chance.mix(state) % UInt64(bound))
    }
  }

  /// How often something was done.
  private final class Counter: @unchecked Sendable {
    private(set) var total = 0
    func count() { total += 1 }
  }
}
