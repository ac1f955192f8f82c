import Replication

/// How likely something befalls a message: a link goes before a kind, a kind before all.
struct Odds: Sendable {
  private var all = Share.none
  /// By kind, at the position of its bit; empty where none is stated.
  private var kinds: [Share?] = []
  /// What single links state, sorted.
  private var links: [(arc: Arc, share: Share)] = []

  func share(_ arc: Arc, _ kind: MessageKind) -> Share {
    if let stated = links.first(where: { $0.arc == arc }) { return stated.share }
    return kinds.isEmpty ? all : kinds[kind.position] ?? all
  }

  /// Whether it may befall any message of a link.
  func mayBefall(_ arc: Arc) -> Bool {
    if let stated = links.first(where: { $0.arc == arc }) { return stated.share > .none }
    return all > .none || kinds.contains { $0 ?? .none > .none }
  }

  /// States it; `all` forgets what was stated for kinds and links.
  mutating func set(_ scope: MessageScope, _ share: Share) {
    switch scope {
    case .all:
      self = Odds()
      all = share
    case .kind(let kind):
      if kinds.isEmpty { kinds = Array(repeating: nil, count: MessageKind.allCases.count) }
      kinds[kind.position] = share
    case .link(let arc):
      forget(where: { $0 == arc })
      links.append((arc, share))
      links.sort { $0.arc < $1.arc }
    }
  }

  /// Forgets what such links state.
  mutating func forget(where isGone: (Arc) -> Bool) { links.removeAll { isGone($0.arc) } }

  func add(to hash: inout StateHash) {
    hash.add(UInt64(bitPattern: all.billionths))
    for (position, share) in kinds.enumerated() {
      if let share { hash.add(UInt64(position), UInt64(bitPattern: share.billionths)) }
    }
    for (arc, share) in links {
      hash.add(UInt64(arc.from.index) << 32 | UInt64(arc.to.index))
      hash.add(UInt64(bitPattern: share.billionths))
    }
  }
}
