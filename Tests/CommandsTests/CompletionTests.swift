import Commands
import Testing

struct CompletionTests {
  private func complete(_ line: String) -> (texts: [String], replaced: Int) {
    var bench = Bench()
    bench.run("nodes alice bob\nput title 1 at alice as ann\nlet total = 1\ndefine publish { }")
    let found = bench.interpreter.completions(for: line)
    return (found.candidates.map(\.text), found.replaced)
  }

  @Test func verbsAndDefinitionsStandFirst() {
    #expect(complete("pu").texts == ["publish", "put"])
    #expect(complete("repeat 2 { pu").texts == ["publish", "put"])
    #expect(complete("nodes a; prin").texts == ["print"])
    #expect(complete("pu").replaced == 2)
  }

  @Test func namesComeFromTheSession() {
    #expect(complete("put t").texts == ["title"])
    #expect(complete("put title 1 at ").texts == ["alice", "bob"])
    #expect(complete("put title 1 at a").texts == ["alice"])
    #expect(complete("put title 1 as a").texts == ["ann"])
    #expect(complete("expect title at alice,b").texts == ["bob"])
    #expect(complete("expect title at alice,b").replaced == 1)
    #expect(complete("print $t").texts == ["$total"])
  }

  @Test func littleWordsOptionsAndChoices() {
    #expect(complete("put title 1 bl").texts == ["blind"])
    #expect(complete("put title 1 at alice st").texts == ["stamp="])
    #expect(complete("expect conv").texts == ["converged"])
    #expect(
      complete("expect error unk").texts == ["unknown-key", "unknown-node", "unknown-strategy"])
    #expect(complete("help ti").texts == ["time"])
  }

  @Test func nothingInsideQuotesAndComments() {
    #expect(complete("print \"pu").texts.isEmpty)
    #expect(complete("# pu").texts.isEmpty)
    #expect(complete("unknown a").texts.isEmpty)
  }
}
