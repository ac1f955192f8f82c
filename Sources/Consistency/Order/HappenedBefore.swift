import Causality

/// Which write happened before which, over all keys: (session order ∪ reads-from)⁺, where a write
/// also follows the versions that it says it follows.
///
/// Writes are laid out in chains, each of which happened in its order, so that the past of a write
/// is a version vector with chains in the place of replicas. A session that waits for its answers
/// is one chain, so pasts are as wide as there are sessions, not as there are writes.
/// - Source: Bouajjani et al. 2017, POPL, section 2; chains: Jagadish 1990, transitive closure.
struct HappenedBefore: Sendable {
  let writes: WriteTable
  /// By operation: chain and position; counter 0: no write.
  private var places: [Dot]
  /// By operation: what a write follows, itself left out.
  private var pasts: [VersionVector]
  private var chains = Chains()
  private var lines = Lines()

  init(_ history: History) {
    writes = WriteTable(history)
    places = Array(repeating: Dot(ReplicaID(0), 0), count: history.operations.count)
    pasts = Array(repeating: VersionVector(), count: history.operations.count)
    var sessions: [(walk: SessionWalk, past: VersionVector)] = []
    for (number, operation) in history.operations.enumerated() {
      var past = VersionVector()
      if operation.session >= 0 {
        let session = Int(operation.session)
        while sessions.count <= session { sessions.append((SessionWalk(), VersionVector())) }
        for earlier in sessions[session].walk.advance(to: number, in: history) {
          sessions[session].past.merge(learned(from: earlier, in: history))
        }
        past = sessions[session].past
      }
      if operation.isWrite, operation.dot.counter > 0 {
        past.merge(closure(of: history.context(of: operation), operation.key))
        place(number, operation, past)
      }
    }
  }

  private mutating func place(_ number: Int, _ operation: Operation, _ past: VersionVector) {
    pasts[number] = past
    places[number] = chains.append(operation.key, number, after: past)
    lines.add(operation, state(after: number))
  }

  /// What whoever has made a write, or read, knows of by it.
  private func learned(from number: Int, in history: History) -> VersionVector {
    history.operations[number].isWrite ? state(after: number) : view(of: number, in: history)
  }

  /// A write and all that happened before it.
  func state(after write: Int) -> VersionVector {
    var state = pasts[write]
    state.include(places[write])
    return state
  }

  /// All that happened before a write.
  func past(of write: Int) -> VersionVector { pasts[write] }

  /// All writes that a read's answer includes, and what happened before them.
  func view(of read: Int, in history: History) -> VersionVector {
    let operation = history.operations[read]
    var view = closure(of: history.context(of: operation), operation.key)
    for dot in history.versions(of: operation) {
      if let write = writes.number(of: dot, key: operation.key) { view.merge(state(after: write)) }
    }
    return view
  }

  /// Versions of a key, and all that happened before them.
  func closure(of context: CausalContext, _ key: Int32) -> VersionVector {
    var closure = VersionVector()
    for dot in context.closed.entries { lines.merge(upTo: dot, key, into: &closure) }
    for dot in context.apart {
      guard let write = writes.number(of: dot, key: key) else { continue }
      closure.merge(state(after: write))
    }
    return closure
  }

  /// Whether a past or a view includes a write.
  func includes(_ write: Int, in view: VersionVector) -> Bool { view.covers(places[write]) }

  /// Writes of a key that one view includes and the other does not: the last of each chain.
  func missing(_ key: Int32, of view: VersionVector, in other: VersionVector) -> [Int] {
    view.entries.compactMap { tip in
      let known = other.counter(of: tip.replica)
      return tip.counter > known ? chains.last(key, upTo: tip, after: known) : nil
    }
  }

  /// Whether a read of the key of `write` returned only what happened before it, if anything.
  ///
  /// Versions that the history does not know count as newer.
  func isOlder(_ read: Int, than write: Int, in history: History) -> Bool {
    let operation = history.operations[read]
    return history.versions(of: operation).allSatisfy { dot in
      guard let found = writes.number(of: dot, key: operation.key) else { return false }
      return includes(found, in: pasts[write])
    }
  }
}

/// Writes in rows, each of which happened before the next in its row.
private struct Chains: Sendable {
  private struct Row: Hashable {
    var chain: ReplicaID
    var key: Int32
  }

  private var lengths: [UInt32] = []
  /// The writes of one key in a chain, in order.
  private var rows: [Row: [(position: UInt32, write: Int)]] = [:]

  /// Adds a write to a chain that ends in its past, or begins a new one.
  mutating func append(_ key: Int32, _ write: Int, after past: VersionVector) -> Dot {
    let tip = past.entries.first { lengths[Int($0.replica.rawValue)] == $0.counter }
    let chain = tip?.replica ?? ReplicaID(UInt32(lengths.count))
    if tip == nil { lengths.append(0) }
    lengths[Int(chain.rawValue)] += 1
    let place = Dot(chain, lengths[Int(chain.rawValue)])
    rows[Row(chain: chain, key: key), default: []].append((place.counter, write))
    return place
  }

  /// The last write of a key in the tip's chain that is not beyond the tip, but beyond `known`.
  func last(_ key: Int32, upTo tip: Dot, after known: UInt32) -> Int? {
    guard let row = rows[Row(chain: tip.replica, key: key)] else { return nil }
    let end = firstIndex(in: row) { $0.position > tip.counter }
    return end > 0 && row[end - 1].position > known ? row[end - 1].write : nil
  }
}

/// For each replica and key, what one knows who knows its first so many writes.
private struct Lines: Sendable {
  private struct Line: Hashable {
    var replica: ReplicaID
    var key: Int32
  }

  private var lines: [Line: [(counter: UInt32, state: VersionVector)]] = [:]

  /// Adds a write; its counter is larger than those before it.
  mutating func add(_ operation: Operation, _ state: VersionVector) {
    let line = Line(replica: operation.dot.replica, key: operation.key)
    let before = lines[line]?.last?.state ?? VersionVector()
    lines[line, default: []].append((operation.dot.counter, before.merging(state)))
  }

  func merge(upTo dot: Dot, _ key: Int32, into view: inout VersionVector) {
    guard let line = lines[Line(replica: dot.replica, key: key)] else { return }
    let end = firstIndex(in: line) { $0.counter > dot.counter }
    if end > 0 { view.merge(line[end - 1].state) }
  }
}

/// The first place of a sorted row from which on a condition holds; its end where it never does.
private func firstIndex<Element>(
  in row: [Element], where holds: (Element) -> Bool
) -> Int {
  var low = 0
  var high = row.count
  while low < high {
    let middle = (low + high) / 2
    if holds(row[middle]) { high = middle } else { low = middle + 1 }
  }
  return low
}
