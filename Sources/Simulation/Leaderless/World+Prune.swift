import Causality
import Replication

/// When coordinators made their writes: what is needed to tell old entries of a vector from new.
struct IssueTable: Sendable {
  private struct Lane: Hashable, Sendable {
    var key: Int32
    var lane: UInt16
  }

  /// The stamps of a lane's writes, by counter − 1; looked up, never iterated.
  private var stamps: [Lane: [Int64]] = [:]
  /// The identity of what is noted, in no order.
  private(set) var hash: UInt64 = 0

  mutating func note(_ dot: LaneDot, key: Int32, stamp: Int64, hash: UInt64) {
    let lane = Lane(key: key, lane: dot.lane)
    var known = stamps[lane] ?? []
    while known.count < dot.counter { known.append(.min) }
    known[Int(dot.counter) - 1] = stamp
    stamps[lane] = known
    self.hash = self.hash &+ hash
  }

  /// When a write was made; the beginning of time where that was not noted.
  func stamp(of dot: LaneDot, key: Int32) -> Int64 {
    let known = stamps[Lane(key: key, lane: dot.lane)] ?? []
    return dot.counter > 0 && dot.counter <= known.count ? known[Int(dot.counter) - 1] : .min
  }
}

// Version vectors that have grown too long lose their oldest entries.
extension World {
  /// Notes when a coordinator made a version, and shortens the vector that the version carries.
  mutating func noteIssue(of version: UInt32, _ pruning: VectorPruning?) {
    let record = store.versions.records[Int(version)]
    let stamps = store.versions.stamps[Int(version)]
    var hash = StateHash(UInt64(UInt32(bitPattern: record.key)))
    hash.add(UInt64(stamps.replica.rawValue) << 32 | UInt64(record.counter))
    hash.add(UInt64(bitPattern: stamps.server))
    store.issues.note(record.dot, key: record.key, stamp: stamps.server, hash: hash.value)
    if let pruning { prune(Int(version), pruning) }
  }

  private mutating func prune(_ version: Int, _ pruning: VectorPruning) {
    let record = store.versions.records[version]
    let key = Int(record.key)
    let now = store.versions.stamps[version].server
    var entries: [VectorPruning.Entry] = []
    for lane in 0..<UInt16(store.keys.laneCount(of: key)) where lane != record.dot.lane {
      let counter = record.past.counter(lane, in: store.spills)
      guard counter > 0 else { continue }
      let stamp = store.issues.stamp(of: LaneDot(lane, counter), key: record.key)
      entries.append(.init(Dot(store.keys.replica(lane, key: key), counter), stamp: stamp))
    }
    // The write's own entry is the newest, whatever the clocks say: it always stays.
    let own = VectorPruning.Entry(store.keys.dot(record.dot, key: key), stamp: .max)
    let kept = pruning.pruned(entries + [own], now: now)
    guard kept.count <= entries.count else { return }
    var past = Past()
    for lane in 0..<UInt16(store.keys.laneCount(of: key)) {
      let replica = store.keys.replica(lane, key: key)
      let counter = record.past.counter(lane, in: store.spills)
      guard counter > 0, kept.contains(where: { $0.dot.replica == replica }) else { continue }
      past.include(upTo: LaneDot(lane, counter), in: &store.spills)
    }
    store.spills.release(&store.versions.records[version].past.spill)
    store.versions.records[version].past = past
  }
}
