/// What a client asks a typed value to do.
package struct MergeOperation: Hashable, Sendable {
  /// The operations there are, by the words that people write.
  package enum Kind: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
    case increment, decrement, add, remove, enable, disable, assign, reset, insert, erase, pop, ot
  }

  /// Which operation.
  package var kind: Kind
  /// What stands behind its word.
  package var operands: [Value]
  /// The fields that lead to the value inside a map, outermost first; empty: the value itself.
  package var path: [String]

  /// An operation with its operands.
  package init(_ kind: Kind, _ operands: [Value] = [], path: [String] = []) {
    self.kind = kind
    self.operands = operands
    self.path = path
  }

  /// What a client's `put` asks for.
  package static func assign(_ value: Value) -> MergeOperation { MergeOperation(.assign, [value]) }
}

/// What an operand has to be.
package enum OperandKind: Hashable, Sendable {
  /// An integer from this number on.
  case integer(from: Int64)
  case text, any
}

extension MergeOperation.Kind {
  /// The operands, one by one, and how many of them may be left out at the end.
  package var operands: (kinds: [OperandKind], optional: Int) {
    switch self {
    case .increment, .decrement: ([.integer(from: 0)], 1)
    case .add, .remove, .assign, .ot: ([.any], 0)
    case .enable, .disable, .reset: ([], 0)
    case .insert: ([.integer(from: 0), .any], 0)
    case .erase: ([.integer(from: 0), .integer(from: 0)], 0)
    case .pop: ([.integer(from: 0)], 1)
    }
  }

  /// Whether the last operand may be repeated.
  package var repeatsLast: Bool { self == .add || self == .remove }
}

/// Why an operation does not fit a typed value; the value is as before.
package enum MergeError: Error, Hashable, Sendable {
  /// The type has no such operation; it has these.
  case noOperation(MergeOperation.Kind, of: String, accepted: [MergeOperation.Kind])
  /// An operand is missing, of another kind, or one too many; position from 0.
  case badOperand(MergeOperation.Kind, at: Int, wanted: OperandKind?, found: Value?)
  /// The result would need more than 64 bits.
  case overflow
  /// The path goes on where there is no map.
  case noMap(String)
  /// The field holds another type than the path says.
  case otherType(field: String, is: String, wanted: String)
  /// The type cannot stand in a map.
  case notNestable(String)
  /// The position, or the end of what is erased, lies outside a text or list of this length.
  case outOfText(position: Int64, length: Int64)
  /// An operation of text does not fit the text.
  case badTextOperation
}
