import Causality
import Replication
import Testing

@testable import Simulation

/// Laws that hold of every world, whatever is decided.
@Suite struct WorldLawTests {
  /// Random runs, and decisions in each.
  private static let runs: UInt64 = 48
  private static let length = 150

  /// One random run with what it looked like after each step.
  private struct Run {
    var decisions: [Decision] = []
    var fingerprints: [[UInt64]] = []
    var events: [UInt64] = []
  }

  @Test(arguments: 1...runs)
  func `laws hold at every step`(seed: UInt64) {
    let lab = Lab()
    var draws = RandomDecisions(seed: seed)
    var run = Run()
    for decision in draws.opening(&lab.world) { take(decision, lab, &run, seed) }
    for step in 0..<Self.length {
      take(draws.next(lab.world), lab, &run, seed)
      if step % 10 == 3 { diverge(lab, draws, seed) }
      if step % 7 == 5 { checkMoves(lab, seed) }
      if step % 12 == 8 { checkTime(lab, seed) }
    }
    replay(run, seed)
    replayUnwatched(run, seed)
  }

  private func report(_ law: String, _ seed: UInt64, _ run: Run, _ decision: Decision) {
    Issue.record("\(law) (seed \(seed), step \(run.decisions.count): \(decision))")
  }

  /// Makes a decision and looks at everything that must hold afterwards.
  private func take(_ decision: Decision, _ lab: Lab, _ run: inout Run, _ seed: UInt64) {
    let before = lab.fork()
    let refusal = lab.attempt(decision)
    run.decisions.append(decision)
    if refusal != nil, !isSame(before, lab) {
      report("a refusal (\(refusal.map { "\($0)" } ?? "")) changed the world", seed, run, decision)
    }
    let kept = [lab.fingerprint(.timed), lab.fingerprint(.untimed)]
    let fresh = [
      lab.world.recomputedFingerprint(.timed), lab.world.recomputedFingerprint(.untimed),
    ]
    if kept != fresh { report("the fingerprint was not kept", seed, run, decision) }
    for violation in Invariants(lab.world).violations {
      report(violation, seed, run, decision)
    }
    run.fingerprints.append(kept)
    run.events.append(EventDigest(lab.events.events).value)
    lab.events.removeAll()
  }

  /// Whether two worlds look alike; a conflict found by a write that was then refused counts.
  private func isSame(_ first: Lab, _ second: Lab) -> Bool {
    var pictures = [Picture(first.world), Picture(second.world)]
    for index in pictures.indices { pictures[index].counts = [] }
    return pictures[0] == pictures[1]
  }

  /// What a fork does is nothing to the world it was forked from.
  private func diverge(_ lab: Lab, _ draws: RandomDecisions, _ seed: UInt64) {
    let before = Picture(lab.world)
    let fork = lab.fork()
    var draws = draws
    for _ in 0..<12 { fork.attempt(draws.next(fork.world)) }
    _ = fork.world.settle(until: .max, limit: 200, into: &fork.events)
    let isSame = Picture(lab.world) == before
    #expect(isSame, "a fork disturbed its origin (seed \(seed))")
  }

  /// Every enabled move is accepted; there is one unless the world is quiet.
  private func checkMoves(_ lab: Lab, _ seed: UInt64) {
    var moves: [Decision] = []
    for relation in [Relation.timed, .untimed] {
      lab.world.enabled(relation, into: &moves)
      let isQuiet = lab.world.isQuiet
      #expect(moves.isEmpty == isQuiet, "\(relation) moves of a quiet world (seed \(seed))")
      for move in moves {
        let refusal = lab.fork().attempt(move)
        #expect(refusal == nil, "\(move) was enabled and refused (seed \(seed))")
      }
    }
  }

  /// Time passes the same in one go, in parts and event by event.
  private func checkTime(_ lab: Lab, _ seed: UInt64) {
    let (whole, parts, steps) = (lab.fork(), lab.fork(), lab.fork())
    let end = lab.world.now + 30_000_000
    let count = whole.world.advance(until: end, limit: 100, into: &whole.events)
    guard count < 100 else { return }
    for part in 1...3 as ClosedRange<Tick> {
      _ = parts.world.advance(until: end - 30_000_000 + part * 10_000_000, into: &parts.events)
    }
    for _ in 0..<count {
      // Rounds and faults that nobody awaits are no events that a decision names.
      if lab.world.nextOccasion == nil {
        steps.attempt(.deliverNext)
      } else {
        _ = steps.world.advance(until: end, limit: 1, into: &steps.events)
      }
    }
    steps.attempt(.pass(until: end))
    let prints = [whole, parts, steps].map { $0.fingerprint() }
    #expect(prints.allSatisfy { $0 == prints[0] }, "time passed differently (seed \(seed))")
    let digests = [whole, parts, steps].map { EventDigest($0.events.events).value }
    #expect(digests.allSatisfy { $0 == digests[0] }, "other events (seed \(seed))")
  }

  /// Whether somebody looks or counts changes nothing.
  private func replayUnwatched(_ run: Run, _ seed: UInt64) {
    let lab = Lab(interest: [])
    lab.world.recordsStatistics = false
    var draws = RandomDecisions(seed: seed)
    _ = draws.opening(&lab.world)
    for (step, decision) in run.decisions.enumerated() {
      lab.attempt(decision)
      guard lab.fingerprint() == run.fingerprints[step][0] else {
        Issue.record("unwatched it differed (seed \(seed), step \(step): \(decision))")
        return
      }
    }
    #expect(lab.events.events.isEmpty)
  }

  /// The same decisions bring the same states and events.
  private func replay(_ run: Run, _ seed: UInt64) {
    let lab = Lab()
    var draws = RandomDecisions(seed: seed)
    _ = draws.opening(&lab.world)
    for (step, decision) in run.decisions.enumerated() {
      lab.attempt(decision)
      let fingerprints = [lab.fingerprint(.timed), lab.fingerprint(.untimed)]
      let events = EventDigest(lab.events.events).value
      lab.events.removeAll()
      guard fingerprints == run.fingerprints[step], events == run.events[step] else {
        Issue.record("a replay differed (seed \(seed), step \(step): \(decision))")
        return
      }
    }
  }
}

/// All fields of all events as one number.
struct EventDigest {
  private var hash = StateHash(0)

  var value: UInt64 { hash.value }

  init(_ events: [Event]) {
    for event in events {
      hash.add(UInt64(event.kind.rawValue), UInt64(bitPattern: event.tick))
      hash.add(UInt64(event.node.index), UInt64(bitPattern: Int64(event.key.index)))
      hash.add(UInt64(event.request.carried), UInt64(event.request.hashes))
      hash.add(UInt64(event.message.arc.from.index), UInt64(event.message.arc.to.index))
      hash.add(UInt64(event.message.ordinal), UInt64(event.strategy.rawValue))
      hash.add(UInt64(event.reason.rawValue), UInt64(event.messageKind.rawValue.utf8.count))
      add(event.version)
      add(event.other)
    }
  }

  private mutating func add(_ version: EventVersion) {
    hash.add(UInt64(version.value.rawValue), UInt64(version.dot.replica.rawValue))
    hash.add(UInt64(version.dot.counter), UInt64(bitPattern: version.stamp.wall))
    hash.add(UInt64(version.stamp.count))
  }
}
