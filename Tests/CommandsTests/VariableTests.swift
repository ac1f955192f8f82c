import Commands
import Testing

struct VariableTests {
  @Test func variablesStandForValuesNamesDurationsAndPartsOfWords() {
    var bench = Bench()
    let text = """
      nodes n1 n2
      let x = 3
      let who = n2
      let long = 5ms
      put k$x $x at $who stamp=$long
      put plain "x is $x" at ${who}
      put list [$x, "$x", $who] at $who
      expect k3 at n2 = 3 and plain at n2 = "x is 3" and list at $who = [3, "3", "n2"]
      """
    #expect(bench.run(text) == .ok)
    #expect(bench.complaints.map(\.message) == [])
  }

  @Test func unknownVariablesAreFoundBeforeAnythingRuns() {
    var bench = Bench()
    let complaints = bench.diagnose(
      "let title = 1\nprint \"$titel\"\nput k [1, {\"a\": $y}] at a\n")
    #expect(complaints.map(\.code) == ["unknown-variable", "unknown-variable"])
    #expect(complaints[0].remedy == "did you mean `title`?")
    #expect(complaints[1].place.column == 7)
  }

  @Test func variablesOfABlockEndWithIt() {
    #expect(firstComplaint("section \"s\" { let x = 1 }\nprint $x") == "2:7 unknown-variable")
    #expect(firstComplaint("for n in a b { print $n }; print $n") == "1:34 unknown-variable")
    #expect(firstComplaint("repeat 2 { print $i }; print $i") == "1:30 unknown-variable")
    #expect(firstComplaint("let x = 1\ndefine f p { print $x $p }").hasSuffix("surplus-argument"))
  }

  @Test func innerVariablesHideOuterOnes() {
    var bench = Bench()
    bench.run(
      "let x = out\nrepeat 2 { print $x; let x = in$i; print $x }\nprint $x\nlet x = new\nprint $x")
    #expect(bench.notes == ["out", "in1", "out", "in2", "out", "new"])
  }

  @Test func aDefinitionSeesItsParametersAndTheTopLevelOnly() {
    #expect(
      firstComplaint("define f { print $n }\nfor n in a { f }") == "1:18 unknown-variable")
    var bench = Bench()
    bench.run("let g = top\ndefine f p { print \"$g $p\" }\nrepeat 1 { let g = inner; f $g }")
    #expect(bench.notes == ["top inner"])
  }

  @Test func aVariableOfTheWrongKindIsRefusedWithItsValue() {
    var bench = Bench()
    #expect(bench.run("nodes a\nlet s = soon\nput k 1 at a stamp=$s") == .refused)
    #expect(bench.complaints.map(\.code) == ["type"])
    #expect(bench.complaints[0].message.contains("$s is soon"))
    #expect(bench.complaints[0].place.column == 20)
  }

  @Test func severalItemsWithoutABlankAreOneValue() {
    var bench = Bench()
    bench.run("let l = a->b\nprint $l\ndefine f x { print \"<$x>\" }\nf a->b#2\nf [1,2]")
    #expect(bench.notes == ["a->b", "<a->b#2>", "<[1, 2]>"])
  }

  @Test func joinedDigitsReadAsNumbers() {
    var bench = Bench()
    bench.run("nodes a\nlet x = 2\nput k 1$x at a\nexpect k = 12\nput k v$x at a\nexpect k = v2")
    #expect(bench.complaints.isEmpty && bench.verdicts.isEmpty)
  }
}
