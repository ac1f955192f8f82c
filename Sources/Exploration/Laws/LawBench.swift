import Causality
import Replication
import Simulation

/// A small world for one case: writers, each linked to observers that have nothing of their own.
struct LawBench: ~Copyable {
  private var world: World
  private let writes: LawCase
  private var events = EventBuffer(interest: [])
  private var observers = 0
  private let key = KeyID(0)

  /// Lets the writers write. nil: the strategy let none of them do so.
  init?(_ strategy: Strategy, _ writes: LawCase, observers: Int, seed: UInt64) {
    self.writes = writes
    world = World(seed: seed)
    world.recordsStatistics = false
    do throws(Refusal) {
      try build(strategy, observers)
      for number in writes.inOrder { try write(number) }
    } catch {
      return nil
    }
  }

  private mutating func build(_ strategy: Strategy, _ observers: Int) throws(Refusal) {
    let writers = writes.writes.count
    try decide(.addNodes(count: writers + observers))
    for number in 0..<writers {
      try decide(.relay(writer(number), false))
      if let other = writes.writes[number].follows {
        try decide(.link(Arc(writer(other), writer(number)), nil))
      }
      for observer in 0..<observers {
        try decide(.link(Arc(writer(number), node(writers + observer)), nil))
      }
    }
    // What adds up needs what a write follows to come before it.
    if strategy.definition.needs.contains(.base) { try decide(.delivery(.causal)) }
    try decide(.addStrategy(strategy))
    var rules = KeyRules()
    rules.onWrite = StrategyID(1)
    try decide(.addKey(rules))
  }

  private mutating func write(_ number: Int) throws(Refusal) {
    let write = writes.writes[number]
    if let other = write.follows { try deliver(from: writer(other), to: writer(number)) }
    let value = write.value.map { world.values.intern($0) } ?? .tombstone
    let request = WriteRequest(key: key, value: value, node: writer(number), stamp: write.stamp)
    try decide(write.operation.map { .update(request, $0) } ?? .write(request))
  }

  // MARK: - Observers

  /// A new observer. Precondition: fewer were taken than the bench was made for.
  mutating func observer() -> NodeID {
    observers += 1
    return node(writes.writes.count + observers - 1)
  }

  /// Lets an observer take the write of this number, once or twice.
  mutating func give(_ number: Int, to observer: NodeID, twice: Bool = false) {
    do throws(Refusal) {
      if twice {
        try decide(.duplicate(MessageName(Arc(writer(number), observer), 1)))
      }
      try deliver(from: writer(number), to: observer)
      if twice { try deliver(from: writer(number), to: observer) }
    } catch {
      // A link that the strategy has stopped brings nothing: that is its state.
    }
  }

  /// Lets an observer take what another has kept, in the order in which it came there.
  mutating func give(allOf other: NodeID, to observer: NodeID) -> [Int] {
    var given: [Int] = []
    for version in world.versions(of: key, at: other) {
      for number in writes.writes.indices
      where world.node(writer(number))?.replica == version.dot.replica {
        give(number, to: observer)
        given.append(number)
      }
    }
    return given
  }

  /// Writes back what an observer shows, and lets another take that; false: it shows no one value.
  mutating func writeBack(at other: NodeID, to observer: NodeID) -> Bool {
    let shown = world.values(of: key, at: other)
    let stamp = writes.writes.map(\.stamp).max() ?? 0
    guard shown.count == 1, world.versions(of: key, at: other).count > 1 else { return false }
    do throws(Refusal) {
      try decide(.link(Arc(other, observer), nil))
      try decide(.write(WriteRequest(key: key, value: shown[0], node: other, stamp: stamp)))
      try deliver(from: other, to: observer)
      return true
    } catch {
      return false
    }
  }

  /// What an observer shows, for comparing.
  func state(at observer: NodeID) -> [ValueID] { world.values(of: key, at: observer) }

  /// Whether an observer stores the write of this number.
  func holds(_ number: Int, at observer: NodeID) -> Bool {
    let replica = world.node(writer(number))?.replica
    return world.versions(of: key, at: observer).contains { $0.dot.replica == replica }
  }

  /// What an observer shows.
  func shown(at observer: NodeID) -> [Value] {
    world.values(of: key, at: observer).compactMap { world.values.value($0) }
  }

  // MARK: - Steps

  private func writer(_ number: Int) -> NodeID { node(number) }
  private func node(_ number: Int) -> NodeID { NodeID(Int32(clamping: number)) }

  private mutating func deliver(from: NodeID, to: NodeID) throws(Refusal) {
    guard let message = world.oldest(on: Arc(from, to)) else { return }
    try decide(.deliver(message))
  }

  private mutating func decide(_ decision: Decision) throws(Refusal) {
    try world.step(decision, into: &events)
    events.removeAll()
  }
}
