/// What can be stored under a key: a JSON value.
///
/// Shape: a *normalised* value has no integral double in the range of `Int64`, no double that is
/// not finite, and objects sorted by key bytes with unique keys. Make numbers with `number(_:)` and
/// objects with `object(of:)`, or normalise; every value of a `ValueTable` is normalised. Equality
/// and order look at numbers numerically, and at texts and objects' keys by their bytes.
package enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([Value])
  case object([Member])

  /// A key of an object with its value.
  package struct Member: Sendable {
    /// The key, told from others by its bytes.
    package var key: String
    /// What stands under the key.
    package var value: Value

    /// A key with its value.
    package init(key: String, value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// The number a double stands for, an integer where it is one; nil for NaN and the infinities.
  package static func number(_ double: Double) -> Value? {
    guard double.isFinite else { return nil }
    return integer(double).map(Value.int) ?? .double(double)
  }

  /// The integer a double is, if it is one that `Int64` has.
  ///
  /// `Int64(exactly:)` and `rounded` would need the C mathematics library, which not every program
  /// that uses this module links.
  static func integer(_ double: Double) -> Int64? {
    guard double >= -0x1p63, double < 0x1p63 else { return nil }
    let integer = Int64(double)
    return Double(integer) == double ? integer : nil
  }

  /// The object of these members in any order; of a repeated key the last one counts.
  package static func object(of members: [Member]) -> Value {
    let sorted = members.enumerated().sorted { lhs, rhs in
      switch lhs.element.key.byteOrder(to: rhs.element.key) {
      case .smaller: true
      case .larger: false
      case .equal: lhs.offset < rhs.offset
      }
    }
    var unique: [Member] = []
    unique.reserveCapacity(members.count)
    for (_, member) in sorted {
      if let last = unique.last, last.key.hasSameBytes(as: member.key) { unique.removeLast() }
      unique.append(member)
    }
    return .object(unique)
  }

  /// The same value in its one normal shape; doubles that are not finite become null, as in JSON.
  package var normalised: Value {
    switch self {
    case .null, .bool, .int, .string: self
    case .double(let double): Value.number(double) ?? .null
    case .array(let elements): .array(elements.map(\.normalised))
    case .object(let members):
      .object(of: members.map { Member(key: $0.key, value: $0.value.normalised) })
    }
  }
}
