/// How a node's clock goes wrong: by how much it was ahead at a moment, and how fast that grows.
struct ClockError: Sendable, BitwiseCopyable {
  /// How far it was ahead then. Unit: nanoseconds; negative: behind.
  private var base: Tick = 0
  /// When.
  private var since: Tick = 0
  /// How much too fast it runs. Unit: billionths; negative: slow.
  private(set) var billionths: Int64 = 0

  /// How far the clock is ahead now.
  func ahead(at now: Tick) -> Tick {
    guard billionths != 0 else { return base }
    let drifted = Int128(now - since) * Int128(billionths) / 1_000_000_000
    return Tick(clamping: Int128(base) + drifted)
  }

  /// Sets the clock; it drifts on from there.
  mutating func set(ahead: Tick, _ now: Tick) {
    base = ahead
    since = now
  }

  /// Lets it run at another speed from now on.
  mutating func drift(_ rate: Int64, _ now: Tick) {
    set(ahead: ahead(at: now), now)
    billionths = rate
  }

  func add(to hash: inout StateHash, _ relation: Relation) {
    hash.add(UInt64(bitPattern: base))
    guard billionths != 0 else { return }
    hash.add(UInt64(bitPattern: billionths))
    if relation == .timed { hash.add(UInt64(bitPattern: since)) }
  }
}
