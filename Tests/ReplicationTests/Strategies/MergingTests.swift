import Causality
import Replication
import Testing

/// What `concatenate` and `union` make of values, in the order given.
@Suite struct Merging {
  private func merge(
    _ name: String, _ options: KeyValuePairs<String, String> = [:], _ values: Value?...
  ) throws -> String {
    let definition = try #require(StrategyCatalogue.named(name))
    let parameters = try definition.parameters(from: options.map { ($0.key, $0.value) })
    var table = ValueTable()
    let candidates = values.enumerated().map { index, value in
      Versions.make(
        value.map { table.intern($0) } ?? .tombstone, replica: UInt32(index), counter: 1)
    }
    switch definition.resolve(Conflict(candidates), parameters, &table) {
    case .merge(let id, .joined): return table.value(id)?.json ?? "none"
    case .keep(let index, .joined): return "kept \(index)"
    case let other: return "\(other)"
    }
  }

  @Test func concatenationInOrderOfArrival() throws {
    #expect(try merge("concatenate", [:], .string("B"), .string("C")) == #""B/C""#)
    #expect(try merge("concatenate", [:], .string("C"), .string("B")) == #""C/B""#)
    #expect(try merge("concatenate", [:], .string("A"), .string("A")) == #""A/A""#)
    #expect(
      try merge("concatenate", ["separator": ""], .string("A"), .string("B")) == #""AB""#)
    #expect(
      try merge("concatenate", [:], .int(5), .null, .array([.double(1.5)])) == #""5/null/[1.5]""#)
  }

  @Test func deletionsAddNothing() throws {
    #expect(try merge("concatenate", [:], nil, .string("A"), nil) == #""A""#)
    #expect(try merge("concatenate", [:], nil, nil) == "kept 1")
    #expect(try merge("union", [:], nil, .array([.int(1)])) == "[1]")
    #expect(try merge("union", [:], nil, nil, nil) == "kept 2")
  }

  @Test func concatenationAsASet() throws {
    let set: KeyValuePairs = ["as": "set"]
    #expect(try merge("concatenate", set, .string("C/A"), .string("B/A")) == #""A/B/C""#)
    #expect(try merge("concatenate", set, .string("b"), .string("a"), .string("B")) == #""B/a/b""#)
    #expect(try merge("concatenate", set, .string(""), .string("A")) == #""/A""#)
    #expect(
      try merge("concatenate", ["as": "set", "separator": "ä"], .string("1ä3"), .string("2"))
        == #""1ä2ä3""#)
  }

  @Test func unionsOfArraysAndOthers() throws {
    #expect(
      try merge(
        "union", [:], .array([.string("milk"), .string("eggs")]), .array([.string("milk")]))
        == #"["eggs", "milk"]"#)
    #expect(try merge("union", [:], .int(2), .array([.double(2), .int(1)])) == "[1, 2]")
    #expect(
      try merge("union", [:], .string("a"), .array([.array([.string("a")]), .null]))
        == #"[null, "a", ["a"]]"#)
    #expect(try merge("union", [:], .array([]), .array([])) == "[]")
  }

  @Test func bytesDecideNotCanonicalEquivalence() throws {
    #expect(
      try merge("union", [:], .string("\u{E9}"), .string("e\u{301}"))
        == "[\"e\u{301}\", \"\u{E9}\"]")
    #expect(
      try merge("concatenate", ["as": "set"], .string("/\u{301}x"), .string("a"))
        == "\"/a/\u{301}x\"")
  }
}
