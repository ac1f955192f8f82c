import Replication

/// A kind of fault that chaos brings, named by its statement.
package enum ChaosFault: String, Hashable, Sendable, CaseIterable, BitwiseCopyable {
  /// A node stops; it is restarted.
  case crash
  /// A node stops and forgets nothing; it is resumed.
  case pause
  /// A node is cut off from all others; the cuts are healed.
  case partition
  /// A node refuses writes; it is mended.
  case fail
  /// A message is lost.
  case drop
  /// A message is sent twice.
  case duplicate

  /// Whether it befalls a message, and is over at once.
  package var isOfMessages: Bool { self == .drop || self == .duplicate }

  /// What it counts as in a fingerprint.
  var number: UInt64 {
    switch self {
    case .crash: 1
    case .pause: 2
    case .partition: 3
    case .fail: 4
    case .drop: 5
    case .duplicate: 6
    }
  }
}

/// A fault of chaos, drawn or stated in advance: what, when, whom, and for how long.
package struct Stroke: Hashable, Sendable {
  /// Whom it befalls.
  package enum Victim: Hashable, Sendable {
    case node(NodeID)
    /// Of `drop` and `duplicate`.
    case message(MessageName)
  }

  /// When it happens, as soon as time passes. Unit: nanoseconds.
  package var tick: Tick
  /// What happens.
  package var fault: ChaosFault
  /// Whom it befalls, if it can then.
  package var victim: Victim
  /// How long it lasts; of no meaning for messages. Unit: nanoseconds, above 0.
  package var downtime: Tick

  /// A fault.
  package init(tick: Tick, fault: ChaosFault, victim: Victim, downtime: Tick) {
    self.tick = tick
    self.fault = fault
    self.victim = victim
    self.downtime = downtime
  }

  func add(to hash: inout StateHash, _ relation: Relation) {
    hash.add(12, fault.number, UInt64(bitPattern: downtime))
    switch victim {
    case .node(let node): hash.add(UInt64(node.index))
    case .message(let name):
      hash.add(UInt64(name.arc.from.index) << 32 | UInt64(name.arc.to.index), UInt64(name.ordinal))
    }
    if relation == .timed { hash.add(UInt64(bitPattern: tick)) }
  }
}

/// A fault of chaos that chance has drawn, and whether there was anything that it could befall.
package struct DrawnStroke: Hashable, Sendable {
  /// The fault; where it befell nothing, one that befalls nothing.
  package var stroke: Stroke
  /// Whether it befell its victim.
  package var hasStruck: Bool
}

/// Faults at random: how often, which, where, and for how long.
package struct ChaosPlan: Hashable, Sendable {
  /// How long after one fault the next one comes, on average. Unit: nanoseconds, above 0.
  package var interval: Tick
  /// Which, each as likely as the others; not empty.
  package var faults: [ChaosFault]
  /// How long a fault lasts, on average. Unit: nanoseconds.
  package var downtime: Tick
  /// How long there are new faults, from now on; nil: until chaos is ended. Unit: nanoseconds.
  package var duration: Tick?
  /// Whom it can befall; empty: every node.
  package var nodes: [NodeID]

  /// A plan.
  package init(
    interval: Tick, faults: [ChaosFault], downtime: Tick, duration: Tick?, nodes: [NodeID]
  ) {
    self.interval = interval
    self.faults = faults
    self.downtime = downtime
    self.duration = duration
    self.nodes = nodes
  }
}

/// A plan under way.
struct ChaosClock: Sendable {
  let plan: ChaosPlan
  /// When there are no new faults any more.
  let end: Tick
  /// When the next fault comes.
  private(set) var next: Tick
  /// How many have come.
  private(set) var count: UInt64 = 0

  /// What a number is drawn for.
  enum Aspect: UInt64 {
    case instant, fault, victim, downtime
  }

  init(_ plan: ChaosPlan, from now: Tick, _ chance: Chance) {
    self.plan = plan
    let end = now.addingReportingOverflow(plan.duration ?? .max)
    self.end = end.overflow ? .max : end.partialValue
    next = now
    wait(chance)
  }

  /// The clock after its next fault; nil: there are no more.
  func advanced(_ chance: Chance) -> ChaosClock? {
    var clock = self
    clock.count += 1
    clock.wait(chance)
    return clock.isOver ? nil : clock
  }

  /// Whether no fault comes any more.
  var isOver: Bool { next > end || next == .max }

  /// A number for one aspect of the next fault.
  func draw(_ aspect: Aspect, _ chance: Chance) -> UInt64 {
    chance.draw(.chaos, aspect.rawValue, count)
  }

  private mutating func wait(_ chance: Chance) {
    let wait = max(1, Chance.exponential(mean: plan.interval, draw(.instant, chance)))
    let sum = next.addingReportingOverflow(wait)
    next = sum.overflow ? .max : sum.partialValue
  }

  func add(to hash: inout StateHash, _ relation: Relation) {
    hash.add(11, count, UInt64(bitPattern: plan.interval))
    hash.add(UInt64(bitPattern: plan.downtime))
    for fault in plan.faults { hash.add(fault.number) }
    for node in plan.nodes { hash.add(UInt64(node.index)) }
    guard relation == .timed else { return }
    hash.add(UInt64(bitPattern: next), UInt64(bitPattern: end))
  }
}
