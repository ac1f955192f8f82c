import Causality
import Replication
import Testing

/// Outcomes others have published for replicated lists and texts.
@Suite struct PublishedSequenceTests {
  private func hello() throws -> Text {
    var text = Text()
    try text.insert("Hello!".unicodeScalars, at: 0, by: Author(ReplicaID(0)))
    return text
  }

  /// - Source: Kleppmann et al., PaPoC 2019, figure 2: a growable array keeps words whole.
  @Test func wordsStayWhole() throws {
    var (one, two) = (try hello(), try hello())
    for (index, letter) in " Alice".unicodeScalars.enumerated() {
      try one.insert([letter], at: 5 + index, by: Author(ReplicaID(1)))
    }
    for (index, letter) in " Charlie".unicodeScalars.enumerated() {
      try two.insert([letter], at: 5 + index, by: Author(ReplicaID(2)))
    }
    #expect(one.merging(two).text == "Hello Alice Charlie!")
    #expect(two.merging(one).text == "Hello Alice Charlie!")
  }

  /// - Source: Kleppmann et al., PaPoC 2019, figure 4: one writes " dear" before " reader", so
  ///   another's word may come between.
  @Test(arguments: [
    (20, 40, 10, "Hello dear reader Alice!"), (20, 40, 30, "Hello dear Alice reader!"),
    (20, 40, 50, "Hello Alice dear reader!"),
  ])
  func wordsBackwards(reader: Int64, dear: Int64, alice: Int64, outcome: String) throws {
    var (one, two) = (try hello(), try hello())
    try one.insert(" reader".unicodeScalars, at: 5, by: Author(ReplicaID(1)), notBefore: reader)
    try one.insert(" dear".unicodeScalars, at: 5, by: Author(ReplicaID(1)), notBefore: dear)
    try two.insert(" Alice".unicodeScalars, at: 5, by: Author(ReplicaID(2)), notBefore: alice)
    #expect(one.merging(two).text == outcome)
    #expect(two.merging(one).text == outcome)
  }

  /// - Source: Redis Active-Active documentation, lists.
  @Test func lists() throws {
    typealias List = ReplicatedSequence<Value>
    var one = List()
    try one.insert([.string("x")], at: 0, by: Author(ReplicaID(0)))
    var two = one
    try one.insert([.string("y1")], at: 1, by: Author(ReplicaID(1)))
    try two.insert([.string("y2")], at: 1, by: Author(ReplicaID(2)))
    let both: [Value] = [.string("x"), .string("y1"), .string("y2")]
    #expect(one.merging(two).elements == both)
    #expect(two.merging(one).elements == both)

    var (emptied, pushed) = (one.merging(two), one.merging(two))
    try emptied.erase(3, at: 0)
    try pushed.insert([.string("y")], at: 3, by: Author(ReplicaID(2)))
    #expect(emptied.merging(pushed).elements == [.string("y")])
    #expect(pushed.merging(emptied).value == emptied.merging(pushed).value)
    #expect(List(pushed.value)?.elements == pushed.elements)
  }

  @Test func theStateIsRunsNotCharacters() throws {
    var text = try hello()
    try text.insert(" you".unicodeScalars, at: 5, by: Author(ReplicaID(1)))
    try text.erase(4, at: 0)
    #expect(text.value.json == #"[[0, 1, 4], [0, 5, "o"], [1, 7, " you"], [0, 6, "!"]]"#)
  }

  @Test(arguments: [
    "null", "{}", "[1]", "[[0, 1]]", #"[[0, 1, ""]]"#, #"[[0, 0, "a"]]"#, #"[[-1, 1, "a"]]"#,
    #"[[4294967296, 1, "a"]]"#, "[[0, 1, 0]]", "[[0, 1, -1]]", "[[0, 1, 9007199254740992]]",
    #"[[0, 9007199254740992, "a"]]"#, "[[0, 1, null]]", #"[[0, 1, "ab"], [0, 2, "c"]]"#,
    #"[[0, 1, "a"], [0, 2, "b"]]"#, "[[0, 1, 1], [0, 2, 1]]", #"[[0.5, 1, "a"]]"#,
    #"[[0, 1, "a", 1]]"#, "[[0, 9223372036854775807, 2]]",
    #"[[[0], 1, "a"]]"#, #"[[[0, 0], 1, "a"]]"#, #"[[[0, 1, 2], 1, "a"]]"#,
  ])
  func whatIsNoState(text: String) throws {
    #expect(Text(try value(text)) == nil, "\(text)")
  }

  /// States that no run of the program reaches still join to something, the same on both sides.
  @Test func contradictingOrdersStillJoin() throws {
    let one = try #require(Text(try value(#"[[0, 1, "a"], [1, 5, "b"], [0, 9, "c"]]"#)))
    let two = try #require(Text(try value(#"[[0, 9, "c"], [2, 3, "d"], [1, 5, 1], [0, 1, "a"]]"#)))
    #expect(one.merging(two).count == 3)
    #expect(two.merging(one).count == 3)
  }

  /// A value of its JSON text: nothing but what these tests write.
  private func value(_ text: String) throws -> Value {
    try #require(SmallJSON.read(text))
  }
}
