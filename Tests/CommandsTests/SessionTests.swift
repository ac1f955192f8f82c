import Commands
import ScriptSyntax
import Testing

struct SessionTests {
  private func interactive() -> Bench {
    var options = SessionOptions()
    options.isInteractive = true
    return Bench(options)
  }

  @Test func anEntryThatFailsLeavesTheSessionAsItWas() {
    var bench = interactive()
    bench.run("nodes a; let x = 1", name: "<prompt>")
    let before = (bench.interpreter.now, bench.interpreter.session.world.keyCount)
    let entry = "nodes b; put k 1 at a; let x = 2; let y = 3; define f { }; put k 2 at c"
    #expect(bench.run(entry, name: "<prompt>") == .refused)
    #expect(bench.interpreter.now == before.0)
    #expect(bench.interpreter.session.world.keyCount == before.1)
    #expect(bench.interpreter.session.world.nodeCount == 1)
    #expect(bench.run("print $x; nodes b", name: "<prompt>") == .ok)
    #expect(bench.notes == ["1"])
    #expect(bench.diagnose("print $y").map(\.code) == ["unknown-variable"])
    #expect(bench.diagnose("f").map(\.code) == ["unknown-verb"])
    #expect(bench.complaints.first?.place.source == entry)
  }

  @Test func whatBecameOfARequestStaysWhateverIsRefusedBehindIt() {
    var options = SessionOptions()
    options.isInteractive = true
    options.keepsGoing = true
    var bench = Bench(options)
    bench.run("nodes a; pause a", name: "<prompt>")
    let entry = "put k 1 at a timeout=1s; put k 1 at nowhere"
    #expect(bench.run(entry, name: "<prompt>") == .refused)
    #expect(bench.complaints.map(\.code) == ["timeout", "unknown-node"])
    #expect(bench.interpreter.now >= 1_000_000_000)
  }

  @Test func aScriptThatFailsKeepsWhatItDid() {
    var bench = Bench()
    #expect(bench.run("nodes a\nput k 1 at a\nput k 1 at c\nprint never") == .refused)
    #expect(bench.run("expect k at a = 1") == .ok)
    #expect(bench.notes.isEmpty)
  }

  @Test func confirmationsAreForPeople() {
    var person = interactive()
    person.run("nodes a b")
    #expect(person.confirmations == ["created a, b"])
    var script = Bench()
    script.run("nodes a b")
    #expect(script.sink.reports.isEmpty)
  }

  @Test func aPromptAsksForMore() {
    var bench = interactive()
    let open = SourceText(name: "<prompt>", bytes: Array("repeat 2 {".utf8))
    if case .incomplete(let delimiter) = bench.interpreter.load(open) {
      #expect(delimiter == .block)
    } else {
      Issue.record("the entry was taken as whole")
    }
    #expect(bench.diagnose("repeat 2 {", name: "main.repl").map(\.code) == ["unclosed-block"])
  }

  @Test func resetForgetsTheWorldAndKeepsWhatScriptsNamed() {
    var bench = Bench()
    let text = "nodes a\nput k 1 at a\nlet x = 1\nreset\nnodes a\nput k$x 1 at a"
    #expect(bench.run(text) == .ok)
    #expect(bench.interpreter.now == 1_000_000)
    #expect(bench.run("expect k at a = 1") == .refused)
  }

  @Test func everyTopLevelStatementIsAnnounced() {
    var bench = Bench()
    bench.run("print 1 # one\nrepeat 2 {\n  print 2 }\nquit; print 3")
    #expect(bench.sink.statements == ["print 1", "repeat 2 {\n  print 2 }", "quit"])
    #expect(bench.run("quit") == .quit)
  }

  @Test func theUserCanStop() {
    var bench = Bench()
    bench.sink.isStopping = true
    #expect(bench.run("print 1") == .interrupted)
    #expect(bench.notes.isEmpty)
  }

  @Test func clientStatementsHappenOnePaceApart() {
    var bench = Bench()
    bench.run("nodes a\nput k 1 at a\nput k 2 at a")
    #expect(bench.interpreter.now == 2_000_000)
  }

  @Test func ranksFollowNamesUnlessStated() {
    var bench = Bench()
    bench.run("nodes b c rank=-1\nnodes a\nnodes B rank=0")
    #expect(bench.interpreter.session.names.nodes.ranks == [0, 1, 3, 2])
  }
}
