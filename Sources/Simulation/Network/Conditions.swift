import Replication

/// What chance, or a statement in its place, makes of one message.
package struct Fate: Hashable, Sendable {
  /// Whether it is lost when it falls due.
  package var isLost = false
  /// Whether it is sent twice.
  package var isDoubled = false
  /// How long it travels, in nanoseconds; nil: as its link says.
  package var latency: Tick?

  /// Nothing befalls it.
  package init() {}

  /// As both say; the latency of the later, where it states one.
  func joined(with later: Fate) -> Fate {
    var fate = self
    fate.isLost = isLost || later.isLost
    fate.isDoubled = isDoubled || later.isDoubled
    fate.latency = later.latency ?? latency
    return fate
  }
}

/// What became of a message by chance.
package struct Choice: Hashable, Sendable {
  /// The message.
  package var message: MessageName
  /// What became of it; a latency is stated where one was drawn.
  package var fate: Fate
}

/// What befalls messages on their way.
struct Conditions: Sendable {
  var latencies = Latencies()
  var losses = Odds()
  var duplicates = Odds()
  /// How much longer messages from and to a node travel, sorted.
  private(set) var detours: [(node: NodeID, latency: Tick)] = []
  /// What was stated of messages that were not sent yet, sorted.
  private var fates: [(message: MessageName, fate: Fate)] = []
  /// What chance decided, where somebody asks for it; no part of the state's identity.
  var choices: [Choice]?

  /// Whether the messages of a link need a look at each.
  func concern(_ arc: Arc) -> Bool {
    choices != nil || detour(arc) > 0 || losses.mayBefall(arc) || duplicates.mayBefall(arc)
      || hasFate(arc)
  }

  /// How much longer messages of a link travel, for both of its ends.
  func detour(_ arc: Arc) -> Tick {
    var sum: Tick = 0
    for (node, latency) in detours where node == arc.from || node == arc.to {
      let (total, overflow) = sum.addingReportingOverflow(latency)
      sum = overflow ? .max : total
    }
    return sum
  }

  mutating func setDetour(_ node: NodeID, _ latency: Tick) {
    detours.removeAll { $0.node == node }
    if latency > 0 { detours.append((node, latency)) }
    detours.sort { $0.node < $1.node }
  }

  mutating func destine(_ message: MessageName, _ fate: Fate) {
    let at = position(of: message)
    if at < fates.count, fates[at].message == message {
      fates[at].fate = fates[at].fate.joined(with: fate)
    } else {
      fates.insert((message, fate), at: at)
    }
  }

  /// What was stated of a message, which is forgotten by that.
  mutating func take(_ message: MessageName) -> Fate? {
    let at = position(of: message)
    guard at < fates.count, fates[at].message == message else { return nil }
    return fates.remove(at: at).fate
  }

  private func hasFate(_ arc: Arc) -> Bool {
    let at = position(of: MessageName(arc, 0))
    return at < fates.count && fates[at].message.arc == arc
  }

  /// Where a message stands among those something was stated of, or would stand.
  private func position(of message: MessageName) -> Int {
    var low = 0
    var high = fates.count
    while low < high {
      let middle = (low + high) / 2
      if fates[middle].message < message { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Forgets what is stated of such links.
  mutating func forget(where isGone: (Arc) -> Bool) {
    losses.forget(where: isGone)
    duplicates.forget(where: isGone)
    fates.removeAll { isGone($0.message.arc) }
  }

  /// Forgets what is stated of a node's messages.
  mutating func forget(_ node: NodeID) {
    setDetour(node, 0)
    forget(where: { $0.from == node || $0.to == node })
  }

  func add(to hash: inout StateHash, _ relation: Relation) {
    losses.add(to: &hash)
    duplicates.add(to: &hash)
    for (message, fate) in fates {
      hash.add(UInt64(message.arc.from.index) << 32 | UInt64(message.arc.to.index))
      hash.add(UInt64(message.ordinal), (fate.isLost ? 1 : 0) | (fate.isDoubled ? 2 : 0))
      if relation == .timed { hash.add(UInt64(bitPattern: fate.latency ?? -1)) }
    }
    guard relation == .timed else { return }
    latencies.add(to: &hash)
    for (node, latency) in detours { hash.add(UInt64(node.index), UInt64(bitPattern: latency)) }
  }
}
