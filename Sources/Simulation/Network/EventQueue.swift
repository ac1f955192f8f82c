import BasicContainers

/// Envelopes in order of (due, sequence): a calendar of 16 µs days, its envelopes in one pool.
///
/// Only what nothing keeps back is queued. Taking something out of the middle marks it dead; the
/// calendar drops it when its day comes. Entries of the sorted lists are one 128-bit number,
/// due (64) | sequence (40) | slot (24), so that one comparison orders them.
/// - Source: R. Brown 1988, "Calendar queues", with an overflow list for the far future.
struct EventQueue: ~Copyable, Sendable {
  /// Every envelope by slot; slot 0 is never used.
  private(set) var pool: UniqueArray<Envelope>
  private var free: UInt32 = 0
  /// The first envelope of each day's list; 0: none.
  private var heads: UniqueArray<UInt32>
  /// One bit a day: whether its list holds anything.
  private var bits: UniqueArray<UInt64>
  /// The entries of today and before, latest first.
  private var today: UniqueArray<UInt128>
  /// The entries beyond the horizon, unsorted.
  private var far: UniqueArray<UInt128>
  /// The day whose entries are in `today`; days before it hold nothing.
  private(set) var day: Int64 = -1
  /// The first day that no list stands for.
  private var horizon: Int64 = Self.days
  private var sequence: UInt64 = 0
  /// How many envelopes are queued.
  private(set) var count = 0

  private static var days: Int64 { 8192 }
  private static var shift: Int64 { 14 }
  /// Slots are 24 bits wide.
  static var capacity: Int { 1 << 24 - 1 }

  init() {
    pool = UniqueArray(minimumCapacity: 64)
    pool.append(Envelope())
    pool[0].entry.state = .free
    heads = UniqueArray(repeating: 0, count: Int(Self.days))
    bits = UniqueArray(repeating: 0, count: Int(Self.days / 64))
    today = UniqueArray()
    far = UniqueArray()
  }

  private init(copying other: borrowing EventQueue) {
    pool = other.pool.clone()
    free = other.free
    heads = other.heads.clone()
    bits = other.bits.clone()
    today = other.today.clone()
    far = other.far.clone()
    day = other.day
    horizon = other.horizon
    sequence = other.sequence
    count = other.count
  }

  borrowing func clone() -> EventQueue { EventQueue(copying: self) }

  /// Whether this many more envelopes fit.
  func hasRoom(for more: Int) -> Bool { pool.count &+ more <= Self.capacity }

  /// The slots that something in flight or a timer lives in, in slot order.
  func slots() -> [UInt32] {
    var result: [UInt32] = []
    for slot in 1..<max(1, pool.count) {
      if pool[slot].entry.state == .queued || pool[slot].entry.state == .parked {
        result.append(UInt32(slot))
      }
    }
    return result
  }

  // MARK: Entering

  /// Queues an envelope and returns its slot; one that comes back keeps its place among equal due
  /// times. Precondition: there is room.
  @discardableResult
  @inline(__always)
  mutating func push(_ newEnvelope: Envelope, again: Bool = false) -> UInt32 {
    let slot = allocate()
    pool[Int(slot)] = newEnvelope
    pool[Int(slot)].entry.state = .queued
    if !again {
      sequence &+= 1
      pool[Int(slot)].entry.sequence = sequence
    }
    count &+= 1
    let due = newEnvelope.entry.due
    let key = Self.key(due, pool[Int(slot)].entry.sequence, slot)
    let at = due >> Self.shift
    if at <= day {
      insertToday(key)
    } else if at >= horizon {
      far.append(key)
    } else {
      link(slot, day: at)
    }
    return slot
  }

  /// Stores an envelope that something keeps back, and returns its slot. Precondition: there is
  /// room.
  @discardableResult
  mutating func park(_ newEnvelope: Envelope) -> UInt32 {
    let slot = allocate()
    var envelope = newEnvelope
    if envelope.entry.sequence == 0 {
      sequence += 1
      envelope.entry.sequence = sequence
    }
    envelope.entry.state = .parked
    pool[Int(slot)] = envelope
    return slot
  }

  /// Takes a queued or parked envelope out.
  mutating func remove(_ slot: UInt32) -> Envelope {
    let envelope = pool[Int(slot)]
    if envelope.entry.state == .queued {
      pool[Int(slot)].entry.state = .dead
      count -= 1
    } else {
      release(slot)
    }
    return envelope
  }

  @inline(__always)
  private mutating func allocate() -> UInt32 {
    if free != 0 {
      let slot = free
      free = pool[Int(slot)].entry.next
      return slot
    }
    pool.append(Envelope())
    return UInt32(pool.count - 1)
  }

  private mutating func release(_ slot: UInt32) {
    pool[Int(slot)].entry.state = .free
    pool[Int(slot)].entry.next = free
    free = slot
  }

  // MARK: Leaving

  /// Takes out the first envelope due at or before `until`; nil: there is none.
  @inline(__always)
  mutating func pop(until: Tick) -> Envelope? {
    while true {
      if today.isEmpty, !refill(upTo: until >> Self.shift) { return nil }
      let key = today[today.count - 1]
      let slot = UInt32(truncatingIfNeeded: key) & 0xFF_FFFF
      // Copied before its slot is written to: a wide load behind narrow stores would wait for them.
      let envelope = pool[Int(slot)]
      let isQueued = envelope.entry.state == .queued
      if isQueued, Tick(truncatingIfNeeded: key >> 64) > until { return nil }
      today.removeLast()
      release(slot)
      if isQueued {
        count &-= 1
        return envelope
      }
    }
  }

  /// When the first envelope falls due.
  func nextDue() -> Tick? {
    guard count > 0 else { return nil }
    var best = Tick.max
    for key in 0..<today.count {
      let entry = today[today.count - 1 - key]
      if pool[Int(UInt32(truncatingIfNeeded: entry) & 0xFF_FFFF)].entry.state == .queued {
        return Tick(truncatingIfNeeded: entry >> 64)
      }
    }
    var next = day + 1
    while let found = firstDay(from: next, before: horizon) {
      var slot = heads[Int(found & (Self.days - 1))]
      while slot != 0 {
        if pool[Int(slot)].entry.state == .queued { best = min(best, pool[Int(slot)].entry.due) }
        slot = pool[Int(slot)].entry.next
      }
      if best != .max { return best }
      next = found + 1
    }
    for index in 0..<far.count where pool[Self.slot(far[index])].entry.state == .queued {
      best = min(best, Tick(truncatingIfNeeded: far[index] >> 64))
    }
    return best == .max ? nil : best
  }

  // MARK: Days

  @inline(__always)
  private static func key(_ due: Tick, _ sequence: UInt64, _ slot: UInt32) -> UInt128 {
    UInt128(UInt64(bitPattern: due)) << 64 | UInt128(sequence << 24 | UInt64(slot))
  }

  private static func slot(_ key: UInt128) -> Int { Int(truncatingIfNeeded: key & 0xFF_FFFF) }

  @inline(__always)
  private mutating func insertToday(_ key: UInt128) {
    today.append(key)
    var index = today.count - 1
    while index > 0, today[index - 1] < key {
      today[index] = today[index - 1]
      index -= 1
    }
    today[index] = key
  }

  @inline(__always)
  private mutating func link(_ slot: UInt32, day at: Int64) {
    let index = Int(at & (Self.days - 1))
    pool[Int(slot)].entry.next = heads[index]
    heads[index] = slot
    bits[index >> 6] |= 1 << UInt64(index & 63)
  }

  /// The first day of `from ..< before` whose list holds something.
  private func firstDay(from: Int64, before: Int64) -> Int64? {
    var at = from
    while at < before {
      let index = Int(at & (Self.days - 1))
      let word = bits[index >> 6] >> UInt64(index & 63)
      if word != 0 {
        at += Int64(word.trailingZeroBitCount)
        return at < before ? at : nil
      }
      at += Int64(64 - (index & 63))
    }
    return nil
  }

  /// Brings the next day that holds something into `today`, unless it lies after `limit`.
  private mutating func refill(upTo limit: Int64) -> Bool {
    // The dead lie where they are; without a limit they would carry today into the future.
    if count == 0, limit >= Tick.max >> Self.shift { return false }
    while true {
      let end = min(horizon, limit == .max ? horizon : limit + 1)
      if let found = firstDay(from: day + 1, before: end) {
        open(found)
        if horizon - day < Self.days / 2 { turn() }
        return true
      }
      guard limit >= horizon, !far.isEmpty else {
        // Without a limit the clock stays where it is, and so does the day.
        if limit < Tick.max >> Self.shift { day = max(day, min(limit, horizon - 1)) }
        if horizon - day < Self.days / 2 { turn() }
        return false
      }
      var first = Int64.max
      for index in 0..<far.count {
        first = min(first, Tick(truncatingIfNeeded: far[index] >> 64) >> Self.shift)
      }
      guard first <= limit else {
        day = horizon - 1
        turn()
        return false
      }
      day = first - 1
      turn()
    }
  }

  /// Moves a day's list into `today`. Precondition: `today` is empty.
  private mutating func open(_ found: Int64) {
    day = found
    let index = Int(found & (Self.days - 1))
    bits[index >> 6] &= ~(1 << UInt64(index & 63))
    var slot = heads[index]
    heads[index] = 0
    var isSorted = true
    while slot != 0 {
      let key = Self.key(pool[Int(slot)].entry.due, pool[Int(slot)].entry.sequence, slot)
      let next = pool[Int(slot)].entry.next
      if isSorted, today.count > 64, today[today.count - 1] < key { isSorted = false }
      if isSorted { insertToday(key) } else { today.append(key) }
      slot = next
    }
    if !isSorted { sortToday() }
  }

  /// Sorts a crowded day, where insertion would be quadratic.
  private mutating func sortToday() {
    var keys: [UInt128] = []
    keys.reserveCapacity(today.count)
    for index in 0..<today.count { keys.append(today[index]) }
    keys.sort(by: >)
    for index in 0..<keys.count { today[index] = keys[index] }
  }

  /// Moves the horizon on and takes in what no longer lies beyond it.
  private mutating func turn() {
    horizon = day + Self.days
    var kept = 0
    for index in 0..<far.count {
      let key = far[index]
      let at = Tick(truncatingIfNeeded: key >> 64) >> Self.shift
      if at < horizon {
        link(UInt32(Self.slot(key)), day: at)
      } else {
        far[kept] = key
        kept += 1
      }
    }
    far.removeLast(far.count - kept)
  }
}
