import Causality

/// What clients did and learned, and the order in which nodes took versions in.
///
/// Grows at its end only. A write is begun before anything can follow it, return it or store it;
/// counters of one replica and key rise. Keeps at most `limit` operations, 8 × `limit` steps and
/// 16 × `limit` dots, of at most 80, 40 and 8 bytes; then it stands still, a true account up to
/// that moment.
package struct History: Sendable {
  /// How many operations are kept at most.
  package let limit: Int
  /// The operations in order of issue; their positions are their numbers.
  package private(set) var operations = Ledger<Operation>()
  /// What nodes took in and lost, in order.
  package private(set) var steps = Ledger<NodeStep>()
  /// Whether something happened after what is kept.
  package private(set) var isFull = false
  private var dots = Ledger<Dot>()
  /// The nodes that hold a key, sorted; none: all do. Keys beyond are held by all.
  private var homes: [[Int32]] = []

  /// An empty history; `limit` is at most 2²⁶.
  package init(limit: Int = 1 << 20) { self.limit = min(max(0, limit), 1 << 26) }

  /// Notes that a read was issued; returns its number, or -1 when the history is full.
  ///
  /// `session` -1: nobody in particular.
  package mutating func beginRead(
    of key: Int32, at node: Int32, session: Int32 = -1, tick: Int64
  ) -> Int {
    begin(
      Operation(
        kind: .read, session: session, key: key, node: node, invoked: tick,
        dot: Dot(ReplicaID(0), 0)))
  }

  /// Notes that a write was issued; returns its number, or -1 when the history is full.
  ///
  /// `dot`: the version it makes; counter 0 where it was refused before it made any. `context`:
  /// the versions of the key that it follows. `session` -1: nobody in particular.
  package mutating func beginWrite(
    _ dot: Dot, of key: Int32, following context: CausalContext, at node: Int32,
    session: Int32 = -1, tick: Int64, isDeletion: Bool = false
  ) -> Int {
    var operation = Operation(
      kind: isDeletion ? .deletion : .write, session: session, key: key, node: node,
      invoked: tick, dot: dot)
    operation.known = keep(context)
    return begin(operation)
  }

  /// Notes how an operation ended; a second end is ignored.
  package mutating func end(_ number: Int, _ outcome: Operation.Outcome, tick: Int64) {
    guard isOpen(number) else { return }
    operations[number].outcome = outcome
    operations[number].returned = max(tick, operations[number].invoked)
  }

  /// Notes that a read succeeded with these versions; a second end is ignored.
  ///
  /// `context`: everything that the answering state includes, so also what was replaced, dropped
  /// or purged there.
  package mutating func endRead(
    _ number: Int, returning versions: [Dot], context: CausalContext, tick: Int64
  ) {
    guard isOpen(number) else { return }
    let found = keep(versions, apart: 0)
    let known = keep(context)
    operations[number].found = found
    operations[number].known = known
    end(number, .ok, tick: tick)
  }

  /// Notes that a node took a version in, its own writes included.
  package mutating func store(_ dot: Dot, of key: Int32, at node: Int32, tick: Int64) {
    add(.stored, key, node, dot, Dot(ReplicaID(0), 0), tick)
  }

  /// Notes that a node let a version go in favour of another that does not replace it causally.
  package mutating func drop(
    _ dot: Dot, of key: Int32, for rival: Dot, at node: Int32, tick: Int64
  ) {
    add(.dropped, key, node, dot, rival, tick)
  }

  /// Notes that a node lost all it had, or is gone for good.
  package mutating func wipe(_ node: Int32, tick: Int64) {
    add(.wiped, -1, node, Dot(ReplicaID(0), 0), Dot(ReplicaID(0), 0), tick)
  }

  /// States which nodes hold a key; none: all of them, as without a statement.
  package mutating func place(_ key: Int32, on nodes: [Int32]) {
    guard key >= 0, !isFull else { return }
    while homes.count <= Int(key) { homes.append([]) }
    homes[Int(key)] = nodes.sorted()
  }

  /// Whether a node is to hold a key.
  package func holds(_ key: Int32, at node: Int32) -> Bool {
    guard homes.indices.contains(Int(key)), !homes[Int(key)].isEmpty else { return true }
    return homes[Int(key)].contains(node)
  }

  /// The versions that a read returned.
  package func versions(of operation: Operation) -> [Dot] {
    slice(operation.found)
  }

  /// What a read's answer includes, or what a write follows.
  package func context(of operation: Operation) -> CausalContext {
    let all = slice(operation.known)
    let apart = Int(operation.known.apart)
    return CausalContext(VersionVector(all.dropLast(apart)), apart: all.suffix(apart))
  }

  /// What happened to one key, and which numbers its operations have here.
  func part(about key: Int32) -> (history: History, numbers: [Int]) {
    let numbers = operations.indices.filter { operations[$0].key == key }
    var part = self
    part.operations = Ledger(numbers.lazy.map { operations[$0] })
    part.steps = Ledger(steps.lazy.filter { $0.key == key || $0.kind == .wiped })
    return (part, numbers)
  }

  private func slice(_ extent: Operation.Extent) -> [Dot] {
    Array(dots[Int(extent.start)..<Int(extent.start + extent.count)])
  }

  private func isOpen(_ number: Int) -> Bool {
    !isFull && operations.indices.contains(number) && operations[number].returned == .max
  }

  private mutating func begin(_ operation: Operation) -> Int {
    guard isWithin(limit, operations.count + 1) else { return -1 }
    operations.append(operation)
    return operations.count - 1
  }

  private mutating func add(
    _ kind: NodeStep.Kind, _ key: Int32, _ node: Int32, _ dot: Dot, _ rival: Dot, _ tick: Int64
  ) {
    guard isWithin(8 * limit, steps.count + 1) else { return }
    steps.append(
      NodeStep(kind: kind, node: node, key: key, dot: dot, rival: rival, tick: tick))
  }

  private mutating func keep(_ context: CausalContext) -> Operation.Extent {
    keep(context.closed.entries + context.apart, apart: context.apart.count)
  }

  private mutating func keep(_ added: [Dot], apart: Int) -> Operation.Extent {
    guard isWithin(16 * limit, dots.count + added.count) else { return Operation.Extent() }
    let start = dots.count
    dots.append(contentsOf: added)
    return Operation.Extent(
      start: UInt32(start), count: UInt32(added.count), apart: UInt32(apart))
  }

  /// Whether that many are no more than what is kept; if not, the history is full.
  private mutating func isWithin(_ bound: Int, _ count: Int) -> Bool {
    isFull = isFull || count > bound
    return !isFull
  }
}
