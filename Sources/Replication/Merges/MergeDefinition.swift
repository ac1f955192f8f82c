import Causality

/// What a merge may know of the write that an operation is.
package struct MergeContext: Sendable {
  /// The write: unique among all of the key.
  package var dot: Dot
  /// The reading of the clock that the parameters name.
  package var stamp: HybridTimestamp
  /// The rank of the node that takes the write; larger sorts later by name.
  package var rank: Int32
  /// The writes that the client has observed; nil: all that the state includes.
  package var observed: CausalContext?
  /// Whether the state includes all that the write's replica has written of the key before.
  package var followsOwn: Bool
  /// The options of the strategy.
  package var parameters: StrategyParameters

  /// What is known of a write.
  package init(
    dot: Dot, stamp: HybridTimestamp = .zero, rank: Int32 = 0, observed: CausalContext? = nil,
    followsOwn: Bool = true, parameters: StrategyParameters = StrategyParameters()
  ) {
    self.dot = dot
    self.stamp = stamp
    self.rank = rank
    self.observed = observed
    self.followsOwn = followsOwn
    self.parameters = parameters
  }
}

/// A type of values that merge by themselves, as declared in its file and listed in
/// `MergeCatalogue`.
///
/// A *state* is a `Value`: what replicas ship, store, compare and fingerprint. Canonical: equal
/// states are equal values. States form a join-semilattice: `merge` is commutative, associative and
/// idempotent, and `apply` only ever goes up, so replicas that have heard of the same operations
/// hold the same state whatever the order. All functions are pure.
/// - Source: Shapiro, Preguiça, Baquero, Zawirski 2011, INRIA RR-7506.
package struct MergeDefinition: Sendable {
  /// The name people write, and of the strategy.
  package var name: String { words.name }
  /// One sentence: what survives.
  package var summary: String { words.summary }
  /// The operations it takes, in the order help shows them.
  package let operations: [MergeOperation.Kind]
  /// The options it takes; no other is accepted.
  package let options: [StrategyOption]
  /// The parameters where none is stated.
  package let defaults: StrategyParameters
  /// The state after an operation; a state of nil is that of a key never written.
  package let apply: Apply
  /// The least state that includes both.
  package let merge: @Sendable (Value, Value) -> Value
  /// How an operation travels where states do not.
  package let effects: MergeEffects
  /// What a reader sees: nothing, one value, or several that are concurrent.
  package var read: Views.Read { views.read }
  /// Whether a value is a state of this type under these parameters.
  package let isState: @Sendable (Value, StrategyParameters) -> Bool
  /// A state for people: replicas by the names they are given here.
  package var portray: Views.Portray { views.portray }

  /// What writes have left in a field of a state; nil: the type has no fields.
  package var traces: Views.Traces? { views.traces }

  /// The operation by which a replica answers a state that it has learned; nil: it never does.
  package let answer: (@Sendable (Value, ReplicaID) -> MergeOperation?)?

  private let words: Words
  private let views: Views

  /// What it is called, and what is said of it.
  private struct Words: Sendable {
    let name: String
    let summary: String
  }

  /// How states are shown.
  package struct Views: Sendable {
    /// What a reader sees of a state.
    package typealias Read = @Sendable (Value) -> [Value]
    /// A state for people, with names for its replicas.
    package typealias Portray = @Sendable (Value, (ReplicaID) -> String) -> Value

    /// What writes have left in a field of a state; without a path: anywhere.
    package typealias Traces = @Sendable (Value, [String]) -> [MergeTrace]

    fileprivate let read: Read
    fileprivate let portray: Portray
    fileprivate let traces: Traces?
  }

  /// Applies an operation.
  ///
  /// Errors: the operation or an operand does not fit the type, or the state.
  package typealias Apply =
    @Sendable (Value?, MergeOperation, MergeContext) throws(MergeError) -> Value

  /// Declares a type; `takesPaths`: whether operations may lead to fields inside it.
  package init(
    name: String, summary: String, operations: [MergeOperation.Kind],
    options: [StrategyOption] = [], defaults: StrategyParameters = StrategyParameters(),
    takesPaths: Bool = false,
    apply: @escaping Apply,
    merge: @escaping @Sendable (Value, Value) -> Value,
    effects: MergeEffects,
    read: @escaping @Sendable (Value) -> [Value],
    isState: @escaping @Sendable (Value, StrategyParameters) -> Bool,
    portray: @escaping @Sendable (Value, (ReplicaID) -> String) -> Value = { state, _ in state },
    traces: Views.Traces? = nil,
    answer: (@Sendable (Value, ReplicaID) -> MergeOperation?)? = nil
  ) {
    words = Words(name: name, summary: summary)
    self.operations = operations
    self.options = options + [.ship]
    self.defaults = defaults
    // What is no operation of the type, or lacks an operand, never reaches it.
    self.apply = { (state, operation, context) throws(MergeError) in
      if operation.path.isEmpty {
        try operation.check(for: name, operations)
      } else if !takesPaths {
        throw .noMap(name)
      }
      return try apply(state, operation, context)
    }
    self.merge = merge
    self.effects = effects
    self.isState = isState
    views = Views(read: read, portray: portray, traces: traces)
    self.answer = answer
  }
}

extension MergeOperation {
  /// Refuses an operation that the type does not have, or operands that no type takes.
  package func check(for type: String, _ accepted: [Kind]) throws(MergeError) {
    guard accepted.contains(kind) else {
      throw .noOperation(kind, of: type, accepted: accepted)
    }
    let (kinds, optional) = kind.operands
    for (position, operand) in operands.enumerated() {
      let wanted =
        position < kinds.count ? kinds[position] : kind.repeatsLast ? kinds.last : nil
      guard let wanted, wanted.admits(operand) else {
        throw .badOperand(kind, at: position, wanted: wanted, found: operand)
      }
    }
    guard operands.count >= kinds.count - optional else {
      throw .badOperand(kind, at: operands.count, wanted: kinds[operands.count], found: nil)
    }
  }
}

extension OperandKind {
  /// Whether a value is of this kind.
  package func admits(_ value: Value) -> Bool {
    switch (self, value) {
    case (.integer(let least), .int(let integer)): integer >= least
    case (.text, .string), (.any, _): true
    case (.integer, _), (.text, _): false
    }
  }
}

extension StrategyDefinition {
  /// A type of values as the strategy that joins all its states.
  package init(_ merge: MergeDefinition) {
    self.init(
      name: merge.name, summary: merge.summary, options: merge.options, defaults: merge.defaults,
      profile: .type(merge.name), merge: merge
    ) { conflict, _, table in
      let known = conflict.candidates.map(\.value).filter { $0 != .tombstone }
      // Plain values are not joined: a binding that would have to is refused beforehand.
      guard known.allSatisfy({ table.reading(of: $0) != nil }) else { return .keepAll }
      let states = known.compactMap { table.value($0) }
      guard let first = states.first else { return keepLatest(of: conflict.candidates, .joined) }
      return .merge(table.intern(states.dropFirst().reduce(first, merge.merge), of: merge), .joined)
    }
  }
}

extension ValueTable {
  /// The id of a state, which from now on is known to be read as its type says.
  package mutating func intern(_ state: Value, of merge: MergeDefinition) -> ValueID {
    let id = intern(state)
    guard reading(of: id) == nil else { return id }
    let values = merge.read(state).map { intern($0) }
    note(id, isReadAs: values)
    return id
  }
}
