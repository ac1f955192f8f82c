import Replication
import TestSupport
import Testing

@Suite struct TextOperationTests {
  private func operation(_ text: String) throws -> TextOperation {
    let value = try #require(SmallJSON.read(text))
    return try #require(TextOperation(value))
  }

  private func apply(_ operation: TextOperation, to text: String) -> String? {
    operation.apply(to: Array(text.unicodeScalars)).map { characters in
      String(String.UnicodeScalarView(characters))
    }
  }

  /// - Source: ottypes/text, test/text-transform-tests.json.
  @Test(arguments: [
    (#"[1, {"d": 5}, 14]"#, #"[7, {"d": 2}, 11]"#, #"[1, {"d": 5}]"#, #"[2, {"d": 2}]"#),
    (#"[1, "1234"]"#, #"[1, "abc"]"#, #"[1, "1234"]"#, #"[5, "abc"]"#),
    (#"[1, "abc"]"#, #"[1, "1234"]"#, #"[1, "abc"]"#, #"[4, "1234"]"#),
  ])
  func published(one: String, other: String, left: String, right: String) throws {
    let (one, other) = (try operation(one), try operation(other))
    let moved = one.transformed(against: other, as: .left)
    let rival = other.transformed(against: one, as: .right)
    #expect(moved == (try operation(left)))
    #expect(rival == (try operation(right)))
    let text = "xabcdefgxxxxxxxxxxxx"
    let (first, second) = (apply(one, to: text) ?? "", apply(other, to: text) ?? "")
    #expect(apply(rival, to: first) == apply(moved, to: second))
  }

  /// Every operation on a text of `length` characters, inserting `letters` in any of the places.
  private func operations(_ length: Int, _ letters: [Unicode.Scalar]) -> [TextOperation] {
    var all: [[TextOperation.Part]] = [[], [.insert(letters)]]
    for _ in 0..<length {
      all = all.flatMap { parts -> [[TextOperation.Part]] in
        [[.keep(1)], [.erase(1)], [.keep(1), .insert(letters)], [.erase(1), .insert(letters)]].map {
          parts + $0
        }
      }
    }
    return Array(Set(all.map(TextOperation.init)))
  }

  @Test func everyPairOfOperationsMeets() throws {
    let text = Array("abc".unicodeScalars)
    let ones = operations(3, ["X", "Y"])
    let others = operations(3, ["1"])
    for one in ones {
      for other in others {
        let moved = one.transformed(against: other, as: .left)
        let rival = other.transformed(against: one, as: .right)
        let (first, second) = (
          try #require(one.apply(to: text)), try #require(other.apply(to: text))
        )
        let met = try #require(rival.apply(to: first))
        #expect(moved.apply(to: second) == met, "\(one) \(other)")
        // Nothing is lost or comes back, and each side's characters keep their order.
        let gone = text.filter { !first.contains($0) || !second.contains($0) }
        #expect(
          met.filter { !"1XY".unicodeScalars.contains($0) } == text.filter { !gone.contains($0) })
        #expect(
          met.filter { $0 != "1" && !gone.contains($0) } == first.filter { !gone.contains($0) })
        let theirs = met.filter { !"XY".unicodeScalars.contains($0) && !gone.contains($0) }
        #expect(theirs == second.filter { !gone.contains($0) })
        #expect(one.composed(with: rival).apply(to: text) == met)
        #expect(other.composed(with: moved).apply(to: text) == met)
      }
    }
  }

  @Test func everyPairOfOperationsComposes() throws {
    let text = Array("ab".unicodeScalars)
    for one in operations(2, ["X"]) {
      let middle = try #require(one.apply(to: text))
      for next in operations(middle.count, ["1"]) {
        #expect(one.composed(with: next).apply(to: text) == next.apply(to: middle))
      }
    }
  }

  /// Clients of one orderer: it transforms what they send in the order it takes it.
  @Test func aLongChainOfOperationsIsOneOperation() throws {
    for seed in 0..<50 {
      var draws = Draws(seed: UInt64(seed))
      let text = Array("the quick brown fox".unicodeScalars)
      var (state, all) = (text, TextOperation())
      var rival = TextOperation([.keep(3), .insert(Array("<>".unicodeScalars)), .erase(4)])
      var rivalInOneStep = rival
      for _ in 0..<30 {
        let place = draws.below(state.count + 1)
        let part: TextOperation.Part =
          draws.oneIn(2)
          ? .erase(draws.below(state.count - place + 1)) : .insert(Array("abc".unicodeScalars))
        let next = TextOperation([.keep(place), part])
        rival = rival.transformed(against: next, as: .right)
        all = all.composed(with: next)
        state = try #require(next.apply(to: state))
      }
      rivalInOneStep = rivalInOneStep.transformed(against: all, as: .right)
      #expect(all.apply(to: text) == state)
      let other = TextOperation([.keep(3), .insert(Array("<>".unicodeScalars)), .erase(4)])
      let met = rivalInOneStep.apply(to: state)
      #expect(
        all.transformed(against: other, as: .left).apply(to: other.apply(to: text) ?? []) == met)
      #expect(rival.apply(to: state) != nil)
    }
  }

  @Test func oneShape() throws {
    let shapes = [
      (#"[1, 2, "a", "b", {"d": 1}, {"d": 2}, 4]"#, #"[3, "ab", {"d": 3}]"#),
      (#"[0, "", {"d": 0}, 5]"#, "[]"), (#"[1, 0, 1, "x"]"#, #"[2, "x"]"#),
    ]
    for (written, shape) in shapes {
      #expect(try operation(written).value.json == shape)
      #expect(TextOperation(try operation(written).value) == (try operation(written)))
    }
  }

  @Test(arguments: [
    "1", "{}", #""a""#, "[-1]", "[null]", "[1.5]", "[[]]", #"[{"d": -1}]"#, #"[{"d": "a"}]"#,
    #"[{"i": 1}]"#, #"[{"d": 1, "i": 2}]"#, "[{}]", "[9223372036854775807]",
    "[1099511627776, 1]", #"[{"d": 9223372036854775807}, 9223372036854775807]"#,
  ])
  func whatIsNoOperation(text: String) throws {
    let value = try #require(SmallJSON.read(text))
    #expect(TextOperation(value) == nil)
  }

  @Test func operationsBeyondTheText() throws {
    #expect(apply(try operation(#"[3, "!"]"#), to: "añ👩") == "añ👩!")
    #expect(apply(try operation(#"[4, "!"]"#), to: "añ👩") == nil)
    #expect(apply(try operation(#"[2, {"d": 2}]"#), to: "añ👩") == nil)
    #expect(apply(try operation(#"[1, {"d": 1}]"#), to: "añ👩") == "a👩")
  }
}
