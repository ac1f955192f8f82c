import Commands
import Testing

struct CompletionTests {
  private func find(_ line: String) -> Completions {
    var options = SessionOptions()
    options.files = Files(
      read: { _, _ in .failure(FileProblem(reason: "none")) },
      list: { folder in
        folder.isEmpty
          ? [
            FileEntry(name: "sub", isFolder: true), FileEntry(name: "set up.repl", isFolder: false),
            FileEntry(name: "notes.txt", isFolder: false),
            FileEntry(name: ".hidden.repl", isFolder: false),
          ] : [FileEntry(name: "deep.repl", isFolder: false)]
      })
    var bench = Bench(options)
    bench.run(
      """
      nodes alice bob carl zone=eu
      link alice <-> bob latency=5ms
      strategy newest lww
      client ann home=alice
      put title 1 at alice as ann
      put "my key" "v\\u001b" at bob
      put "at" 2 at bob
      put 'a\\nb' 3 at bob
      crash carl
      let total = 1
      define publish where { put title 2 at $where }
      """)
    #expect(bench.complaints.isEmpty)
    return bench.interpreter.completions(for: line)
  }

  private func complete(_ line: String) -> [String] { find(line).candidates.map(\.text) }

  private func summaries(_ line: String) -> [String] { find(line).candidates.map(\.summary) }

  @Test func verbsAndDefinitionsStandFirst() {
    #expect(complete("pu") == ["publish", "put"])
    #expect(summaries("publ") == ["defined here: publish WHERE"])
    #expect(complete("repeat 2 { pu") == ["publish", "put"])
    #expect(complete("nodes a; prin") == ["print"])
    #expect(find("pu").replaced == 2)
  }

  @Test func namesComeFromTheSession() {
    #expect(complete("put t") == ["title"])
    #expect(complete("put title 1 at ") == ["alice", "bob", "carl"])
    #expect(complete("put title 1 at a") == ["alice"])
    #expect(complete("put title 1 as a") == ["ann"])
    #expect(complete("expect title at alice,b") == ["bob"])
    #expect(find("expect title at alice,b").replaced == 1)
    #expect(complete("print $t") == ["$total"])
    #expect(complete("resolve title with ne") == ["newest"])
  }

  @Test func operationsAreThoseOfTheKeysType() {
    #expect(complete("resolve likes with g-counter; update title in") == ["increment", "insert"])
    var bench = Bench()
    bench.run("nodes a; resolve likes with pn-counter")
    let offered = bench.interpreter.completions(for: "update likes ").candidates
    let operations = offered.filter { $0.summary == "pn-counter" }.map(\.text)
    #expect(operations == ["decrement", "increment", "reset"])
    #expect(!offered.map(\.text).contains("add"))
  }

  @Test func candidatesTellTheirState() {
    #expect(summaries("put title 1 at ") == ["up, zone eu", "up, zone eu", "down, zone eu"])
    #expect(summaries("get t") == ["1 at 1 of 3"])
    #expect(summaries("get title as a") == ["home alice"])
    #expect(summaries("print $t") == ["1"])
    #expect(
      summaries("put title 1 at bob st") == [
        "an explicit clock reading (default: what the clock says)"
      ])
    #expect(summaries("unlink ").count == 6)
    #expect(summaries("drop alice->") == ["replicate title = 1, due 6.000ms"])
  }

  @Test func linksAndMessagesAreThoseThatExist() {
    #expect(complete("drop ") == ["alice->bob#1", "bob->alice#1", "bob->alice#2", "bob->alice#3"])
    #expect(complete("drop bob->alice#2") == ["bob->alice#2"])
    #expect(find("drop bob->").replaced == 5)
    #expect(complete("drop bob -> ") == ["alice"])
    #expect(complete("latency alice->").first == "alice->bob")
    #expect(complete("latency ").contains("replicate"))
    #expect(complete("link alice -> b") == ["bob"])
    #expect(complete("link alice->b") == ["bob"])
  }

  @Test func textsAreQuotedWhereTheyMustBe() {
    #expect(complete("get ") == [#""a\\nb""#, #""at""#, #""my key""#, "title"])
    #expect(complete("get my") == [#""my key""#])
    #expect(complete("get \"m") == [#""my key""#])
    #expect(find("get \"m").replaced == 2)
    #expect(complete("get 'm") == ["'my key'"])
    #expect(complete("get 'a\\") == ["'a\\nb'"])
    #expect(complete("get \"t") == [#""title""#])
    #expect(complete("expect \"a") == [#""a\\nb""#, #""at""#])
    #expect(complete("print \"pu").isEmpty && complete("put title \"a").isEmpty)
  }

  @Test func filesAreThoseThatMayBeRead() {
    #expect(complete("include ") == ["\"set up.repl\"", "\"sub/"])
    #expect(summaries("include ") == ["", "folder"])
    #expect(complete("include \"sub/") == ["\"sub/deep.repl\""])
    #expect(complete("include \"not") == ["\"notes.txt\""])
    #expect(complete("include \".") == ["\".hidden.repl\""])
  }

  @Test func littleWordsOptionsAndChoices() {
    #expect(complete("put title 1 bl") == ["blind"])
    #expect(complete("put title 1 at alice st") == ["stamp="])
    #expect(complete("put title 1 at alice blind b").isEmpty)
    #expect(complete("strategy other lww tie=low") == ["lowest-node"])
    #expect(complete("topology r") == ["ring"])
    #expect(complete("show ti") == ["title"])
    #expect(complete("help ti") == ["time"])
  }

  @Test func predicatesGoWordByWord() {
    #expect(complete("expect conv") == ["converged"])
    #expect(
      complete("expect error unk") == ["unknown-key", "unknown-node", "unknown-strategy"])
    #expect(complete("expect title ") == ["absent", "and", "as", "at", "from", "on", "or"])
    #expect(complete("expect title at al") == ["alice", "all"])
    #expect(complete("expect title at alice = ").isEmpty)
    #expect(
      complete("expect title at alice = 1 and con") == ["conflict", "conflicts", "converged"])
    #expect(complete("expect not (tit") == ["title"])
    #expect(complete("run until qu") == ["quiet"])
  }

  @Test func theEntrySoFarIsWhatCounts() {
    #expect(complete("together {\n  put title 1 at a") == ["alice"])
    #expect(complete("put title \\\n  1 at a") == ["alice"])
    #expect(complete("put title {\"a\": 1, \"b\": [2, 3]} at a") == ["alice"])
    #expect(complete("put title [1,\n 2] at a") == ["alice"])
    #expect(complete("repeat 2 { put title {} at a") == ["alice"])
    #expect(complete("nodes x # no at a\npu") == ["publish", "put"])
    #expect(complete("print <<END\nput title 1 at a").isEmpty)
    #expect(complete("print <<END\ntext\nEND\npu") == ["publish", "put"])
  }

  @Test func nothingInsideQuotesCommentsAndJSON() {
    #expect(complete("print \"pu").isEmpty)
    #expect(complete("# pu").isEmpty)
    #expect(complete("unknown a").isEmpty)
    #expect(complete("put title [t").isEmpty)
    #expect(complete("put title {\"a\": t").isEmpty)
  }

  @Test func syntaxFollowsTheWordsTyped() {
    func syntax(_ entry: String) -> String? { Bench().interpreter.syntax(for: entry) }
    #expect(syntax("put") == nil)
    #expect(syntax("put ") == "put KEY VALUE at NODE")
    #expect(syntax("put x 1 as ") == "put KEY VALUE as CLIENT")
    #expect(syntax("put x 1 at a; ") == nil)
    #expect(syntax("repeat 3 { settle ")?.hasPrefix("settle") == true)
    #expect(syntax("nonsense ") == nil)
    #expect(syntax("show ") == "show nodes|links|in-flight|topology" && syntax("wait ") == "wait")
    #expect(syntax("print \"put ") == "print \"TEXT $x\"")
  }
}
