import Causality
import Replication

/// The laws of a type, tried on its states alone, whatever brings them together.
///
/// A replica joins no version twice, and puts what follows in the place of what it follows, so that
/// worlds never show a join that is not idempotent, or an operation that goes down.
/// - Source: Shapiro, Preguiça, Baquero, Zawirski 2011, section 2.2.
struct StateLaws: Sendable {
  /// The laws that no case has broken so far.
  private(set) var kept = LawSet.all
  /// For each broken law the first case that broke it.
  private(set) var failures: [StateFailure] = []

  private let merge: MergeDefinition
  private let parameters: StrategyParameters

  init(_ merge: MergeDefinition, _ parameters: StrategyParameters) {
    self.merge = merge
    self.parameters = parameters
  }

  /// Tries what the writes of a case make.
  mutating func check(_ writes: LawCase) {
    guard !kept.isEmpty else { return }
    let states = states(of: writes)
    guard states.count == writes.writes.count, let first = states.first else { return }
    expect(.idempotent, of: [0], writes, join(first, first), first)
    guard states.count > 1 else { return }
    let both = join(first, states[1])
    expect(.commutative, of: [0, 1], writes, both, join(states[1], first))
    expect(.idempotent, of: [0, 1], writes, join(both, both), both)
    for (number, write) in writes.writes.enumerated() {
      guard let earlier = write.follows else { continue }
      let joined = join(states[earlier], states[number])
      expect(.monotone, of: [earlier, number], writes, joined, states[number])
    }
    guard states.count > 2 else { return }
    let grouped = join(first, join(states[1], states[2]))
    expect(.associative, of: [0, 1, 2], writes, join(both, states[2]), grouped)
  }

  private func join(_ one: Value, _ other: Value) -> Value { merge.merge(one, other) }

  private mutating func expect(
    _ law: Law, of joined: [Int], _ writes: LawCase, _ left: Value, _ right: Value
  ) {
    guard left != right, kept.contains(law) else { return }
    kept.remove(LawSet(law))
    failures.append(
      StateFailure(law: law, writes: writes, joined: joined, left: left, right: right))
  }

  /// What each write makes of what it follows, by number; fewer where the type refuses one.
  private func states(of writes: LawCase) -> [Value] {
    var states = [Value?](repeating: nil, count: writes.writes.count)
    for number in writes.inOrder {
      let write = writes.writes[number]
      guard let operation = write.operation else { return [] }
      let context = MergeContext(
        dot: Dot(ReplicaID(UInt32(number)), 1), stamp: HybridTimestamp(wall: write.stamp),
        rank: Int32(number), parameters: parameters)
      let base = write.follows.flatMap { states[$0] }
      guard let state = try? merge.apply(base, operation, context) else { return [] }
      states[number] = state
    }
    return states.compactMap { $0 }
  }
}

/// Two states that should have been one.
package struct StateFailure: Sendable {
  /// The law that does not hold.
  package var law: Law
  /// The operations that make the states A, B and C, in this order.
  package var writes: LawCase
  /// Which of them were joined, by number; of a monotone law the earlier one first.
  package var joined: [Int]
  /// The state on one way.
  package var left: Value
  /// The state on the other.
  package var right: Value
}
