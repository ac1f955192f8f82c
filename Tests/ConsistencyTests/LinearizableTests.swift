import Causality
import Consistency
import Testing

/// A call as a test writes it down: value 0 is what nobody wrote.
struct Timed {
  enum Kind { case write, read, failedWrite, unknownWrite, unknownRead, deletion }

  var kind: Kind
  var value: UInt32
  var start: Int64
  var end: Int64
}

private func w(_ value: UInt32, _ start: Int64, _ end: Int64) -> Timed {
  Timed(kind: .write, value: value, start: start, end: end)
}
private func r(_ value: UInt32, _ start: Int64, _ end: Int64) -> Timed {
  Timed(kind: .read, value: value, start: start, end: end)
}
private func failed(_ value: UInt32, _ start: Int64, _ end: Int64) -> Timed {
  Timed(kind: .failedWrite, value: value, start: start, end: end)
}
private func unknown(_ value: UInt32, _ start: Int64, _ end: Int64) -> Timed {
  Timed(kind: .unknownWrite, value: value, start: start, end: end)
}

extension History {
  /// A history of calls on one key, each by a client of its own.
  init(_ calls: [Timed]) {
    self.init()
    for (number, call) in calls.enumerated() { add(call, key: 0, session: Int32(number)) }
  }

  mutating func add(_ call: Timed, key: Int32, session: Int32) {
    let dot = Dot(ReplicaID(call.value), 1)
    let isRead = call.kind == .read || call.kind == .unknownRead
    let number =
      isRead
      ? beginRead(of: key, at: 0, session: session, tick: call.start)
      : beginWrite(
        dot, of: key, following: CausalContext(), at: 0, session: session, tick: call.start,
        isDeletion: call.kind == .deletion)
    switch call.kind {
    case .read:
      endRead(
        number, returning: call.value == 0 ? [] : [dot], context: CausalContext(),
        tick: call.end)
    case .failedWrite: end(number, .failed, tick: call.end)
    case .unknownWrite, .unknownRead: end(number, .unknown, tick: call.end)
    case .write, .deletion: end(number, .ok, tick: call.end)
    }
  }
}

private func verdict(_ calls: [Timed], budget: Int = 1_000_000) -> Verdict {
  Checker.named("linearizable").judge(History(calls), Checker.Question(budget: budget))
}

private func witness(_ calls: [Timed]) -> [Int]? {
  guard case .violated(let witness) = verdict(calls) else { return nil }
  return witness.operations
}

@Suite struct LinearizableTests {
  /// Porcupine's examples, from a quiz of MIT 6.824.
  @Test func quiz() {
    #expect(verdict([w(100, 0, 100), r(100, 25, 75), r(0, 30, 60)]) == .holds)
    #expect(
      verdict([w(100, 0, 100), r(100, 25, 75), r(0, 30, 30), r(0, 30, 30)]) == .holds)
    #expect(witness([w(200, 0, 100), r(200, 10, 30), r(0, 40, 90)]) == [0, 1, 2])
    #expect(
      witness([w(200, 0, 100), r(200, 10, 10), r(200, 10, 10), r(0, 40, 90)])?.count == 3)
  }

  /// Knossos' examples: an overlapping write does not explain what it did not write.
  @Test func concurrency() {
    let calls = [w(1, 0, 1), w(3, 2, 3), w(4, 4, 10), r(3, 5, 6), r(4, 7, 8)]
    #expect(verdict(calls) == .holds)
    #expect(witness([w(1, 0, 1), w(4, 2, 10), r(3, 3, 4), r(4, 11, 12)]) == [2])
    #expect(witness([w(1, 0, 1), failed(3, 2, 3), r(3, 4, 5)]) == [2])
    #expect(witness([failed(3, 2, 3), r(0, 4, 5)]) == nil)
  }

  @Test func unknownOutcomes() {
    #expect(verdict([w(1, 0, 1), unknown(2, 2, 3), r(1, 4, 5)]) == .holds)
    #expect(verdict([w(1, 0, 1), unknown(2, 2, 3), r(2, 4, 5)]) == .holds)
    #expect(verdict([w(1, 0, 1), unknown(2, 2, 3), r(1, 4, 5), r(2, 6, 7)]) == .holds)
    #expect(
      witness([w(1, 0, 1), unknown(2, 2, 3), r(2, 4, 5), r(1, 6, 7)]) == [0, 1, 2, 3])
    #expect(verdict([r(2, 0, 1), unknown(2, 2, 3)]) != .holds)
    #expect(
      verdict([w(1, 0, 1), Timed(kind: .unknownRead, value: 9, start: 2, end: 3)]) == .holds)
  }

  @Test func touchingCallsAreConcurrent() {
    #expect(verdict([w(1, 0, 10), r(0, 10, 20)]) == .holds)
    #expect(verdict([w(1, 0, 10), r(0, 11, 20)]) != .holds)
  }

  @Test func deletionsLeaveNothing() {
    let deletion = Timed(kind: .deletion, value: 2, start: 2, end: 3)
    #expect(verdict([w(1, 0, 1), deletion, r(0, 4, 5)]) == .holds)
    #expect(witness([w(1, 0, 1), deletion, r(1, 4, 5)]) == [0, 1, 2])
    #expect(witness([w(1, 0, 1), r(0, 4, 5)]) == [0, 1])
  }

  /// A strict quorum on the way: one reader meets the new value, a later one the old.
  @Test func quorumsAreNotEnough() {
    #expect(witness([w(1, 0, 1), w(2, 2, 100), r(2, 10, 20), r(1, 30, 40)]) == [0, 1, 2, 3])
    #expect(verdict([w(1, 0, 1), w(2, 2, 100), r(2, 10, 20), r(2, 30, 40)]) == .holds)
  }

  @Test func siblingsFitNoRegister() {
    var history = History([w(1, 0, 1), w(2, 0, 1)])
    let read = history.beginRead(of: 0, at: 0, tick: 2)
    history.endRead(
      read, returning: [Dot(ReplicaID(1), 1), Dot(ReplicaID(2), 1)], context: CausalContext(),
      tick: 3)
    guard case .violated(let found) = Checker.named("linearizable").judge(history) else {
      Issue.record("two values at once")
      return
    }
    #expect(found.operations == [2])
  }

  @Test func keysAreJudgedApart() {
    var history = History()
    history.add(w(1, 0, 1), key: 0, session: 0)
    history.add(r(0, 2, 3), key: 1, session: 0)
    #expect(Checker.named("linearizable").judge(history) == .holds)
    history.add(r(0, 4, 5), key: 0, session: 1)
    let checker = Checker.named("linearizable")
    #expect(checker.judge(history) != .holds)
    #expect(checker.judge(history, Checker.Question(session: 0)) == .holds)
    #expect(checker.judge(history, Checker.Question(session: 1)) != .holds)
  }

  @Test func theWitnessIsSmall() {
    var calls: [Timed] = []
    for at in 1...200 as ClosedRange<UInt32> {
      let start = Int64(at) * 10
      calls += [w(at, start, start + 4), r(at, start + 5, start + 6)]
    }
    #expect(verdict(calls) == .holds)
    calls[201] = r(100, 1015, 1016)
    #expect(witness(calls) == [198, 200, 201])
  }

  /// The search begins with the long write and has to come back all the way.
  @Test func aLongWriteMayTakeEffectLate() {
    var calls = [w(1, 0, 9000)]
    for at in 2...100 as ClosedRange<UInt32> {
      let start = Int64(at) * 10
      calls += [w(at, start, start + 4), r(at, start + 5, start + 6)]
    }
    #expect(verdict(calls + [r(1, 2000, 2001)]) == .holds)
    #expect(verdict(calls + [r(1, 2000, 2001), r(100, 3000, 3001)]) != .holds)
  }

  @Test func longHistoriesAreJudgedInTime() {
    var calls: [Timed] = []
    for at in 1...3000 as ClosedRange<UInt32> {
      let start = Int64(at) * 10
      calls += [w(at, start, start + 25), r(at, start + 1, start + 2)]
    }
    #expect(verdict(calls) == .holds)
  }

  @Test func budgetsEndUndecided() {
    let writes = (1...12 as ClosedRange<UInt32>).map { w($0, 0, 100) }
    let calls = writes + (1...12 as ClosedRange<UInt32>).reversed().map { r($0, 0, 100) }
    #expect(verdict(calls) == .holds)
    #expect(verdict(calls, budget: 10) == .undecided(.budget))
    let bad = writes + [r(1, 101, 102), r(2, 103, 104)]
    #expect(verdict(bad, budget: 20) == .undecided(.budget))
    #expect(verdict(bad) != .holds)
    #expect(verdict(bad, budget: 0) == .undecided(.budget))
    #expect(verdict([], budget: 0) == .holds)
  }
}
