import Replication
import ScriptSyntax
import Simulation

extension Session {
  /// Binds a key or pattern, also for the keys there are. A plain key comes into being here.
  package mutating func bind(
    _ pattern: Mention, _ effect: ResolveRules.Effect
  ) throws(Halt) {
    bindings.bind(pattern.name, effect)
    if !pattern.name.text.utf8.contains(UInt8(ascii: "*")) { _ = try key(pattern) }
    for (position, name) in names.keys.names.enumerated()
    where pattern.name.weight(matching: name) != nil {
      let key = KeyID(Int32(position))
      let rules = bindings.rules(for: name)
      if rules != world.rules(of: key) { try decide(.bind(key, rules), at: pattern.span) }
    }
  }
}
