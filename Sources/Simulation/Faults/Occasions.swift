import Replication

/// What happens by itself while time passes: rounds of anti-entropy, and chaos.
struct Occasions: Sendable {
  /// When nodes compare; nil: never.
  var antiEntropy: AntiEntropyClock?
  /// When faults happen; nil: never.
  var chaos: ChaosClock?
  /// What chaos has broken, that which is mended first in front.
  private(set) var mends: [Mend] = []
  /// Faults stated in advance, the next in front; of one moment the first stated.
  private(set) var strokes: [Stroke] = []
  /// The faults that were drawn, where somebody asks for them; no part of the state's identity.
  var drawn: [DrawnStroke]?

  /// What happens next.
  enum Kind: Sendable {
    case mend, fault, round
  }

  /// The end of a fault.
  struct Mend: Sendable {
    var tick: Tick
    var fault: ChaosFault
    var node: NodeID
  }

  /// Whether nothing happens by itself.
  var isNone: Bool { antiEntropy == nil && isCalm && mends.isEmpty }

  /// Whether no new fault comes, drawn or stated.
  var isCalm: Bool { chaos == nil && strokes.isEmpty }

  /// When the next fault is mended; nil: none is.
  var nextMend: Tick? { mends.first?.tick }

  /// What happens next, and when; of what happens at one moment mends come first, then faults.
  var next: (tick: Tick, kind: Kind)? {
    var next: (tick: Tick, kind: Kind) = (.max, .round)
    if let round = antiEntropy?.next { next = (round, .round) }
    if !isCalm {
      let fault = min(chaos?.next ?? .max, strokes.first?.tick ?? .max)
      if fault <= next.tick { next = (fault, .fault) }
    }
    if let mend = nextMend, mend <= next.tick { next = (mend, .mend) }
    return next.tick < .max ? next : nil
  }

  mutating func add(_ mend: Mend) {
    let at = mends.firstIndex { $0.tick > mend.tick } ?? mends.count
    mends.insert(mend, at: at)
  }

  mutating func takeMend() -> Mend? { mends.isEmpty ? nil : mends.removeFirst() }

  mutating func state(_ stroke: Stroke) {
    let at = strokes.firstIndex { $0.tick > stroke.tick } ?? strokes.count
    strokes.insert(stroke, at: at)
  }

  /// The next fault that was stated, unless one is drawn before it.
  mutating func takeStroke() -> Stroke? {
    guard let first = strokes.first, first.tick <= chaos?.next ?? .max else { return nil }
    return strokes.removeFirst()
  }

  /// Forgets all faults to come.
  mutating func calm() {
    chaos = nil
    strokes = []
  }

  func add(to hash: inout StateHash, _ relation: Relation) {
    if let clock = antiEntropy {
      hash.add(8, UInt64(bitPattern: clock.every), clock.round)
      if relation == .timed { hash.add(UInt64(bitPattern: clock.next)) }
    }
    chaos?.add(to: &hash, relation)
    for stroke in strokes { stroke.add(to: &hash, relation) }
    for mend in mends {
      hash.add(10, mend.fault.number, UInt64(mend.node.index))
      if relation == .timed { hash.add(UInt64(bitPattern: mend.tick)) }
    }
  }
}

/// Rounds of comparing nodes while time passes.
struct AntiEntropyClock: Sendable {
  var every: Tick
  var next: Tick
  var round: UInt64 = 0
}

extension World {
  /// When something happens by itself next, whether anybody waits for it or not; nil: never.
  package var nextOccasion: Tick? { settings.occasions.next?.tick }

  /// Delivers what is due up to and at `until`, with what happens by itself before it, at most
  /// `limit` of both; returns how many. `idling`: it happens even where nobody waits for it.
  mutating func deliverOnOccasion(
    until: Tick, limit: Int, idling: Bool, into events: inout EventBuffer
  ) -> Int {
    var done = 0
    while let next = settings.occasions.next, next.tick <= until {
      done += deliver(until: next.tick, limit: limit - done, into: &events)
      guard done < limit, hasRoom, idling || isUnderWay(until) || isOccasionAwaited else { break }
      now = max(now, next.tick)
      happen(next.kind, into: &events)
      done += 1
    }
    guard done < limit else { return done }
    return done + deliver(until: until, limit: limit - done, into: &events)
  }

  private mutating func happen(_ kind: Occasions.Kind, into events: inout EventBuffer) {
    settings.hasBegun = true
    switch kind {
    case .round: meet(into: &events)
    case .fault: strike(into: &events)
    case .mend: mendNext(into: &events)
    }
  }

  /// Whether something could come of what happens by itself, without anything being done before.
  private var isOccasionAwaited: Bool { settings.occasions.nextMend != nil || isRoundAwaited }

  /// Whether something else falls due.
  private func isUnderWay(_ until: Tick) -> Bool {
    let due = min(network.queue.nextDue() ?? .max, operations.quorums.nextDeadline)
    return due <= until && due < .max
  }
}
