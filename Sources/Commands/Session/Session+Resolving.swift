import Replication
import ScriptSyntax
import Simulation

extension Session {
  /// Binds a key or pattern, also for the keys there are. A plain key comes into being here.
  package mutating func bind(
    _ pattern: Mention, _ effect: ResolveRules.Effect
  ) throws(Halt) {
    names.bindings.bind(pattern.name, effect)
    if !pattern.name.text.utf8.contains(UInt8(ascii: "*")) { _ = try key(pattern) }
    try rebind(at: pattern.span) { pattern.name.weight(matching: $0) != nil }
  }

  /// Lets `lww` decide over keys that nothing is bound to, or keeps their siblings again.
  mutating func judgeByStamps(_ isOn: Bool, at span: SourceSpan) throws(Halt) {
    guard isOn != (names.bindings.fallback != nil) else { return }
    names.bindings.fallback = isOn ? try strategy(Mention(Name("lww"), at: span)) : nil
    try rebind(at: span) { _ in true }
  }

  private mutating func rebind(
    at span: SourceSpan, where isMeant: (Name) -> Bool
  ) throws(Halt) {
    for (position, name) in names.keys.names.enumerated() where isMeant(name) {
      let key = KeyID(Int32(position))
      let rules = names.bindings.rules(for: name)
      if rules != world.rules(of: key) { try decide(.bind(key, rules), at: span) }
    }
  }
}
