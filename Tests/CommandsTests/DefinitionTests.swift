import Commands
import Testing

struct DefinitionTests {
  @Test func definitionsAreCalledLikeVerbs() {
    var bench = Bench()
    #expect(bench.run("define hi who { print \"hi $who\" }\nhi ann\nhi \"b c\"") == .ok)
    #expect(bench.notes == ["hi ann", "hi b c"])
  }

  @Test(arguments: [
    ("define f p { }\nf", "2:2 missing-argument"),
    ("define f p { }\nf 1 2", "2:5 surplus-argument"),
    ("define f { f }", "1:12 misplaced-statement"), ("define put { }", "1:8 duplicate-definition"),
    ("define f { }\ndefine f { }", "2:8 duplicate-definition"),
    ("define f p p { }", "1:12 duplicate-definition"), ("define f", "1:9 missing-block"),
    ("repeat 2 { define f { } }", "1:12 misplaced-statement"),
    ("define f { define g { } }", "1:12 misplaced-statement"),
    ("f\ndefine f { }", "1:1 unknown-verb"),
    ("let x = f\ndefine $x { }", "2:8 missing-argument"), ("define f 1 { }", "1:10 wrong-kind"),
    ("define hello { }\nhelo", "2:1 unknown-verb"),
  ])
  func mistakes(text: String, expected: String) { #expect(firstComplaint(text) == expected) }

  @Test func definitionsInSectionsLiveOn() {
    var bench = Bench()
    #expect(bench.run("section \"s\" { define f { print yes } }\nf") == .ok)
    #expect(bench.notes == ["yes"])
  }

  @Test func definitionsAndVariablesSurviveBetweenEntries() {
    var bench = Bench()
    bench.run("define f { print one }; let x = 1")
    bench.run("f; print $x")
    bench.run("define f { print two }; let x = 2")
    bench.run("f; print $x")
    #expect(bench.notes == ["one", "1", "two", "2"])
  }

  @Test func aTextLoadedBeforeTheFirstRanKnowsItsNames() {
    var bench = Bench()
    #expect(bench.diagnose("define f { print one }; let x = 1").isEmpty)
    #expect(bench.diagnose("f; print $x").isEmpty)
  }
}
