import Causality
import Replication
import Testing

/// Texts and lists as types that merge: what operations make of their states.
@Suite struct SequenceMergeTests {
  private func context(_ replica: UInt32, _ counter: UInt32, followsOwn: Bool = true)
    -> MergeContext
  {
    MergeContext(dot: Dot(ReplicaID(replica), counter), followsOwn: followsOwn)
  }

  private func insert(_ position: Int64, _ value: Value) -> MergeOperation {
    MergeOperation(.insert, [.int(position), value])
  }

  private func erase(_ position: Int64, _ length: Int64) -> MergeOperation {
    MergeOperation(.erase, [.int(position), .int(length)])
  }

  @Test func aTextIsEdited() throws {
    let type = MergeDefinition.text
    var state = try type.apply(nil, insert(0, .string("Hello!")), context(0, 1))
    state = try type.apply(state, insert(5, .string(" Älice")), context(0, 2))
    state = try type.apply(state, erase(0, 1), context(0, 3))
    #expect(type.read(state) == [.string("ello Älice!")])
    #expect(type.isState(state, StrategyParameters()))
    #expect(type.merge(state, state) == state)
    let shown = type.portray(state) { _ in "eu" }
    #expect(
      shown.json == #"[["eu", 1, 1], ["eu", 2, "ello"], ["eu", 7, " Älice"], ["eu", 6, "!"]]"#)
    state = try type.apply(state, .assign(.string("new")), context(1, 1))
    #expect(type.read(state) == [.string("new")])
    state = try type.apply(state, MergeOperation(.reset), context(0, 4))
    #expect(type.read(state) == [.string("")])
  }

  @Test func whatDoesNotFit() throws {
    let type = MergeDefinition.text
    let state = try type.apply(nil, insert(0, .string("añ👩")), context(0, 1))
    #expect(throws: MergeError.outOfText(position: 4, length: 3)) {
      try type.apply(state, insert(4, .string("x")), context(0, 2))
    }
    #expect(throws: MergeError.outOfText(position: 4, length: 3)) {
      try type.apply(state, erase(2, 2), context(0, 2))
    }
    #expect(throws: MergeError.outOfText(position: .max, length: 3)) {
      try type.apply(state, erase(.max, .max), context(0, 2))
    }
    #expect(throws: MergeError.badOperand(.insert, at: 1, wanted: .text, found: .int(5))) {
      try type.apply(state, insert(0, .int(5)), context(0, 2))
    }
    #expect(throws: MergeError.badOperand(.assign, at: 0, wanted: .any, found: .int(5))) {
      try MergeDefinition.list.apply(nil, .assign(.int(5)), context(0, 2))
    }
  }

  /// - Source: Redis Active-Active documentation, lists.
  @Test func aListIsEdited() throws {
    let type = MergeDefinition.list
    let state = try type.apply(nil, insert(0, .string("x")), context(0, 1))
    let one = try type.apply(state, insert(1, .string("y1")), context(1, 1))
    let two = try type.apply(state, insert(1, .string("y2")), context(2, 1))
    let both = type.merge(two, one)
    #expect(type.read(both) == [.array([.string("x"), .string("y1"), .string("y2")])])
    #expect(type.merge(one, two) == both)
    let emptied = try type.apply(both, MergeOperation(.reset), context(1, 2))
    let pushed = try type.apply(both, insert(3, .string("y")), context(2, 2))
    #expect(type.read(type.merge(emptied, pushed)) == [.array([.string("y")])])
    #expect(MergeDefinition.text.isState(state, StrategyParameters()) == false)
  }

  /// Two writes of one replica that are under way at once do not share ids.
  @Test func writesThatDoNotFollowOneAnother() throws {
    let type = MergeDefinition.text
    let state = try type.apply(nil, insert(0, .string("-")), context(0, 1))
    let one = try type.apply(state, insert(0, .string("one")), context(0, 2))
    let two = try type.apply(state, insert(0, .string("two")), context(0, 3, followsOwn: false))
    #expect(type.read(type.merge(one, two)) == [.string("onetwo-")])
    #expect(type.merge(two, one) == type.merge(one, two))
  }
}
