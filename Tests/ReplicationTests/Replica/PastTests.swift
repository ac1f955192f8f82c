import Causality
import Testing

@testable import Replication

/// A past as a set of dots, nothing packed.
private struct ListedPast {
  var dots: Set<LaneDot> = []

  func counter(_ lane: UInt16) -> UInt32 {
    var counter: UInt32 = 0
    while dots.contains(LaneDot(lane, counter + 1)) { counter += 1 }
    return counter
  }
}

private struct Draws {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ z >> 31).multipliedFullWidth(by: UInt64(bound)).high)
  }
}

@Suite struct PastTests {
  private static let rounds = 1200
  private static let lanes = 12
  private static let counters: UInt32 = 7

  private static let dots = (0..<UInt16(lanes + 2)).flatMap { lane in
    (1...counters + 1).map { LaneDot(lane, $0) }
  }

  private func check(_ past: Past, _ listed: ListedPast, _ pool: SpillPool) {
    let known = Self.dots.filter { past.knows($0, in: pool) }
    let isExact = known.count == listed.dots.count && known.allSatisfy(listed.dots.contains)
    #expect(isExact)
    let lanes = 0..<UInt16(Self.lanes + 2)
    let areCountersExact = lanes.allSatisfy {
      past.counter($0, in: pool) == listed.counter($0)
    }
    #expect(areCountersExact)
  }

  @Test(arguments: UInt64(1)...4)
  func `agrees with sets of dots`(seed: UInt64) {
    var draws = Draws(state: seed)
    var pool = SpillPool()
    var pasts = Array(repeating: Past(), count: 5)
    var listed = Array(repeating: ListedPast(), count: 5)
    for _ in 0..<Self.rounds {
      let at = draws.below(5)
      let other = draws.below(5)
      switch draws.below(16) {
      case 0:
        pool.release(&pasts[at].spill)
        pasts[at] = Past()
        listed[at] = ListedPast()
      case 1...2 where at != other:
        pool.release(&pasts[at].spill)
        pasts[at] = pool.copy(pasts[other])
        listed[at] = listed[other]
      case 3...5:
        pasts[at].merge(pasts[other], in: &pool)
        listed[at].dots.formUnion(listed[other].dots)
      case 6: pool.trim(&pasts[at].spill)
      default:
        let lane = UInt16(draws.below(Self.lanes))
        // Often the next one, so that lanes grow; else any, so that gaps open and close.
        var counter = UInt32(1 + draws.below(Int(Self.counters)))
        if draws.below(2) == 0 { counter = min(Self.counters, listed[at].counter(lane) + 1) }
        pasts[at].include(LaneDot(lane, counter), in: &pool)
        listed[at].dots.insert(LaneDot(lane, counter))
      }
      check(pasts[at], listed[at], pool)
      check(pasts[other], listed[other], pool)
      checkOwners(pasts, pool)
    }
  }

  /// No two pasts share a spill, and what nobody owns is empty.
  private func checkOwners(_ pasts: [Past], _ pool: SpillPool) {
    let owned = pasts.map(\.spill).filter { $0 != 0 }
    #expect(Set(owned).count == owned.count)
    let isClean = pool.spills.indices.allSatisfy {
      owned.contains(UInt32($0)) || pool.spills[$0].isEmpty
    }
    #expect(isClean)
  }

  @Test func `a copy of a state's past leaves siblings, value and handler behind`() {
    var pool = SpillPool()
    var state = KeyState()
    state.store(Self.siblings(4), in: &pool)
    state.awaitHandler(true, in: &pool)
    let copy = pool.copy(state.past)
    #expect(copy.spill == 0)
    state.past.include(LaneDot(9, 3), in: &pool)
    let second = pool.copy(state.past)
    #expect(second.spill != 0 && second.spill != state.past.spill)
    #expect(pool.spills[Int(second.spill)].siblings.isEmpty)
    #expect(!pool.spills[Int(second.spill)].awaitsHandler)
    #expect(second.knows(LaneDot(9, 3), in: pool))
  }

  @Test func `released spills are used again`() {
    var pool = SpillPool()
    for _ in 0..<100 {
      var past = Past()
      past.include(LaneDot(11, 1), in: &pool)
      #expect(past.spill == 1)
      pool.release(&past.spill)
      #expect(past.spill == 0)
    }
  }

  @Test func `a gap that closes leaves nothing in the spill`() {
    var pool = SpillPool()
    var past = Past()
    for counter in [4, 3, 2, 1] as [UInt32] { past.include(LaneDot(2, counter), in: &pool) }
    #expect(past.counter(2, in: pool) == 4)
    #expect(pool.spills[Int(past.spill)].cloud.isEmpty)
    pool.trim(&past.spill)
    #expect(past.spill == 0)
  }

  static func siblings(_ count: Int) -> [Sibling] {
    (0..<count).map { Sibling(LaneDot(UInt16($0), 1), version: UInt32($0 + 1)) }
  }
}

@Suite struct KeyStateTests {
  private static let rounds = 2500

  /// What a state should hold.
  private struct Listed {
    var siblings: [Sibling] = []
    var merged: ValueID?
    var awaits = false
  }

  @Test func `stores what it is given`() {
    var draws = Draws(state: 7)
    var pool = SpillPool()
    var states = Array(repeating: KeyState(), count: 3)
    var listed = Array(repeating: Listed(), count: 3)
    for _ in 0..<Self.rounds {
      let at = draws.below(3)
      switch draws.below(4) {
      case 0...1:
        let siblings = PastTests.siblings(draws.below(6))
        states[at].store(siblings, in: &pool)
        listed[at].siblings = siblings
        listed[at].merged = nil
      case 2:
        let value = ValueID(position: UInt32(1 + draws.below(9)))
        states[at].join(value, in: &pool)
        listed[at].merged = value
      default:
        listed[at].awaits.toggle()
        states[at].awaitHandler(listed[at].awaits, in: &pool)
      }
      for (state, expected) in zip(states, listed) {
        let needs = expected.siblings.count > 2 || expected.merged != nil || expected.awaits
        let isExact =
          state.siblings(in: pool) == expected.siblings
          && state.count(in: pool) == expected.siblings.count
          && state.merged(in: pool) == expected.merged
          && state.awaitsHandler(in: pool) == expected.awaits
          && (state.past.spill != 0) == needs
        #expect(isExact)
      }
    }
  }

  @Test(arguments: [true, false])
  func `the fast rule is the rule of siblings`(mayJoin: Bool) {
    var draws = Draws(state: mayJoin ? 3 : 4)
    var pool = SpillPool()
    var taken = 0
    for _ in 0..<Self.rounds {
      var state = KeyState()
      var other = Past()
      for _ in 0..<draws.below(5) {
        let lane = UInt16(draws.below(3))
        state.past.include(LaneDot(lane, state.past.counter(lane, in: pool) + 1), in: &pool)
      }
      for _ in 0..<draws.below(6) {
        let lane = UInt16(draws.below(3))
        other.include(LaneDot(lane, other.counter(lane, in: pool) + 1), in: &pool)
      }
      let known = (0..<3).flatMap { lane in
        (0..<state.past.counter(UInt16(lane), in: pool)).map { LaneDot(UInt16(lane), $0 + 1) }
      }
      let live = Array(known.shuffled(by: &draws).prefix(draws.below(3)))
      state.store(
        live.enumerated().map { Sibling($1, version: UInt32($0 + 1)) }, in: &pool)
      let lane = UInt16(draws.below(3))
      let dot = LaneDot(lane, 1 + UInt32(draws.below(5)))
      let before = state
      let answer = state.takeFast(dot, past: other, version: 9, mayJoin: mayJoin)
      taken += answer.kind == .taken ? 1 : 0
      check(answer, before, state, dot, other, mayJoin, pool)
    }
    #expect(taken > Self.rounds / 20)
  }

  private func check(
    _ answer: KeyState.Taking, _ before: KeyState, _ after: KeyState, _ dot: LaneDot,
    _ other: Past, _ mayJoin: Bool, _ pool: SpillPool
  ) {
    let stored = before.siblings(in: pool)
    switch answer.kind {
    case .redundant: #expect(before.past.knows(dot, in: pool))
    case .unclear: #expect(after.siblings(in: pool) == stored)
    case .taken:
      let stay = stored.filter { !other.knows($0.dot, in: pool) }
      let gone = stored.filter { other.knows($0.dot, in: pool) }.map(\.version)
      #expect(!before.past.knows(dot, in: pool))
      #expect(after.siblings(in: pool) == stay + [Sibling(dot, version: 9)])
      #expect(Int(answer.live) == stay.count + 1)
      #expect([answer.replaced.0, answer.replaced.1].filter { $0 != 0 } == gone)
      #expect(stay.isEmpty || mayJoin)
    }
    let isExact = (0..<4 as Range<UInt16>).allSatisfy { lane in
      let stored = before.past.counter(lane, in: pool)
      let own = lane == dot.lane ? dot.counter : 0
      let learned = answer.kind == .taken ? max(other.counter(lane, in: pool), own) : 0
      return after.past.counter(lane, in: pool) == max(stored, learned)
    }
    #expect(isExact)
  }
}

extension Array {
  fileprivate func shuffled(by draws: inout Draws) -> [Element] {
    var result = self
    for index in result.indices.dropLast() {
      result.swapAt(index, index + draws.below(result.count - index))
    }
    return result
  }
}
