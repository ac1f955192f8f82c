import Replication
import ScriptSyntax
import Simulation

extension Session {
  /// Binds a key or pattern, also for the keys there are. A plain key comes into being here.
  package mutating func bind(
    _ pattern: Mention, _ effect: ResolveRules.Effect
  ) throws(Halt) {
    var next = names.bindings
    next.bind(pattern.name, effect)
    for (position, name) in names.keys.names.enumerated()
    where pattern.name.weight(matching: name) != nil {
      try check(next.rules(for: name), for: KeyID(Int32(position)), at: pattern.span)
    }
    let before = names.bindings
    names.bindings = next
    do throws(Halt) {
      if !pattern.name.text.utf8.contains(UInt8(ascii: "*")) { _ = try key(pattern) }
    } catch {
      names.bindings = before
      throw error
    }
    try rebind(at: pattern.span) { pattern.name.weight(matching: $0) != nil }
  }

  /// Binds every key there is and will be, whatever was bound before.
  ///
  /// A key whose stored values the strategy could not read, or would take for others, keeps its.
  mutating func bindEverything(
    _ effect: ResolveRules.Effect, at span: SourceSpan
  ) throws(Halt) {
    var next = ResolveRules()
    next.bind(Name("*"), effect)
    for (position, name) in names.keys.names.enumerated() {
      let key = KeyID(Int32(position))
      if (try? world.check(next.rules(for: name), for: key)) == nil {
        next.keep(name, of: names.bindings)
      }
    }
    names.bindings = next
    try rebind(at: span) { _ in true }
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
