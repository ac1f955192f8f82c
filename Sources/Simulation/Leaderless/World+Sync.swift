import Replication

extension World {
  mutating func sync(
    _ one: NodeID, _ other: NodeID, into events: inout EventBuffer
  ) throws(Refusal) {
    try checkUp(one)
    try checkUp(other)
  }

  mutating func collect(before: Tick, _ nodes: [NodeID]) throws(Refusal) {
    for node in nodes { try checkUp(node) }
  }
}
