import Replication
import ScriptSyntax
import Simulation

extension Session {
  /// Binds a key or pattern, also for the keys there are. A plain key comes into being here.
  package mutating func bind(
    _ pattern: Mention, _ effect: ResolveRules.Effect
  ) throws(Halt) {
    var next = bindings
    next.bind(pattern.name, effect)
    for (position, name) in names.keys.names.enumerated()
    where pattern.name.weight(matching: name) != nil {
      try check(next.rules(for: name), for: KeyID(Int32(position)), at: pattern.span)
    }
    let before = bindings
    bindings = next
    do throws(Halt) {
      if !pattern.name.text.utf8.contains(UInt8(ascii: "*")) { _ = try key(pattern) }
    } catch {
      bindings = before
      throw error
    }
    try rebind(at: pattern.span) { pattern.name.weight(matching: $0) != nil }
  }

  /// Refuses rules that do not fit what is stored, before any key is bound anew.
  private func check(
    _ rules: KeyRules, for key: KeyID, at span: SourceSpan
  ) throws(Halt) {
    do throws(Refusal) {
      try world.check(rules, for: key)
    } catch {
      throw refused(error, at: span)
    }
  }

  /// Lets `lww` decide over keys that nothing is bound to, or keeps their siblings again.
  mutating func judgeByStamps(_ isOn: Bool, at span: SourceSpan) throws(Halt) {
    guard isOn != (bindings.fallback != nil) else { return }
    bindings.fallback = isOn ? try strategy(Mention(Name("lww"), at: span)) : nil
    try rebind(at: span) { _ in true }
  }

  private mutating func rebind(
    at span: SourceSpan, where isMeant: (Name) -> Bool
  ) throws(Halt) {
    for (position, name) in names.keys.names.enumerated() where isMeant(name) {
      let key = KeyID(Int32(position))
      let rules = bindings.rules(for: name)
      if rules != world.rules(of: key) { try decide(.bind(key, rules), at: span) }
    }
  }
}
