import Causality

extension MergeDefinition {
  /// A text whose copies are edited apart and joined: what each has typed stays whole.
  ///
  /// - Source: Roh et al. 2011; the outcomes of Kleppmann et al. 2019 for such arrays.
  package static let text = MergeDefinition(
    SequenceMerge<Unicode.Scalar>(
      name: "text", summary: "A text: what everybody typed stays, each word whole.",
      inserted: { SequenceMerge.characters($0) }, assigned: { SequenceMerge.characters($0) },
      operations: [.insert, .erase, .assign, .reset], wanted: .text,
      read: { .string($0.text) }))

  /// A list whose copies are edited apart and joined.
  ///
  /// Two who pop the same element take it away once: a pop is the erasure of what its writer saw.
  /// - Source: Roh et al. 2011; the outcomes of Redis Active-Active lists.
  package static let list = MergeDefinition(
    SequenceMerge<Value>(
      name: "list", summary: "A list: whatever was inserted stays until it is erased.",
      inserted: { [$0] },
      assigned: { value in if case .array(let elements) = value { elements } else { nil } },
      operations: [.insert, .erase, .pop, .assign, .reset], wanted: .any,
      read: { .array($0.elements) }))

  fileprivate init<Element: SequenceElement>(_ type: SequenceMerge<Element>) {
    self.init(
      name: type.name, summary: type.summary, operations: type.operations,
      apply: { (value, operation, context) throws(MergeError) in
        try type.apply(value, operation, context)
      },
      merge: type.merge,
      effects: MergeEffects(difference: type.difference, apply: type.applyEffect),
      read: { value in type.state(value).map { [type.read($0)] } ?? [] },
      isState: { value, _ in type.state(value) != nil },
      portray: { value, name in type.state(value)?.portrayed(name) ?? value })
  }
}

/// A type whose state is a `ReplicatedSequence`: `{"type": …, "runs": …}`.
private struct SequenceMerge<Element: SequenceElement>: Sendable {
  typealias State = ReplicatedSequence<Element>

  let name: String
  let summary: String
  /// The elements that `insert` puts in for an operand; nil: it is none.
  let inserted: @Sendable (Value) -> [Element]?
  /// The elements of a whole value; nil: it is none.
  let assigned: @Sendable (Value) -> [Element]?
  /// What it takes.
  let operations: [MergeOperation.Kind]
  /// What an operand should have been.
  let wanted: OperandKind
  /// What a reader sees.
  let read: @Sendable (State) -> Value

  func apply(
    _ value: Value?, _ operation: MergeOperation, _ context: MergeContext
  ) throws(MergeError) -> Value {
    let state = value.flatMap(state) ?? State()
    // A write that does not include all its replica wrote before must not give out ids of those.
    let author = Author(
      context.dot.replica, branch: context.followsOwn ? 0 : context.dot.counter)
    let edit = try edit(operation, of: state.count)
    try check(edit.position, edit.erased, within: state.count)
    var result = state
    do throws(SequenceError) {
      try result.erase(edit.erased, at: edit.position)
      try result.insert(edit.inserted, at: edit.position, by: author)
    } catch {
      throw .overflow
    }
    return encode(result)
  }

  private func check(
    _ position: Int, _ length: Int, within count: Int
  ) throws(MergeError) {
    let end = position.addingReportingOverflow(length)
    guard !end.overflow, end.partialValue <= count else {
      throw .outOfText(
        position: Int64(end.overflow ? .max : end.partialValue), length: Int64(count))
    }
  }

  /// What an operation erases and puts in, and where.
  private func edit(
    _ operation: MergeOperation, of count: Int
  ) throws(MergeError) -> (position: Int, erased: Int, inserted: [Element]) {
    switch operation.kind {
    case .insert:
      return (try integer(operation, 0), 0, try elements(operation, 1, inserted))
    case .erase: return (try integer(operation, 0), try integer(operation, 1), [])
    case .pop:
      guard count > 0 else { throw .outOfText(position: 0, length: 0) }
      return (operation.operands.isEmpty ? count - 1 : try integer(operation, 0), 1, [])
    case .assign: return (0, count, try elements(operation, 0, assigned))
    default: return (0, count, [])
    }
  }

  private func integer(_ operation: MergeOperation, _ at: Int) throws(MergeError) -> Int {
    guard case .int(let integer) = operation.operands[at] else {
      throw .badOperand(
        operation.kind, at: at, wanted: .integer(from: 0), found: operation.operands[at])
    }
    return Int(integer)
  }

  private func elements(
    _ operation: MergeOperation, _ at: Int, _ convert: (Value) -> [Element]?
  ) throws(MergeError) -> [Element] {
    guard let elements = convert(operation.operands[at]) else {
      throw .badOperand(operation.kind, at: at, wanted: wanted, found: operation.operands[at])
    }
    return elements
  }

  @Sendable func merge(_ one: Value, _ other: Value) -> Value {
    guard let left = state(one), let right = state(other) else { return one }
    return encode(left.merging(right))
  }

  @Sendable func difference(_ earlier: Value?, _ later: Value) -> Value {
    guard let after = state(later) else { return later }
    let change = after.difference(from: earlier.flatMap(state) ?? State())
    return encode("change", change.value)
  }

  @Sendable func applyEffect(_ value: Value?, _ effect: Value) -> Value {
    var result = value.flatMap(state) ?? State()
    guard let change = content("change", of: effect).flatMap({ SequenceChange<Element>($0) }),
      result.apply([change])
    else { return value ?? encode(State()) }
    return encode(result)
  }

  func state(_ value: Value) -> State? { content("runs", of: value).flatMap { State($0) } }

  private func encode(_ state: State) -> Value { encode("runs", state.value) }

  private func encode(_ kind: String, _ content: Value) -> Value {
    .object([
      Value.Member(key: kind, value: content), Value.Member(key: "type", value: .string(name)),
    ])
  }

  private func content(_ kind: String, of value: Value) -> Value? {
    guard case .object(let members) = value, members.count == 2,
      members[0].key.hasSameBytes(as: kind), members[1].key.hasSameBytes(as: "type"),
      members[1].value == .string(name)
    else { return nil }
    return members[0].value
  }
}

extension SequenceMerge<Unicode.Scalar> {
  static func characters(_ value: Value) -> [Unicode.Scalar]? {
    if case .string(let text) = value { Array(text.unicodeScalars) } else { nil }
  }
}
