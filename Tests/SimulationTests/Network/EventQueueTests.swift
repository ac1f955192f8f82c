import Testing

@testable import Simulation

/// The queue as anyone would write it first: one list, looked through from end to end.
private struct ListedQueue {
  struct Entry {
    var due: Tick
    var sequence: UInt64
    var name: UInt32
    var slot: UInt32
    var isQueued: Bool
  }

  var entries: [Entry] = []
  var sequence: UInt64 = 0

  var queued: [Entry] { entries.filter(\.isQueued) }

  var nextDue: Tick? { queued.map(\.due).min() }

  mutating func enter(_ name: UInt32, due: Tick, slot: UInt32, isQueued: Bool) {
    sequence += 1
    entries.append(
      Entry(due: due, sequence: sequence, name: name, slot: slot, isQueued: isQueued))
  }

  /// The first entry due by `until`, taken out.
  mutating func pop(until: Tick) -> Entry? {
    let due = entries.indices.filter { entries[$0].isQueued && entries[$0].due <= until }
    let first = due.min {
      (entries[$0].due, entries[$0].sequence) < (entries[$1].due, entries[$1].sequence)
    }
    return first.map { entries.remove(at: $0) }
  }
}

/// A queue and its oracle, driven by the same draws.
private struct QueuePair: ~Copyable {
  var queue = EventQueue()
  var listed = ListedQueue()
  var clock: Tick = 0
  var names: UInt32 = 0
  var operations = 0

  init() {}

  private init(copying other: borrowing QueuePair) {
    queue = other.queue.clone()
    listed = other.listed
    clock = other.clock
    names = other.names
  }

  borrowing func clone() -> QueuePair { QueuePair(copying: self) }

  mutating func operate(_ stream: inout TestStream) {
    operations += 1
    switch stream.below(24) {
    case 0...8: push(due(&stream))
    case 9: crowd(&stream)
    case 10: park(due(&stream))
    case 11...12: take(&stream, isQueued: true, andPark: stream.oneIn(2))
    case 13...14: free(&stream)
    case 15: take(&stream, isQueued: false, andPark: false)
    default: pop(&stream)
    }
  }

  /// Near, equal, past, on the edge of a day or a turn, far, and as far as it goes.
  private func due(_ stream: inout TestStream) -> Tick {
    let day: Tick = 1 << 14
    switch stream.below(10) {
    case 0: return clock + 1_000_000
    case 1: return max(0, clock - stream.tick(below: 300_000_000))
    case 2: return clock / day * day + day * stream.tick(below: 3)
    case 3: return clock + day * 8192 - 2 + stream.tick(below: 4)
    case 4: return clock + stream.tick(below: 20_000_000_000)
    case 5: return stream.oneIn(8) ? .max - stream.tick(below: 3) : clock + day * 8191 * 3
    default: return clock + stream.tick(below: 40_000_000)
    }
  }

  private func envelope(_ due: Tick, _ name: UInt32) -> Envelope {
    var envelope = Envelope()
    envelope.entry.due = due
    envelope.version = name
    return envelope
  }

  private mutating func push(_ due: Tick) {
    names += 1
    let slot = queue.push(envelope(due, names))
    listed.enter(names, due: due, slot: slot, isQueued: true)
  }

  private mutating func park(_ due: Tick) {
    names += 1
    let slot = queue.park(envelope(due, names))
    listed.enter(names, due: due, slot: slot, isQueued: false)
  }

  /// More in one day than insertion is meant for.
  private mutating func crowd(_ stream: inout TestStream) {
    let due = due(&stream)
    guard due < .max / 2, stream.oneIn(4) else { return }
    for _ in 0..<100 { push(due + stream.tick(below: 1 << 14)) }
  }

  private mutating func pop(_ stream: inout TestStream) {
    var until = clock + stream.tick(below: 60_000_000)
    if stream.oneIn(8) { until = .max }
    if stream.oneIn(8) { until = max(0, clock - stream.tick(below: 50_000_000)) }
    if stream.oneIn(16) { until = clock + stream.tick(below: 100_000_000_000) }
    let expected = listed.pop(until: until)
    let popped = queue.pop(until: until)
    #expect(popped?.version == expected?.name)
    #expect(popped?.entry.due == expected?.due)
    let isFar = (expected?.due ?? 0) > .max / 2
    if !isFar { clock = max(clock, expected?.due ?? (until == .max ? clock : until)) }
  }

  /// Takes an entry out of the middle; parks it where that is asked for.
  private mutating func take(_ stream: inout TestStream, isQueued: Bool, andPark: Bool) {
    let all = listed.entries.indices.filter { listed.entries[$0].isQueued == isQueued }
    guard !all.isEmpty else { return }
    let entry = listed.entries.remove(at: stream.pick(all))
    let removed = queue.remove(entry.slot)
    #expect(removed.version == entry.name)
    guard andPark else { return }
    var parked = entry
    parked.isQueued = false
    parked.slot = queue.park(removed)
    listed.entries.append(parked)
  }

  /// Lets a parked entry go back to its place, or to a later one.
  private mutating func free(_ stream: inout TestStream) {
    let all = listed.entries.indices.filter { !listed.entries[$0].isQueued }
    guard !all.isEmpty else { return }
    var entry = listed.entries.remove(at: stream.pick(all))
    let envelope = queue.remove(entry.slot)
    entry.isQueued = true
    if stream.oneIn(2) {
      entry.slot = queue.push(envelope, again: true)
    } else {
      entry.slot = queue.push(envelope)
      listed.sequence += 1
      entry.sequence = listed.sequence
    }
    listed.entries.append(entry)
  }

  func check() {
    let (due, count) = (queue.nextDue(), queue.count)
    #expect(due == listed.nextDue)
    #expect(count == listed.queued.count)
    guard operations % 16 == 0 else { return }
    let slots = queue.slots()
    #expect(slots == listed.entries.map(\.slot).sorted())
  }

  /// Empties the queue in order.
  mutating func drain() {
    while let expected = listed.pop(until: .max) {
      let popped = queue.pop(until: .max)
      #expect(popped?.version == expected.name)
    }
    let (rest, due) = (queue.pop(until: .max)?.version, queue.nextDue())
    #expect(rest == nil)
    #expect(due == nil)
  }
}

@Suite struct EventQueueTests {
  private static let rounds = 450

  @Test(arguments: UInt64(1)...8)
  func `agrees with a list`(seed: UInt64) {
    var stream = TestStream(seed: seed)
    var pair = QueuePair()
    for _ in 0..<Self.rounds {
      pair.operate(&stream)
      pair.check()
      if stream.oneIn(60) { diverge(from: &pair, &stream) }
    }
    pair.drain()
  }

  /// Works on a copy, then goes on with the copy or with the original.
  private func diverge(from pair: inout QueuePair, _ stream: inout TestStream) {
    var copy = pair.clone()
    for _ in 0..<30 {
      copy.operate(&stream)
      copy.check()
    }
    pair.check()
    if stream.oneIn(2) {
      let old = pair.clone()
      pair = copy
      var drained = old.clone()
      drained.drain()
    } else {
      copy.drain()
    }
    pair.check()
  }

  @Test func `equal due times leave in order of entry`() {
    var queue = EventQueue()
    for name in 1...200 as ClosedRange<UInt32> {
      var envelope = Envelope()
      envelope.entry.due = 5_000_000
      envelope.version = name
      queue.push(envelope)
    }
    var left: [UInt32] = []
    while let envelope = queue.pop(until: .max) { left.append(envelope.version) }
    #expect(left == Array(1...200))
  }

  /// Else all that enters later would be sorted in one by one, until the clock is there.
  @Test func `what is dead does not carry today away`() {
    var queue = EventQueue()
    var envelope = Envelope()
    for due in [1_000_000_000, 100_000_000] as [Tick] {
      envelope.entry.due = due
      _ = queue.remove(queue.push(envelope))
      let nothing = queue.pop(until: .max)?.version
      #expect(nothing == nil)
    }
    let day = queue.day
    #expect(day < 1)
    envelope.entry.due = 50_000_000
    queue.push(envelope)
    let left = queue.pop(until: .max)?.entry.due
    #expect(left == 50_000_000)
  }

  @Test func `a pop without a limit leaves today where it was`() {
    var queue = EventQueue()
    let nothing = queue.pop(until: .max)?.version
    #expect(nothing == nil)
    for due in [40_000_000, 10_000_000, 30_000_000] as [Tick] {
      var envelope = Envelope()
      envelope.entry.due = due
      queue.push(envelope)
    }
    var left: [Tick] = []
    while let envelope = queue.pop(until: .max) { left.append(envelope.entry.due) }
    #expect(left == [10_000_000, 30_000_000, 40_000_000])
  }
}
