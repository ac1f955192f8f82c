import Replication
import Simulation

/// Which strategies are bound to which keys, pattern by pattern.
///
/// An exact key goes before patterns, more literal text before less, later before earlier; a rule
/// replaces an older one of the same pattern (and link, or kind of conflict). Nothing bound:
/// siblings.
package struct ResolveRules: Sendable {
  /// What a rule does to the keys it matches.
  package enum Effect: Hashable, Sendable {
    /// Decides when a version arrives.
    case onWrite(StrategyID)
    /// Decides when a reader asks.
    case onRead(StrategyID, writesBack: Bool)
    /// Decides in the background, so long after a conflict. Unit: nanoseconds.
    case delayed(StrategyID, Tick)
    /// Decides over what arrives on one link.
    case onLink(Arc, StrategyID)
    /// Decides over one kind of conflict, on every link or on one.
    case onKind(ConflictKind, Arc?, StrategyID)
  }

  /// A pattern with what it does.
  package struct Rule: Sendable {
    /// A key, or a pattern with `*` in it.
    package let pattern: Name
    /// What it does.
    package let effect: Effect
  }

  /// The rules, oldest first.
  package private(set) var rules: [Rule] = []
  /// Who decides over keys that no rule matches; nil: their siblings are kept.
  package var fallback: StrategyID?

  /// Nothing bound.
  package init() {}

  /// Binds; replaces what stood for this pattern (and link, or kind of conflict).
  package mutating func bind(_ pattern: Name, _ effect: Effect) {
    rules.removeAll { $0.pattern == pattern && $0.effect.scope == effect.scope }
    rules.append(Rule(pattern: pattern, effect: effect))
  }

  /// What the rules make of a key.
  package func rules(for key: Name) -> KeyRules {
    var result = KeyRules()
    if let fallback { result.onWrite = fallback }
    guard !rules.isEmpty else { return result }
    switch strongest(for: key, .all)?.effect {
    case .onWrite(let strategy): result.onWrite = strategy
    case .onRead(let strategy, let writesBack):
      result.onWrite = .siblings
      result.onRead = strategy
      result.writesBack = writesBack
    case .delayed(let strategy, let delay):
      result.onWrite = .siblings
      result.delayed = KeyRules.DelayedRule(strategy: strategy, delay: delay)
    case .onLink, .onKind, nil: break
    }
    let arcs = arcs
    for arc in arcs {
      guard case .onLink(_, let strategy) = strongest(for: key, .link(arc))?.effect else {
        continue
      }
      result.links.append(KeyRules.LinkRule(arc: arc, strategy: strategy))
    }
    for arc in arcs.map(Optional.some) + [nil] {
      for kind in ConflictKind.allCases {
        guard case .onKind(_, _, let strategy) = strongest(for: key, .kind(kind, arc))?.effect
        else { continue }
        result.kinds.append(KeyRules.KindRule(kind: kind, on: arc, strategy: strategy))
      }
    }
    return result
  }

  /// The links that rules are about, each once, in order.
  private var arcs: [Arc] {
    var arcs: [Arc] = []
    for rule in rules {
      switch rule.effect {
      case .onLink(let arc, _), .onKind(_, let arc?, _):
        if !arcs.contains(arc) { arcs.append(arc) }
      default: continue
      }
    }
    return arcs.sorted()
  }

  /// Binds a key by name to all that the rules of another set make of it.
  mutating func keep(_ key: Name, of other: ResolveRules) {
    for rule in other.rules where rule.pattern.weight(matching: key) != nil {
      let scope = rule.effect.scope
      if other.strongest(for: key, scope)?.effect == rule.effect { bind(key, rule.effect) }
    }
  }

  private func strongest(for key: Name, _ scope: Effect.Scope) -> Rule? {
    var best: (rule: Rule, weight: Int)?
    for rule in rules where rule.effect.scope == scope {
      guard let weight = rule.pattern.weight(matching: key) else { continue }
      if weight >= best?.weight ?? .min { best = (rule, weight) }
    }
    return best?.rule
  }
}

extension ResolveRules.Effect {
  fileprivate enum Scope: Equatable {
    case all
    case link(Arc)
    case kind(ConflictKind, Arc?)
  }

  /// What it is for.
  fileprivate var scope: Scope {
    switch self {
    case .onWrite, .onRead, .delayed: .all
    case .onLink(let arc, _): .link(arc)
    case .onKind(let kind, let arc, _): .kind(kind, arc)
    }
  }
}

extension Name {
  /// How closely this pattern fits a key: its literal bytes, `Int.max` for the key itself.
  func weight(matching key: Name) -> Int? {
    guard text.utf8.contains(UInt8(ascii: "*")) else { return self == key ? .max : nil }
    let pattern = Array(text.utf8)
    guard Name.matches(pattern, Array(key.text.utf8)) else { return nil }
    return pattern.count(where: { $0 != UInt8(ascii: "*") })
  }

  /// Greedy match with one point to come back to: linear for one `*`, quadratic at worst.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var at = 0
    var position = 0
    var retry: (pattern: Int, text: Int)?
    while position < text.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        retry = (at + 1, position)
        at += 1
      } else if at < pattern.count, pattern[at] == text[position] {
        at += 1
        position += 1
      } else if let (star, start) = retry {
        at = star
        position = start + 1
        retry = (star, start + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
