import Replication

/// Values of every kind around every border, all different, in their order.
enum ValueSamples {
  static let ascending: [Value] =
    [.null, .bool(false), .bool(true)] + numbers + texts + lists + objects

  /// Numbers around the places where doubles stop being able to tell integers apart.
  static let numbers: [Value] = [
    .double(-.greatestFiniteMagnitude), .double(-0x1p63 - 2048), .int(.min), .int(.min + 1),
    .int(-0x20_0000_0000_0001), .int(-0x20_0000_0000_0000), .double(-2.5), .int(-2),
    .double(-.leastNonzeroMagnitude), .int(0), .double(.leastNonzeroMagnitude), .double(0.5),
    .int(1), .double(1.5), .int(1 << 30), .int(0x1F_FFFF_FFFF_FFFF), .int(0x20_0000_0000_0000),
    .int(0x20_0000_0000_0001), .int(.max - 1), .int(.max), .double(0x1p63),
    .double(.greatestFiniteMagnitude),
  ]

  /// Texts of which two are canonically equivalent, and one is the prefix of another.
  static let texts: [Value] = [
    .string(""), .string("\u{0}"), .string("a"), .string("a\u{0}"), .string("ab"), .string("b"),
    .string("e\u{301}"), .string("\u{E9}"), .string("\u{FFFD}"), .string("\u{1F600}"),
  ]

  static let lists: [Value] = [
    .array([]), .array([.null]), .array([.int(1)]), .array([.int(1), .null]),
    .array([.int(1), .int(2)]), .array([.double(1.5)]), .array([.string("a")]),
    .array([.array([])]),
  ]

  static let objects: [Value] = [
    .object([]), object(("a", .int(1))), object(("a", .int(1)), ("b", .int(0))),
    object(("a", .int(2))), object(("ab", .null)), object(("b", .null)),
    object(("e\u{301}", .null)), object(("\u{E9}", .null)),
  ]

  static func object(_ members: (String, Value)...) -> Value {
    .object(of: members.map { Value.Member(key: $0.0, value: $0.1) })
  }
}
