import Replication
import Testing

@Suite struct ValueOrder {
  private let samples = ValueSamples.ascending

  /// A list in which every pair stands as its places say has a total order.
  @Test func everyPairOfSamplesStandsAsListed() {
    for (i, left) in samples.enumerated() {
      for (j, right) in samples.enumerated() {
        #expect(left.order(to: right) == Ordering(i, j), "\(left.json) and \(right.json)")
        #expect((left < right) == (i < j))
        #expect((left == right) == (i == j))
      }
    }
  }

  @Test func nestedValuesAreTotallyOrdered() {
    let values = samples.map { Value.array([$0]) } + samples.map { ValueSamples.object(("k", $0)) }
    for left in values {
      for right in values {
        #expect(left.order(to: right) == right.order(to: left).reversed)
        guard left < right else { continue }
        for other in values where right < other { #expect(left < other) }
      }
    }
  }

  @Test(arguments: [Int64(1) << 53, -(1 << 53)])
  func integersDoublesCannotTellApart(border: Int64) {
    let double = Value.double(Double(border))
    #expect(Value.int(border - 1) < double)
    #expect(Value.int(border) == double)
    #expect(Value.int(border + 1) > double)
    #expect(double < .int(border + 1))
  }

  @Test func theBordersOfInt64() {
    #expect(Value.int(.max) < .double(0x1p63))
    #expect(Value.double(0x1p63) > .int(.max))
    #expect(Value.int(.min) == .double(-0x1p63))
    #expect(Value.int(.min) > .double(-0x1p63 - 2048))
    #expect(Value.int(.max) > .double(0x1p63 - 1024))
    #expect(Value.int(.min) > .double(-.infinity))
    #expect(Value.int(.max) < .double(.infinity))
  }

  @Test func fractionsAgainstIntegers() {
    #expect(Value.int(-2) > .double(-2.5))
    #expect(Value.int(-3) < .double(-2.5))
    #expect(Value.int(0) < .double(.leastNonzeroMagnitude))
    #expect(Value.int(0) > .double(-.leastNonzeroMagnitude))
    #expect(Value.int(0) == .double(-0.0))
  }

  @Test func textsAreTheirBytes() {
    #expect("e\u{301}" == "\u{E9}", "Swift holds them equal")
    #expect(Value.string("e\u{301}") != .string("\u{E9}"))
    #expect(Value.string("e\u{301}") < .string("\u{E9}"))
    #expect(
      Value.Member(key: "e\u{301}", value: .null) != Value.Member(key: "\u{E9}", value: .null))
  }

  @Test func hashesAgreeWithEquality() {
    #expect(Value.int(2).hashValue == Value.double(2).hashValue)
    #expect(Value.int(0).contentHash == Value.double(-0.0).contentHash)
    #expect(Set(samples).count == samples.count)
    #expect(Set(samples.map(\.contentHash)).count == samples.count)
  }

  /// NaN is no value; yet whoever makes one still gets a total order.
  @Test func notANumberIsOrdered() {
    let nan = Value.double(.nan)
    #expect(nan == .double(-.nan))
    for number in ValueSamples.numbers { #expect(nan < number && number > nan) }
    #expect(nan.hashValue == Value.double(-.nan).hashValue)
  }
}

@Suite struct ValueNormalisation {
  @Test func numbers() {
    let cases: [(Double, Value?)] = [
      (2, .int(2)), (-0.0, .int(0)), (1.5, .double(1.5)), (0x1p62, .int(1 << 62)),
      (-0x1p63, .int(.min)), (0x1p63, .double(0x1p63)), (.nan, nil), (.infinity, nil),
      (-.infinity, nil),
    ]
    for (double, expected) in cases {
      #expect(Value.number(double).map(shape) == expected.map(shape))
      #expect(shape(Value.double(double).normalised) == shape(expected ?? .null))
    }
  }

  @Test func ofARepeatedKeyTheLastCounts() {
    let object = ValueSamples.object(
      ("b", .int(1)), ("a", .int(2)), ("b", .int(3)), ("e\u{301}", .null), ("\u{E9}", .int(4)))
    #expect(object.json == #"{"a": 2, "b": 3, "é": null, "é": 4}"#)
  }

  @Test func insideOut() {
    let raw = Value.array([
      .object([
        .init(key: "z", value: .double(1)), .init(key: "y", value: .array([.double(.nan)])),
        .init(key: "z", value: .double(2)),
      ])
    ])
    #expect(shape(raw.normalised) == #"array[object[y:array[null],z:int 2]]"#)
    #expect(raw.normalised.normalised == raw.normalised)
  }

  /// The cases themselves, which equality does not look at.
  private func shape(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let bool): "bool \(bool)"
    case .int(let integer): "int \(integer)"
    case .double(let double): "double \(double)"
    case .string(let string): "string \(string)"
    case .array(let elements): "array[\(elements.map(shape).joined(separator: ","))]"
    case .object(let members):
      "object[\(members.map { "\($0.key):\(shape($0.value))" }.joined(separator: ","))]"
    }
  }
}
