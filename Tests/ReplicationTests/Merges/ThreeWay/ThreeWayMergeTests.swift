import Causality
import Replication
import TestSupport
import Testing

@Suite struct ThreeWayMergeTests {
  private let plain = ThreeWayMerge()

  private func json(_ text: String?) throws -> Value? {
    try text.map { try #require(SmallJSON.read($0)) }
  }

  private func merge(
    _ rules: ThreeWayMerge, _ base: String?, _ ours: String?, _ theirs: String?
  ) throws -> String {
    switch rules.merge(.known(try json(base)), try json(ours), try json(theirs)) {
    case .merged(let value): value?.json ?? "none"
    case .conflict(let clashes):
      "conflict at " + clashes.map { $0.path.joined(separator: "/") }.joined(separator: ", ")
    }
  }

  /// - Source: Irmin, test/irmin-containers/counter.ml and irmin-test/store.ml.
  @Test func published() throws {
    let sum = ThreeWayMerge(numbers: .sum)
    #expect(try merge(sum, "5", "7", "1") == "3")
    #expect(try merge(sum, "0", "5", "-2") == "3")
    #expect(try merge(sum, "0", "-2", "5") == "3")
    let rules = ThreeWayMerge(
      fields: [.init("left", .ours), .init("right", .theirs), .init("skip", .drop)])
    let outcome = try merge(
      rules, #"{"left": 1, "foo": 2}"#, #"{"left": 2, "right": 0}"#,
      #"{"left": 1, "bar": 3, "skip": 0}"#)
    #expect(outcome == #"{"bar": 3, "left": 2}"#)
  }

  @Test func theDefaultRule() throws {
    #expect(try merge(plain, "1", "2", "2") == "2")
    #expect(try merge(plain, "1", "2", "1") == "2")
    #expect(try merge(plain, "1", "1", "2") == "2")
    #expect(try merge(plain, "1", "2", "3") == "conflict at ")
    #expect(try merge(plain, "1", nil, "1") == "none")
    #expect(try merge(plain, "1", nil, "2") == "conflict at ")
    #expect(try merge(plain, nil, "1", nil) == "1")
    #expect(try merge(plain, nil, "1", "2") == "conflict at ")
    #expect(try merge(plain, "[1]", "[1, 2]", "[1]") == "[1, 2]")
    #expect(try merge(plain, "[1]", "[1, 2]", "[1, 3]") == "conflict at ")
  }

  @Test func objectsMemberByMember() throws {
    let base = #"{"a": 1, "b": {"x": 1, "y": 2}, "c": 3}"#
    let ours = #"{"a": 9, "b": {"x": 5, "y": 2}, "c": 3, "o": 1}"#
    let theirs = #"{"a": 1, "b": {"x": 1}, "t": 2}"#
    #expect(try merge(plain, base, ours, theirs) == #"{"a": 9, "b": {"x": 5}, "o": 1, "t": 2}"#)
    #expect(try merge(plain, base, theirs, ours) == #"{"a": 9, "b": {"x": 5}, "o": 1, "t": 2}"#)
    let clashing = #"{"a": 8, "b": {"x": 6, "y": 2}, "o": 2}"#
    #expect(try merge(plain, base, ours, clashing) == "conflict at a, b/x, o")
    #expect(try merge(plain, base, #"{"b": 1}"#, ours) == "conflict at a, b")
  }

  @Test func sumsThatNoIntegerHolds() throws {
    let sum = ThreeWayMerge(numbers: .sum)
    let big = "9223372036854775807"
    #expect(try merge(sum, "0", big, "1") == "conflict at ")
    #expect(try merge(sum, "-1", big, "-1") == big)
    #expect(try merge(sum, big, "9223372036854775806", "0") == "-1")
    #expect(try merge(sum, "1.5", "2.5", "3.5") == "conflict at ")
  }

  @Test func withoutABaseOnlyEqualsMeet() throws {
    let rules = ThreeWayMerge(numbers: .sum)
    #expect(rules.merge(.unknown, .int(1), .int(1)) == .merged(.int(1)))
    #expect(rules.merge(.unknown, nil, nil) == .merged(nil))
    guard case .conflict = rules.merge(.unknown, .object([]), .int(1)) else {
      Issue.record("no conflict")
      return
    }
  }

  /// Every three small objects: one side unchanged gives the other, and sides may be swapped.
  @Test func lawsOverSmallObjects() throws {
    let values: [Value?] = [nil, .int(1), .int(2), .object([])]
    var documents: [Value?] = [nil, .int(1)]
    for a in values {
      for b in values {
        let members = [("a", a), ("b", b)].compactMap { key, value in
          value.map { Value.Member(key: key, value: $0) }
        }
        documents.append(.object(members))
      }
    }
    for numbers in ThreeWayMerge.Numbers.allCases {
      let rules = ThreeWayMerge(numbers: numbers)
      for base in documents {
        for ours in documents {
          #expect(rules.merge(.known(base), base, ours) == .merged(ours))
          #expect(rules.merge(.known(base), ours, ours) == .merged(ours))
          for theirs in documents {
            let (one, other) = (
              rules.merge(.known(base), ours, theirs), rules.merge(.known(base), theirs, ours)
            )
            if case .merged = one { #expect(one == other) }
            if case .conflict(let clashes) = one, case .conflict(let others) = other {
              #expect(clashes.map(\.path) == others.map(\.path))
            } else {
              #expect(one == other)
            }
          }
        }
      }
    }
  }
}
