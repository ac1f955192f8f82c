import Causality
import Replication
import Simulation

/// W1: five leaders all to all without relaying, 1,000 keys, siblings.
enum MultiLeaderLoad {
  static let nodes: UInt32 = 5
  static let keys: UInt32 = 1000

  struct Counts: Equatable {
    var crowded = 0
    var redundant = 0
    var applied = 0
    var converged = false

    var line: String {
      "crowded=\(crowded) redundant=\(redundant) applied=\(applied) converged=\(converged)"
    }
  }

  /// A world as it was, to come back to.
  private final class Kept {
    let world: World
    init(_ world: borrowing World) { self.world = world.fork() }
  }

  /// `spacing`: after so many events a copy of the world is kept, 64 at most, as a session keeps
  /// them to come back to; nil: none is.
  static func run(writes: Int, seed: UInt64 = 42, spacing: Int? = nil) throws -> Counts {
    var kept: [Kept] = []
    var next = spacing ?? .max
    var world = World()
    var events = EventBuffer(interest: [])
    world.recordsStatistics = false
    try world.step(.addNodes(count: Int(nodes)), into: &events)
    var arcs: [Arc] = []
    for from in 0..<Int32(nodes) {
      for to in 0..<Int32(nodes) where to != from { arcs.append(Arc(NodeID(from), NodeID(to))) }
    }
    try world.step(.topology(arcs), into: &events)
    try world.step(.delivery(.any), into: &events)
    for node in 0..<Int32(nodes) { try world.step(.relay(NodeID(node), false), into: &events) }
    for _ in 0..<keys { try world.step(.addKey(KeyRules()), into: &events) }
    var stream = ReferenceStream(seed: seed)
    var at = stream.exponential(mean: 100e3)
    for operation in 0..<UInt32(writes) {
      _ = world.advance(until: at, into: &events)
      let node = stream.below(nodes)
      let key = stream.below(keys)
      guard let value = ValueID(integer: Int64(operation * 8 + node)) else { break }
      var request = WriteRequest(
        key: KeyID(Int32(key)), value: value, node: NodeID(Int32(node)))
      for _ in 1..<nodes { request.latencies.append(stream.exponential(mean: 10e6)) }
      try world.step(.write(request), into: &events)
      at += stream.exponential(mean: 100e3)
      if let spacing, world.eventCount >= next {
        kept.append(Kept(world))
        if kept.count > 64 { kept.remove(at: kept.count / 2) }
        next = world.eventCount + spacing
      }
    }
    _ = world.settle(until: .max, into: &events)
    return Counts(
      crowded: world.crowdedDeliveries, redundant: world.count(.redundant),
      applied: world.count(.applied), converged: world.isConverged(nil))
  }
}
