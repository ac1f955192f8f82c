import Commands
import Replication
import Simulation
import Testing

/// Code in scripts: strategies, predicates, invariants.
struct CodeTests {
  private static let two = "nodes a b\nlink a <-> b\n"
  private static let fails = "strategy s lua <<END\nreturn function() error('no') end\nEND\n"
  private static let meet = "put k 1 at a; put k 2 at b\n"

  private func files(_ text: String) -> SessionOptions {
    var options = SessionOptions()
    options.files = Files { path, _ in
      guard path == "code.lua" else { return .failure(FileProblem(reason: "no such file")) }
      return .success(SourceFile(canonicalName: path, name: path, bytes: Array(text.utf8)))
    }
    return options
  }

  @Test func codeMayStandInAFile() {
    var bench = Bench(files("return function(key, s) return key .. #s end"))
    let script = Self.two + "strategy s lua file=\"code.lua\"\nresolve * with s\n" + Self.meet
    #expect(bench.run(script + "settle\nexpect k = \"k2\"") == .ok, "\(bench.complaints)")
  }

  @Test func mistakesOfAFileStandInThatFile() {
    var bench = Bench(files("return function()\n  retrun 1\nend"))
    let complaint = bench.diagnose("strategy s lua file=\"code.lua\"").first
    #expect(complaint?.code == "lua-error" && complaint?.place.file == "code.lua")
    #expect(complaint?.place.line == 2 && complaint?.place.column == 3)
  }

  @Test func variablesMayNameAStrategyOfCode() {
    var bench = Bench()
    let script = "for n in one two { strategy $n lua <<END\nreturn function(k, s) return s end\n"
    #expect(bench.run(script + "END\n}\nresolve k with two") == .ok, "\(bench.complaints)")
    #expect(bench.interpreter.session.world.strategies.count == 3)
  }

  @Test func theNameIsTakenOnce() {
    var bench = Bench()
    let code = " lua <<END\nreturn function(k, s) return s end\nEND\n"
    #expect(bench.run("strategy s" + code + "strategy s" + code) == .refused)
    #expect(bench.run("strategy lua lww") == .refused)
    #expect(bench.complaints.map(\.code) == ["duplicate-name", "duplicate-name"])
  }

  @Test(arguments: [
    "settle", "step", "step 5", "run 50ms", "run until quiet", "deliver a->b", "deliver all",
    "repeat 2 { step }",
  ])
  func aFailureEndsTheStatementThatMadeItRun(statement: String) {
    var bench = Bench()
    #expect(bench.run(Self.two + Self.fails + "resolve k with s\n" + Self.meet) == .ok)
    #expect(bench.run(statement) == .refused)
    #expect(bench.complaints.map(\.code) == ["strategy"])
    #expect(bench.complaints[0].message == "the code of `s` failed over k at b, line 1: no")
    #expect(bench.run("expect siblings k at b = [1, 2]\nshow") == .ok, "\(bench.complaints)")
  }

  @Test func aFailureIsToldAndExplained() throws {
    var bench = Bench()
    let script = Self.two + Self.fails + "resolve k with s\n" + Self.meet
    #expect(bench.run(script + "expect error strategy { settle }\nwhy k at b") == .ok)
    let lines = bench.sink.reports.flatMap { report -> [EventLine] in
      if case .events(let lines) = report { lines } else { [] }
    }
    let failures = lines.filter { if case .failed = $0.what { true } else { false } }
    #expect(failures.count == 1 && failures[0].node == "b")
    let note = try #require(bench.notes.last)
    #expect(note.contains("s (lua clock=server) failed, line 1: no; all there was is kept"))
  }

  @Test func localWritesAndReadsFailWhereTheyStand() {
    var bench = Bench()
    #expect(bench.run(Self.two + Self.fails + "resolve k with s\nput k 1 at a") == .ok)
    #expect(bench.run("put k 2 at a blind") == .refused)
    #expect(bench.run("expect siblings k at a = [1, 2]\nresolve r with s on=read") == .ok)
    #expect(bench.run("put r 1 at a\nput r 2 at a blind\nget r at a") == .refused)
    #expect(bench.complaints.map(\.code) == ["strategy", "strategy"])
    #expect(bench.run("expect siblings r at a = [1, 2]") == .ok)
  }

  @Test func aBackgroundHandlerFailsLikewise() {
    var bench = Bench()
    let script = Self.two + Self.fails + "resolve k with s delayed=5ms\n" + Self.meet
    #expect(bench.run(script + "settle") == .refused)
    #expect(bench.run("expect siblings k at b = [1, 2]") == .ok)
  }

  @Test func aFailureAtThePromptIsNotTakenBack() {
    var options = SessionOptions()
    options.isInteractive = true
    var bench = Bench(options)
    #expect(bench.run(Self.two + Self.fails + "resolve k with s\n" + Self.meet) == .ok)
    #expect(bench.run("settle") == .refused)
    #expect(bench.run("expect conflict k") == .ok)
  }

  @Test func severalSiblingsMayStay() {
    var bench = Bench()
    let script = """
      nodes a b c
      topology mesh
      strategy s lua <<END
      return function(key, siblings)
        local kept = {}
        for _, s in ipairs(siblings) do
          if s.value ~= 2 then table.insert(kept, s) end
        end
        return keep(kept)
      end
      END
      resolve k with s
      put k 1 at a; put k 2 at b; put k 3 at c
      settle
      expect siblings k = [1, 3] and lost = 1
      resolve r with s on=read
      put r 1 at a; put r 2 at b; put r 3 at c
      settle
      """
    #expect(bench.run(script) == .ok, "\(bench.complaints)\(bench.verdicts)")
    #expect(bench.run("expect get r at a = 2") == .failed)
  }

  @Test func quorumReadsAskCodeToo() {
    var bench = Bench()
    let script = """
      nodes n1 n2 n3
      replication leaderless n=3 w=1 r=3
      strategy sum lua <<END
      return function(key, siblings)
        local sum = 0
        for _, s in ipairs(siblings) do sum = sum + s.value end
        return sum
      end
      END
      resolve k with sum
      put k 1 at n1 to n1; put k 2 at n2 to n2; put k 4 at n3 to n3
      expect get k at n1 = 7
      """
    #expect(bench.run(script) == .ok, "\(bench.complaints)\(bench.verdicts)")
  }

  @Test func writersAreNamedEvenAfterALostDisk() {
    var bench = Bench()
    let script =
      Self.two + """
        strategy names lua <<END
        return function(key, siblings)
          local names = array{}
          for _, s in ipairs(siblings) do
            table.insert(names, s.node .. ":" .. s.counter .. (s.context.a and " after a" or ""))
          end
          return names
        end
        END
        resolve k with names
        crash b lose=disk
        restart b
        put k 1 at a
        put k 2 at b
        settle
        expect k = ["a:1", "b/2:1"]
        """
    #expect(bench.run(script) == .ok, "\(bench.complaints)\(bench.verdicts)")
  }

  // MARK: - Predicates and invariants

  private static let small =
    " lua <<END\nreturn function(at)\n  local k = at.get('k')\n"
    + "  return k == nil or k < 5, 'k is ' .. tostring(k)\nend\nEND\n"

  @Test(arguments: [
    ("predicate p", "1:12 missing-argument"), ("predicate p lua", "1:16 missing-argument"),
    ("predicate quiet lua <<END\nreturn 1\nEND", "1:11 duplicate-definition"),
    ("predicate p lua <<END\nreturn 1\nEND", "1:17 lua-error"),
    ("predicate $x lua <<END\nreturn function() end\nEND", "1:11 unknown-variable"),
    ("predicate p luau <<END\nreturn function() end\nEND", "1:13 unknown-word"),
    ("repeat 2 { predicate p\(small)}", "1:22 misplaced-statement"),
    ("predicate p\(small)predicate p\(small)", "7:11 duplicate-definition"),
    ("invariant p", "1:11 unknown-word"), ("invariant p off", "1:11 unknown-word"),
    ("nodes a\nexpect p", "2:9 predicate"),
    ("predicate p\(small)expect p = 1", "7:8 predicate"),
  ])
  func mistakesAreFoundAtTheirColumns(text: String, expected: String) {
    #expect(firstComplaint(text) == expected)
  }

  @Test func predicatesJudgeNodes() {
    var bench = Bench()
    let script = Self.two + "predicate small\(Self.small)put k 9 at a\n"
    #expect(bench.run(script) == .ok)
    #expect(bench.run("expect small at b and not small at a and not small") == .ok)
    #expect(bench.run("let n = a\nexpect not small at $n\nrun until not small at b") == .ok)
    #expect(bench.run("expect small") == .failed)
    #expect(
      bench.verdicts.first?.findings == [
        "small does not hold at a: k is 9", "  k = 9 {a:1}", "small does not hold at b: k is 9",
        "  k = 9 {a:1}",
      ])
  }

  @Test func aPredicateThatFailsIsRefused() {
    var bench = Bench()
    let code = "predicate p lua <<END\nreturn function(at) return 1 end\nEND\n"
    #expect(bench.run("nodes a\n" + code + "expect p") == .refused)
    #expect(bench.run("expect error strategy { expect p }") == .ok)
    #expect(bench.complaints.map(\.code) == ["strategy"])
  }

  @Test(arguments: [
    "put k 9 at a", "put k 9 at a; settle", "put k 4 at a; settle; put k 5 at b",
    "repeat 9 { put k $i at a }", "together { put k 1 at b; put k 7 at a }",
  ])
  func theFirstEventThatBreaksAnInvariantEndsTheRun(body: String) {
    var bench = Bench()
    #expect(bench.run(Self.two + "invariant small\(Self.small)" + body) == .failed)
    #expect(bench.verdicts.count == 1 && bench.complaints.isEmpty)
    #expect(bench.verdicts.first?.predicate == "invariant small")
  }

  @Test func whatArrivesMayBreakAnInvariant() throws {
    var bench = Bench()
    let once = """
      invariant once lua <<END
      return function(at)
        local rooms = {}
        for _, key in ipairs(at.keys("booking:")) do
          if rooms[at.get(key)] then return false end
          rooms[at.get(key)] = true
        end
        return true
      end
      END

      """
    let script =
      Self.two + once + "put booking:0 \"x\" at a\nput booking:1 \"y\" at a\n"
      + "put other \"y\" at a\nput booking:2 \"y\" at b\nsettle\nexpect quiet"
    #expect(bench.run(script) == .failed)
    let verdict = try #require(bench.verdicts.first)
    #expect(
      verdict.findings == [
        #"after a->b#2 booking:1 = "y" {a:1} at 12.000ms"#, "once does not hold at b",
        #"  booking:1 = "y" {a:1}"#, #"  booking:2 = "y" {b:1}"#,
      ])
    #expect(verdict.place.line == 17)
    #expect(bench.run("expect not quiet and booking:1 at b = \"y\"") == .ok)
  }

  @Test func anInvariantMayEndAndBeginAgain() {
    var bench = Bench()
    let script = Self.two + "predicate small\(Self.small)invariant small\nput k 1 at a\n"
    #expect(bench.run(script + "invariant small off\nput k 9 at a") == .ok)
    #expect(bench.run("invariant small") == .failed)
    #expect(bench.run("reset\nnodes a\nput k 9 at a") == .ok)
  }

  @Test func goingOnTellsABrokenInvariantOnce() {
    var options = SessionOptions()
    options.keepsGoing = true
    var bench = Bench(options)
    let script =
      Self.two + "invariant small\(Self.small)put k 9 at a\nsettle\nput k 1 at a\n"
      + "settle\nput k 8 at b"
    #expect(bench.run(script) == .failed)
    #expect(bench.verdicts.map(\.place.line) == [9, 13])
  }

  @Test func whatBrokeAtThePromptStays() {
    var options = SessionOptions()
    options.isInteractive = true
    var bench = Bench(options)
    #expect(bench.run(Self.two + "invariant small\(Self.small)") == .ok)
    #expect(bench.run("put k 9 at a") == .failed)
    #expect(bench.run("expect k at a = 9") == .ok)
  }
}
