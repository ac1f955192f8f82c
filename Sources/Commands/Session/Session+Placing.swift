import Replication
import ScriptSyntax
import Simulation

extension Session {
  /// Lets the world know where every key lives that no statement has placed.
  mutating func placeKeys(at span: SourceSpan) throws(Halt) {
    for position in names.keys.names.indices {
      try placeByHash(KeyID(Int32(position)), at: span)
    }
  }

  /// Puts a key on the ring by the hash of its name, unless a statement has placed it.
  mutating func placeByHash(_ key: KeyID, at span: SourceSpan) throws(Halt) {
    guard !names.placedKeys.contains(key) else { return }
    let partition = KeyPartition.of(name(of: key).utf8, count: world.partitionCount)
    try decide(.place(key, .partition(partition)), at: span)
  }
}
