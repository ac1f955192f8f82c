import Consistency
import TestSupport
import Testing

/// The search against the zones of Gibbons and Korach (1997, "Testing shared memories"), which
/// decide histories without deletions, however long.
@Suite struct ZoneTests {
  @Test func agreesOnLongHistories() {
    let violations = (1...60).map(violations).reduce(0, +)
    #expect((80...280).contains(violations), "\(violations) of 360")
  }

  /// Compares six histories, each the last one made a little worse.
  private func violations(seed: Int) -> Int {
    var draws = Draws(seed: UInt64(seed))
    var calls = register(&draws)
    var violations = 0
    for _ in 0..<6 {
      let verdict = Checker.named("linearizable").judge(
        History(calls), Checker.Question(budget: 20_000_000))
      #expect((verdict == .holds) == zonesAgree(calls), "seed \(seed): \(verdict)")
      if case .violated(let witness) = verdict {
        violations += 1
        let few = witness.operations.map { calls[$0] }
        #expect(!zonesAgree(few), "seed \(seed) shows nothing")
        for left in few.indices {
          var fewer = few
          fewer.remove(at: left)
          #expect(zonesAgree(fewer) || isRead(few[left], in: fewer), "seed \(seed): \(left)")
        }
      }
      disturb(&calls, &draws)
    }
    return violations
  }

  private func isRead(_ call: Timed, in calls: [Timed]) -> Bool {
    call.kind != .read && calls.contains { $0.kind == .read && $0.value == call.value }
  }

  /// What a register answers to calls that overlap a good deal, some of which nobody waits for.
  private func register(_ draws: inout Draws) -> [Timed] {
    let spread = 1 + draws.below(60)
    var content: UInt32 = 0
    return (1...150 as ClosedRange<UInt32>).map { at in
      let start = Int64(at) * 10 - Int64(draws.below(spread))
      let end = Int64(at) * 10 + Int64(draws.below(spread))
      let isRead = draws.below(5) < 3
      if !isRead { content = at }
      let kind: Timed.Kind = isRead ? .read : draws.oneIn(8) ? .unknownWrite : .write
      return Timed(kind: kind, value: content, start: start, end: end)
    }
  }

  /// Lets a read find the value of a neighbour, or a write take less time.
  private func disturb(_ calls: inout [Timed], _ draws: inout Draws) {
    let at = 10 + draws.below(calls.count - 10)
    guard calls[at].kind == .read else {
      calls[at].end = (calls[at].start + calls[at].end) / 2
      return
    }
    let values = calls[(at - 10)...].prefix(20).map(\.value)
    calls[at].value = draws.pick(values)
  }

  /// Values whose writes and reads cannot stand together, each before or after all of another's.
  private func zonesAgree(_ calls: [Timed]) -> Bool {
    var zones: [(end: Int64, start: Int64)] = []
    for value in Set(calls.map(\.value)).sorted() {
      let reads = calls.filter { $0.kind == .read && $0.value == value }
      let write = calls.first { $0.kind != .read && $0.value == value }
      if reads.isEmpty, write?.kind == .unknownWrite { continue }
      guard write != nil || value == 0 else { return false }
      let begin = write?.start ?? .min
      let end = write.map { $0.kind == .unknownWrite ? .max : $0.end } ?? .min
      if reads.contains(where: { $0.end < begin }) { return false }
      zones.append(
        (min(end, reads.map(\.end).min() ?? .max), max(begin, reads.map(\.start).max() ?? .min)))
    }
    return zones.indices.allSatisfy { one in
      zones.indices.allSatisfy {
        one == $0 || zones[one].end >= zones[$0].start || zones[$0].end >= zones[one].start
      }
    }
  }
}
