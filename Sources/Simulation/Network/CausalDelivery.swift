import Causality

/// The state of causal delivery: what each node has applied over all keys, and what waits there.
///
/// Counted from the moment causal delivery was switched on; writes made before it wait for nothing.
/// - Source: Birman, Schiper, Stephenson 1991, causal broadcast by vector times.
struct CausalDelivery: Sendable {
  /// What each node has applied, as counts of the writes of each replica.
  private(set) var applied: [VersionVector] = []
  /// What arrived too early, node by node, in order of arrival.
  private(set) var buffers: [[Envelope]] = []
  /// How many writes each replica has made.
  private var sequences: [UInt32] = []

  mutating func addNodes(_ count: Int) {
    for _ in 0..<count {
      applied.append(VersionVector())
      buffers.append([])
    }
  }

  /// Starts counting; a second start keeps the counts, so that old writes stay known.
  mutating func begin() {
    var all = VersionVector()
    for past in applied { all.merge(past) }
    for index in applied.indices { applied[index] = all }
  }

  /// The number of the next write of a replica.
  mutating func next(_ replica: ReplicaID) -> UInt32 {
    let index = Int(replica.rawValue)
    while sequences.count <= index { sequences.append(0) }
    sequences[index] += 1
    return sequences[index]
  }

  mutating func apply(_ dot: Dot, at node: NodeID) { applied[node.index].include(dot) }

  mutating func apply(_ past: VersionVector, at node: NodeID) { applied[node.index].merge(past) }

  /// A client that reads at a node has seen what the node has applied.
  func learn(_ seen: inout VersionVector, from node: NodeID) { seen.merge(applied[node.index]) }

  mutating func buffer(_ envelope: Envelope) { buffers[Int(envelope.node)].append(envelope) }

  mutating func unbuffer(_ index: Int, at node: NodeID) { buffers[node.index].remove(at: index) }

  mutating func takeBuffer(at node: NodeID) -> [Envelope] {
    let waiting = buffers[node.index]
    buffers[node.index] = []
    return waiting
  }
}
