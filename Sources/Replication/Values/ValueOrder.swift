extension Value: Comparable {
  /// Where this value stands to the other in the one total order of values.
  ///
  /// null, then false, then true, then numbers by size, strings by bytes, arrays element by
  /// element, objects member by member (key bytes, then value); a prefix comes first. Integers and
  /// doubles are compared exactly, without rounding one to the other.
  package func order(to other: Value) -> Ordering {
    switch (self, other) {
    case (.null, .null): .equal
    case (.bool(let lhs), .bool(let rhs)): Ordering(lhs ? 1 : 0, rhs ? 1 : 0)
    case (.int(let lhs), .int(let rhs)): Ordering(lhs, rhs)
    case (.int(let lhs), .double(let rhs)): Value.order(lhs, rhs)
    case (.double(let lhs), .int(let rhs)): Value.order(rhs, lhs).reversed
    case (.double(let lhs), .double(let rhs)): Value.order(lhs, rhs)
    case (.string(let lhs), .string(let rhs)): lhs.byteOrder(to: rhs)
    case (.array(let lhs), .array(let rhs)): Value.order(lhs, rhs) { $0.order(to: $1) }
    case (.object(let lhs), .object(let rhs)): Value.order(lhs, rhs, by: Value.order)
    default: Ordering(kind, other.kind)
    }
  }

  /// Whether the two are the same number, the same bytes, the same parts.
  package static func == (lhs: Value, rhs: Value) -> Bool { lhs.order(to: rhs) == .equal }

  /// The total order of values; see `order(to:)`.
  package static func < (lhs: Value, rhs: Value) -> Bool { lhs.order(to: rhs) == .smaller }

  /// The rank of the value's kind among kinds; numbers of either sort are one kind.
  private var kind: Int {
    switch self {
    case .null: 0
    case .bool: 1
    case .int, .double: 2
    case .string: 3
    case .array: 4
    case .object: 5
    }
  }

  private static func order(_ lhs: Int64, _ rhs: Double) -> Ordering {
    // 2^63 and -2^63 are doubles; between them, cutting the fraction off is exact.
    if rhs.isNaN { return .larger }
    if rhs >= 0x1p63 { return .smaller }
    if rhs < -0x1p63 { return .larger }
    let integer = Int64(rhs)
    return lhs == integer ? Ordering(Double(integer), rhs) : Ordering(lhs, integer)
  }

  private static func order(_ lhs: Double, _ rhs: Double) -> Ordering {
    // NaN is no value; should one be made, the order is still total: it comes first.
    if lhs.isNaN || rhs.isNaN { return Ordering(lhs.isNaN ? 0 : 1, rhs.isNaN ? 0 : 1) }
    return Ordering(lhs, rhs)
  }

  private static func order(_ lhs: Member, _ rhs: Member) -> Ordering {
    let keys = lhs.key.byteOrder(to: rhs.key)
    return keys == .equal ? lhs.value.order(to: rhs.value) : keys
  }

  private static func order<T>(
    _ lhs: [T], _ rhs: [T], by order: (T, T) -> Ordering
  ) -> Ordering {
    for (left, right) in zip(lhs, rhs) {
      let here = order(left, right)
      if here != .equal { return here }
    }
    return Ordering(lhs.count, rhs.count)
  }
}

extension Value: Hashable {
  /// Agrees with equality; nothing that is seen may depend on it (see `contentHash`).
  package func hash(into hasher: inout Hasher) { hasher.combine(contentHash) }
}

extension Value.Member: Hashable {
  /// Whether key bytes and values are the same.
  package static func == (lhs: Value.Member, rhs: Value.Member) -> Bool {
    lhs.key.hasSameBytes(as: rhs.key) && lhs.value == rhs.value
  }

  /// Agrees with equality.
  package func hash(into hasher: inout Hasher) {
    var hash = ContentHash()
    hash.include(key)
    hash.include(value)
    hasher.combine(hash.state)
  }
}

extension Ordering {
  /// The same relation seen from the other side.
  package var reversed: Ordering {
    switch self {
    case .smaller: .larger
    case .equal: .equal
    case .larger: .smaller
    }
  }
}
