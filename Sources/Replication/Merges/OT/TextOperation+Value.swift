extension TextOperation {
  /// Steps that go over more characters than this are refused, so that lengths never overflow.
  private static let limit: Int64 = 1 << 40

  /// The operation that a value stands for; nil where it is none.
  ///
  /// An array: a number keeps so many characters, a text comes in, `{"d": n}` erases n. Parts may
  /// be empty and of one kind side by side: the operation has its one shape all the same.
  package init?(_ value: Value) {
    guard case .array(let elements) = value else { return nil }
    var parts: [Part] = []
    var reach: Int64 = 0
    for element in elements {
      guard let part = Part(element) else { return nil }
      parts.append(part)
      reach += Int64(part.consumed)
      guard reach <= Self.limit else { return nil }
    }
    self.init(parts)
  }

  /// The operation as a value.
  package var value: Value { .array(parts.map(\.value)) }
}

extension TextOperation.Part {
  fileprivate init?(_ value: Value) {
    let lengths: ClosedRange<Int64> = 0...1 << 40
    switch value {
    case .int(let count) where lengths.contains(count): self = .keep(Int(count))
    case .string(let text): self = .insert(Array(text.unicodeScalars))
    case .object(let members):
      guard members.count == 1, members[0].key.hasSameBytes(as: "d"),
        case .int(let count) = members[0].value, lengths.contains(count)
      else { return nil }
      self = .erase(Int(count))
    default: return nil
    }
  }

  fileprivate var value: Value {
    switch self {
    case .keep(let count): .int(Int64(count))
    case .insert(let characters): Unicode.Scalar.encode(characters[...])
    case .erase(let count): .object([Value.Member(key: "d", value: .int(Int64(count)))])
    }
  }
}
