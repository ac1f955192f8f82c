import Causality
import Replication
import TestSupport
import Testing

/// Texts that one replica orders: what all end with, whatever the deliveries.
@Suite struct OTTextTests {
  private let type = MergeDefinition.otText

  private func ot(_ text: String) throws -> MergeOperation {
    MergeOperation(.ot, [try #require(SmallJSON.read(text))])
  }

  private func apply(
    _ state: Value?, _ operation: MergeOperation, _ replica: UInt32, _ counter: UInt32,
    followsOwn: Bool = true
  ) throws -> Value {
    try type.apply(
      state, operation,
      MergeContext(dot: Dot(ReplicaID(replica), counter), followsOwn: followsOwn))
  }

  private func text(_ state: Value) -> String {
    if case .string(let text)? = type.read(state).first { text } else { "?" }
  }

  @Test func theServerOrders() throws {
    let start = try apply(nil, try ot(#"["Hello"]"#), 0, 1)
    #expect(text(start) == "Hello")
    let one = try apply(start, try ot(#"[5, " one"]"#), 1, 1)
    let two = try apply(start, try ot(#"[{"d": 1}, "h", 4, " two"]"#), 2, 1)
    #expect(text(one) == "Hello")
    let all = type.merge(two, type.merge(one, start))
    #expect(type.merge(one, two) == all)
    #expect(text(all) == "Hello")
    let ordered = try apply(all, try ot("[]"), 0, 2)
    #expect(text(ordered) == "hello one two")
    for state in [start, one, two, all] {
      #expect(type.merge(state, ordered) == ordered)
      #expect(type.merge(ordered, state) == ordered)
    }
    #expect(type.isState(ordered, StrategyParameters()))
  }

  @Test func whatWaitsKeepsItsBase() throws {
    var server = try apply(nil, try ot(#"["abc"]"#), 0, 1)
    let early = try apply(server, MergeOperation(.insert, [.int(3), .string("!")]), 1, 1)
    server = try apply(server, MergeOperation(.insert, [.int(0), .string("xyz")]), 0, 2)
    server = try apply(server, MergeOperation(.erase, [.int(3), .int(1)]), 0, 3)
    server = try apply(type.merge(server, early), try ot("[]"), 0, 4)
    #expect(text(server) == "xyzbc!")
    server = try apply(server, .assign(.string("new")), 0, 5)
    #expect(text(server) == "new")
    server = try apply(server, MergeOperation(.reset), 0, 6)
    #expect(text(server) == "")
  }

  /// Two writes of the server that are under way at once must not make two logs.
  @Test func theServerDoesNotFork() throws {
    let start = try apply(nil, try ot(#"["-"]"#), 0, 1)
    let one = try apply(start, try ot(#"["one"]"#), 0, 2)
    let two = try apply(start, try ot(#"["two"]"#), 0, 3, followsOwn: false)
    let both = type.merge(one, two)
    #expect(type.merge(two, one) == both)
    #expect(text(both) == "one-")
    #expect(text(try apply(both, try ot("[]"), 0, 4)) == "onetwo-")
  }

  @Test func whatDoesNotFit() throws {
    let state = try apply(nil, try ot(#"["añ👩"]"#), 0, 1)
    for operation in [
      try ot(#"[4, "x"]"#), MergeOperation(.insert, [.int(4), .string("x")]),
      MergeOperation(.erase, [.int(1), .int(3)]), try ot(#"[1, {"d": 3}]"#),
    ] {
      #expect(throws: MergeError.outOfText(position: 4, length: 3)) {
        try apply(state, operation, 1, 1)
      }
    }
    #expect(throws: MergeError.outOfText(position: .max, length: 3)) {
      try apply(state, MergeOperation(.erase, [.int(.max), .int(.max)]), 1, 1)
    }
    let nonsense = try ot(#"["a", true]"#)
    #expect(throws: MergeError.badTextOperation) { try apply(state, nonsense, 1, 1) }
    #expect(throws: MergeError.badOperand(.insert, at: 1, wanted: .text, found: .int(1))) {
      try apply(state, MergeOperation(.insert, [.int(0), .int(1)]), 1, 1)
    }
  }

  @Test(arguments: [
    "1", "[]", #"{"type": "ot-text"}"#, #"{"log": [], "type": "text", "waiting": []}"#,
    #"{"log": [[0, 1, [1]]], "type": "ot-text", "waiting": []}"#,
    #"{"log": [[0, 1, [1, "a"]]], "type": "ot-text", "waiting": []}"#,
    #"{"log": [[0, 0, ["a"]]], "type": "ot-text", "waiting": []}"#,
    #"{"log": [[0, 1, ["a"]], [0, 1, ["b"]]], "type": "ot-text", "waiting": []}"#,
    #"{"log": [], "type": "ot-text", "waiting": [[1, 1, 1, ["a"]]]}"#,
    #"{"log": [], "type": "ot-text", "waiting": [[1, 1, -1, ["a"]]]}"#,
    #"{"log": [], "type": "ot-text", "waiting": [[1, 1, 0, [1, "a"]]]}"#,
    #"{"log": [], "type": "ot-text", "waiting": [[2, 1, 0, ["a"]], [1, 1, 0, ["a"]]]}"#,
  ])
  func whatIsNoState(text: String) throws {
    let value = try #require(SmallJSON.read(text))
    #expect(!type.isState(value, StrategyParameters()))
  }

  /// Random edits and joins; when the server has ordered all, all show its text, with every
  /// character that was put in and not erased there once.
  @Test func randomEditsConverge() throws {
    for seed in 0..<60 {
      var draws = Draws(seed: UInt64(seed))
      let start = try apply(nil, try ot(#"["start"]"#), 0, 1)
      var states = [start, start, start]
      var counters: [UInt32] = [1, 0, 0]
      for step in 0..<25 {
        let here = draws.below(3)
        guard !draws.oneIn(2) else {
          states[here] = type.merge(states[here], states[draws.below(3)])
          continue
        }
        let length = text(states[here]).unicodeScalars.count
        let place = Int64(draws.below(length + 1))
        let operation =
          draws.oneIn(3) && place < length
          ? MergeOperation(.erase, [.int(place), .int(1)])
          : MergeOperation(.insert, [.int(place), .string("\(step % 10)")])
        counters[here] += 1
        states[here] = try apply(states[here], operation, UInt32(here), counters[here])
        #expect(type.merge(states[here], start) == states[here])
      }
      let whole = type.merge(states[0], type.merge(states[1], states[2]))
      #expect(type.merge(type.merge(states[2], states[0]), states[1]) == whole, "seed \(seed)")
      let ordered = try apply(whole, try ot("[]"), 0, counters[0] + 1)
      for state in states { #expect(type.merge(state, ordered) == ordered) }
      #expect(type.isState(ordered, StrategyParameters()))
    }
  }
}
