import Causality
import Consistency
import TestSupport
import Testing

/// Every checker against its slow twin.
@Suite struct TwinTests {
  @Test(arguments: Checker.all.map(\.name)) func agreesOnRandomHistories(name: String) {
    var violations = 0
    for seed in 0..<2000 as Range<UInt64> {
      let history =
        seed % 2 == 0 ? plausible(Draws(seed: seed + 1)) : wild(Draws(seed: seed + 1))
      if !agrees(name, history, seed: seed) { violations += 1 }
    }
    // A comparison that never or always meets a violation compares nothing.
    #expect((20...1980).contains(violations), "\(name): \(violations)")
  }

  /// Compares for all sessions and for each; returns whether the checker was content with all.
  private func agrees(_ name: String, _ history: History, seed: UInt64) -> Bool {
    let twin = Twin(history)
    for session in [nil, 0, 2] as [Int32?] {
      let verdict = Checker.named(name).judge(history, Checker.Question(session: session))
      let about = "\(name), seed \(seed), session \(session.map(Int.init) ?? -1): \(verdict)"
      #expect((verdict == .holds) == twin.holds(name, session), "\(about)")
      if case .violated(let witness) = verdict { inspect(witness, name, history, about) }
      if session == nil, verdict != .holds { return false }
    }
    return true
  }

  /// What a witness names is there, once, and enough: without the rest it still shows.
  private func inspect(
    _ witness: Witness, _ name: String, _ history: History, _ about: String
  ) {
    #expect(witness.operations.allSatisfy(history.operations.indices.contains), "\(about)")
    #expect(Set(witness.operations).count == witness.operations.count, "\(about)")
    // That an answer is older can take more operations to show; one that found nothing is.
    let last = witness.operations.last.map { history.operations[$0] }
    let isAboutAge = name == "read-your-writes" || name == "consistent-prefix"
    if isAboutAge, let last, !history.versions(of: last).isEmpty { return }
    let part = history.keeping(witness.operations)
    #expect(Checker.named(name).judge(part) != .holds, "\(about) shows nothing")
  }

  /// Everything that three calls on one key can be: all kinds, all ways to lie in time.
  @Test func linearizableOnAllSmallHistories() {
    let times: [(Int64, Int64)] = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)]
    let kinds: [Timed.Kind] = [.write, .read, .read, .unknownWrite, .deletion, .failedWrite]
    for number in 0..<(6 * 6 * 6 * 6 * 6 * 6) {
      var rest = number
      func digit() -> Int {
        defer { rest /= 6 }
        return rest % 6
      }
      let first = times[digit()]
      let calls = (1...2 as ClosedRange<UInt32>).map { value in
        let (kind, time) = (digit(), times[digit()])
        return Timed(
          kind: kinds[kind], value: kind == 2 ? 0 : kind == 1 ? 1 : value + 1, start: time.0,
          end: time.1)
      }
      let kind: Timed.Kind = digit() < 3 ? .write : .unknownWrite
      let history = History(
        [Timed(kind: kind, value: 1, start: first.0, end: first.1)] + calls)
      let verdict = Checker.named("linearizable").judge(history)
      if (verdict == .holds) != Twin(history).linearizable(nil) {
        Issue.record("history \(number): \(verdict)")
      }
    }
  }

  /// A system that works, asked by three clients, some of whom do not wait.
  private func plausible(_ seed: Draws) -> History {
    var draws = seed
    var play = Play()
    if draws.oneIn(3) { play.history.place(0, on: [0, 1]) }
    var contexts = Array(repeating: CausalContext(), count: 8)
    for _ in 0..<(4 + draws.below(16)) {
      let (key, node) = (Int32(draws.below(2)), Int32(draws.below(3)))
      let session = Int32((draws.below(7) + 1) / 2) - 1
      let known = Int(session + 1) * 2 + Int(key)
      let end = draws.oneIn(4) ? play.tick + Int64(draws.below(40)) : nil
      switch draws.below(10) {
      case 0...2:
        let following: [Play.Following] = [.node, .nothing, .context(contexts[known])]
        let dot = play.write(
          key, at: node, by: session, following: following[draws.below(3)],
          outcome: draws.oneIn(5) ? .unknown : .ok, isDeletion: draws.oneIn(5), end: end)
        contexts[known].include(dot)
      case 3...6: contexts[known].merge(play.read(key, at: node, by: session, end: end))
      case 7...8 where !play.versions.isEmpty:
        let version = draws.pick(play.versions)
        play.carry(version.dot, of: version.key, to: node)
      case 9 where play.versions.count > 1 && !draws.oneIn(4):
        let (version, rival) = (draws.pick(play.versions), draws.pick(play.versions))
        play.drop(version.dot, of: version.key, for: rival.dot, at: node)
      case 9: play.wipe(node)
      default: break
      }
    }
    return play.history
  }

  /// Answers, contexts and arrivals drawn from the air, though never before what they name.
  private func wild(_ seed: Draws) -> History {
    var draws = seed
    var history = History()
    var counters: [UInt32] = [0, 0, 0, 0]
    var made: [[Dot]] = [[], []]
    var tick: Int64 = 0
    var reads: [(number: Int, key: Int)] = []
    for _ in 0..<(4 + draws.below(18)) {
      tick += Int64(draws.below(3))
      let (key, node) = (draws.below(2), Int32(draws.below(3)))
      let session = Int32((draws.below(7) + 1) / 2) - 1
      if draws.oneIn(2) {
        let replica = draws.below(2)
        counters[replica * 2 + key] += 1 + (draws.oneIn(9) ? 1 : 0)
        let dot = Dot(ReplicaID(UInt32(replica)), counters[replica * 2 + key])
        let number = history.beginWrite(
          dot, of: Int32(key), following: some(of: made[key], &draws), at: node,
          session: session, tick: tick, isDeletion: draws.oneIn(6))
        made[key].append(dot)
        history.end(number, draws.oneIn(5) ? .unknown : .ok, tick: tick + Int64(draws.below(4)))
      } else {
        reads.append(
          (history.beginRead(of: Int32(key), at: node, session: session, tick: tick), key))
        if draws.oneIn(3) { continue }
      }
      for read in reads {
        let versions = made[read.key].filter { _ in draws.oneIn(3) }
        history.endRead(
          read.number, returning: Array(versions.prefix(draws.oneIn(6) ? 2 : draws.below(2))),
          context: some(of: made[read.key], &draws), tick: tick + Int64(draws.below(3)))
      }
      reads = []
      if let dot = made[key].randomOf(&draws) {
        history.store(dot, of: Int32(key), at: Int32(draws.below(3)), tick: tick)
      }
    }
    return history
  }

  private func some(of dots: [Dot], _ draws: inout Draws) -> CausalContext {
    var context = CausalContext()
    for dot in dots where draws.oneIn(2) { context.include(dot) }
    return context
  }
}

extension [Dot] {
  fileprivate func randomOf(_ draws: inout Draws) -> Dot? { isEmpty ? nil : draws.pick(self) }
}

extension History {
  /// The history with no other operations than these, which keep their order; all steps stay.
  fileprivate func keeping(_ numbers: [Int]) -> History {
    var part = History()
    for number in numbers.sorted() {
      let operation = operations[number]
      var copy: Int
      if operation.isWrite {
        copy = part.beginWrite(
          operation.dot, of: operation.key, following: context(of: operation),
          at: operation.node, session: operation.session, tick: operation.invoked,
          isDeletion: operation.kind == .deletion)
        part.end(copy, operation.outcome, tick: operation.returned)
      } else {
        copy = part.beginRead(
          of: operation.key, at: operation.node, session: operation.session,
          tick: operation.invoked)
        part.endRead(
          copy, returning: Array(versions(of: operation)), context: context(of: operation),
          tick: operation.returned)
      }
    }
    for key in 0..<2 as Range<Int32> {
      part.place(key, on: (0..<3).filter { holds(key, at: $0) })
    }
    for step in steps {
      switch step.kind {
      case .stored: part.store(step.dot, of: step.key, at: step.node, tick: step.tick)
      case .dropped:
        part.drop(step.dot, of: step.key, for: step.rival, at: step.node, tick: step.tick)
      case .wiped: part.wipe(step.node, tick: step.tick)
      }
    }
    return part
  }
}
