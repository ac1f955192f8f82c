import Causality
import Replication
import TestSupport
import Testing

typealias Text = ReplicatedSequence<Unicode.Scalar>

/// A copy of a text beside what its definition says it is.
private struct Copy {
  var text = Text()
  var oracle = SequenceOracle()
  var author: Author

  init(_ replica: UInt32) { author = Author(ReplicaID(replica)) }

  mutating func insert(
    _ word: String, at position: Int, notBefore: Int64 = 1
  ) throws -> SequenceChange<Unicode.Scalar> {
    oracle.insert(word, at: position, by: author, notBefore: notBefore)
    return try text.insert(
      word.unicodeScalars, at: position, by: author, notBefore: notBefore)
  }

  mutating func erase(_ length: Int, at position: Int) throws -> SequenceChange<Unicode.Scalar> {
    oracle.erase(length, at: position)
    return try text.erase(length, at: position)
  }

  mutating func merge(_ other: Copy) {
    text.merge(other.text)
    oracle.merge(other.oracle)
  }

  /// One random edit.
  mutating func edit(_ draws: inout Draws) throws -> SequenceChange<Unicode.Scalar> {
    if draws.below(3) == 0, text.count > 0 {
      let position = draws.below(text.count)
      return try erase(1 + draws.below(min(4, text.count - position)), at: position)
    }
    let word = String("abcdefgh".prefix(1 + draws.below(4)))
    let position = draws.below(2) == 0 ? text.count : draws.below(text.count + 1)
    return try insert(word, at: position, notBefore: Int64(draws.below(20)))
  }
}

@Suite struct ReplicatedSequenceTests {
  @Test func randomEditsAndMergesAreTheDefinition() throws {
    for seed in 0..<60 {
      var draws = Draws(seed: UInt64(seed))
      var copies = (0..<3).map { Copy(UInt32($0)) }
      for _ in 0..<40 {
        let here = draws.below(3)
        if draws.below(3) == 0 {
          copies[here].merge(copies[draws.below(3)])
        } else {
          _ = try copies[here].edit(&draws)
        }
        #expect(copies[here].text.text == copies[here].oracle.text, "seed \(seed)")
        #expect(copies[here].text.count == copies[here].text.elements.count)
      }
      let states = copies.map(\.text)
      let whole = states[0].merging(states[1]).merging(states[2])
      for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let other = states[order[0]].merging(states[order[1]].merging(states[order[2]]))
        #expect(other.value == whole.value, "seed \(seed)")
      }
      #expect(whole.merging(whole).value == whole.value)
      #expect(whole.merging(states[1]).value == whole.value)
      #expect(Text(whole.value)?.value == whole.value)
      #expect(Text(whole.value)?.text == whole.text)
    }
  }

  /// Whatever three replicas do to a text they share, every order of joining ends the same.
  @Test func everySmallHistoryConverges() throws {
    typealias Edit = (inout Copy) throws -> Void
    var edits: [Edit] = []
    for position in 0...2 { edits.append { _ = try $0.insert("xy", at: position) } }
    for position in 0...1 { edits.append { _ = try $0.erase(1, at: position) } }
    edits.append { copy in
      _ = try copy.insert("p", at: 1)
      _ = try copy.insert("q", at: 1)
    }
    edits.append { copy in
      _ = try copy.erase(2, at: 0)
      _ = try copy.insert("z", at: 0)
    }
    var base = Copy(9)
    _ = try base.insert("ab", at: 0)
    for first in edits {
      for second in edits {
        for third in edits {
          var copies = (0..<3).map { Copy(UInt32($0)) }
          for index in copies.indices { copies[index].merge(base) }
          try first(&copies[0])
          try second(&copies[1])
          try third(&copies[2])
          try expectConvergence(copies)
        }
      }
    }
  }

  private func expectConvergence(_ copies: [Copy]) throws {
    var expected: Value?
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
      var copy = copies[order[0]]
      for index in order + order { copy.merge(copies[index]) }
      #expect(copy.text.text == copy.oracle.text)
      #expect(copy.text.value == expected ?? copy.text.value)
      expected = copy.text.value
    }
  }

  @Test func batchesOfEditsAreMergesInPieces() throws {
    for seed in 0..<60 {
      var draws = Draws(seed: UInt64(seed))
      var writers = (0..<2).map { Copy(UInt32($0)) }
      var edits: [[SequenceChange<Unicode.Scalar>]] = [[], []]
      for _ in 0..<30 {
        let here = draws.below(2)
        edits[here].append(try writers[here].edit(&draws))
      }
      var reader = Text()
      var sent = [0, 0]
      while sent != edits.map(\.count) {
        let from = draws.below(2)
        // Some are sent again: an edit made twice is made once.
        let start = draws.below(sent[from] + 1)
        let end = min(edits[from].count, sent[from] + draws.below(6))
        let isApplied = reader.apply(Array(edits[from][start..<max(start, end)]))
        #expect(isApplied)
        sent[from] = max(sent[from], end)
      }
      #expect(reader.value == writers[0].text.merging(writers[1].text).value, "seed \(seed)")
    }
  }

  @Test func editsWaitForWhatTheyRestOn() throws {
    var writer = Text()
    let first = try writer.insert("ab".unicodeScalars, at: 0, by: Author(ReplicaID(0)))
    let second = try writer.insert("c".unicodeScalars, at: 2, by: Author(ReplicaID(0)))
    let third = try writer.erase(1, at: 2)
    let attempts = [
      ([second], false), ([third], false), ([second, first], true), ([third, first, third], true),
    ]
    var reader = Text()
    for (edits, isApplied) in attempts {
      let before = reader.value
      let answer = reader.apply(edits)
      #expect(answer == isApplied)
      #expect(isApplied || reader.value == before)
    }
    #expect(reader.text == "ab")
    #expect(reader.value == writer.value)
  }

  @Test func editsOutOfBounds() throws {
    var text = Text()
    #expect(throws: SequenceError.outOfBounds(count: 0)) {
      try text.insert("a".unicodeScalars, at: 1, by: Author(ReplicaID(0)))
    }
    try text.insert("abc".unicodeScalars, at: 0, by: Author(ReplicaID(0)))
    for (position, length) in [(-1, 1), (0, 4), (3, 1), (4, 0), (0, -1), (1, .max), (.max, 1)] {
      #expect(throws: SequenceError.outOfBounds(count: 3)) {
        try text.erase(length, at: position)
      }
    }
    try text.erase(0, at: 3)
    #expect(throws: SequenceError.exhausted) {
      try text.insert("d".unicodeScalars, at: 0, by: Author(ReplicaID(0)), notBefore: 1 << 53)
    }
    #expect(text.text == "abc")
  }

  @Test func longTextsAreOneRunEach() throws {
    var text = Text()
    for index in 0..<5000 {
      try text.insert("x".unicodeScalars, at: index, by: Author(ReplicaID(3)))
    }
    #expect(text.value.json == "[[3, 1, \"\(String(repeating: "x", count: 5000))\"]]")
    for index in 0..<2000 { try text.erase(1, at: index) }
    #expect(text.count == 3000)
    #expect(Text(text.value)?.text == text.text)
  }
}
