import Simulation

// The ring of a leaderless store.
extension Session {
  /// Up to how many partitions are all shown.
  private static var mostPartitionsShown: Int { 16 }

  /// `8 partitions, n=3: a key lives on the next 3 nodes`.
  func headlineOfRing() -> String {
    let ring = world.ring
    let n = world.leaderless?.n ?? 0
    let next = "the next \(n) \(ring.isDistinct ? "node" : "partition")\(n == 1 ? "" : "s")"
    let how = ring.isDistinct ? next : "the owners of \(next)"
    let owners = ring.isStated ? "" : ", owned by all nodes in turn"
    let rest =
      ring.owners.count > Self.mostPartitionsShown ? "; those without keys are left out" : ""
    return "\(ring.owners.count.counted("partition"))\(owners): a key lives on \(how)\(rest)"
  }

  /// Partition by partition: who owns it, who holds its keys, which these are.
  ///
  /// Of a large ring only the partitions with keys; keys that were placed by name come last.
  func tableOfRing() -> TableReport {
    let ring = world.ring
    var keys: [[KeyID]] = Array(repeating: [], count: ring.owners.count)
    var placed: [KeyID] = []
    for position in 0..<names.keys.count {
      let key = KeyID(Int32(position))
      if let partition = world.partition(of: key) {
        keys[partition].append(key)
      } else {
        placed.append(key)
      }
    }
    var table = TableReport(
      columns: ["PARTITION", "OWNER", "REPLICAS", "KEYS"], empty: "no key was used yet")
    for (partition, owner) in ring.owners.enumerated()
    where ring.owners.count <= Self.mostPartitionsShown || !keys[partition].isEmpty {
      table.rows.append([
        String(partition), text(owner), listed(ring.replicas[partition]), text(keys[partition]),
      ])
    }
    for key in placed {
      let primaries = world.preference(of: key).prefix(world.leaderless?.n ?? 0)
      let nodes = primaries.map { $0.standsInFor ?? $0.node }
      table.rows.append(["placed", "", listed(nodes), text(key)])
    }
    return table
  }

  private func listed(_ nodes: [NodeID]) -> String {
    nodes.map { text($0) }.joined(separator: ", ")
  }

  /// The first keys by name, and how many more there are.
  private func text(_ keys: [KeyID]) -> String {
    let shown = keys.prefix(8).map { text($0) }.joined(separator: ", ")
    return keys.count > 8 ? "\(shown) and \(keys.count - 8) more" : shown
  }
}
