import Causality
import Consistency
import Testing

/// The stories by which the guarantees are usually told.
@Suite struct ScenarioTests {
  /// A leader and a follower that lags (Kleppmann 2017, figure 5-3).
  @Test func readYourWrites() {
    var play = Play()
    let write = play.write(0, at: 0, by: 1)
    play.read(0, at: 0, by: 1)
    #expect(play.verdict("read-your-writes") == .holds)
    play.read(0, at: 1, by: 2)
    #expect(play.verdict("read-your-writes") == .holds)
    play.read(0, at: 1, by: 1)
    #expect(play.witness("read-your-writes") == [0, 3])
    #expect(play.witness("read-your-writes", session: 1) == [0, 3])
    #expect(play.verdict("read-your-writes", session: 2) == .holds)
    #expect(play.verdict("monotonic-reads") != .holds)

    var patient = Play()
    patient.write(0, at: 0, by: 1)
    patient.carry(write, of: 0, to: 1)
    patient.read(0, at: 1, by: 1)
    #expect(patient.verdict("read-your-writes") == .holds)
  }

  @Test func somethingNotOlderSatisfiesReadYourWrites() {
    var play = Play()
    play.write(0, at: 0, by: 1)
    play.write(0, at: 1, by: 2)
    play.read(0, at: 1, by: 1)
    #expect(play.verdict("read-your-writes") == .holds)
    // Her own first write is older than her second, even though the second says it follows nothing.
    var blind = Play()
    let first = blind.write(0, at: 0, by: 1)
    blind.carry(first, of: 0, to: 1)
    blind.write(0, at: 0, by: 1, following: .nothing)
    blind.read(0, at: 1, by: 1)
    #expect(blind.witness("read-your-writes") == [1, 2])
  }

  @Test func aPurgedDeletionIsSeen() {
    var play = Play()
    play.write(0, at: 0, by: 1, isDeletion: true)
    play.read(0, at: 1, by: 1)
    #expect(play.verdict("read-your-writes") == .holds)
    play.write(0, at: 0, by: 1)
    play.read(0, at: 1, by: 1)
    #expect(play.verdict("read-your-writes") != .holds)
  }

  /// A comment that one follower has and the other has not (figure 5-4).
  @Test func monotonicReads() {
    var play = Play()
    let comment = play.write(0, at: 0, by: 1)
    play.carry(comment, of: 0, to: 1)
    play.read(0, at: 1, by: 2)
    #expect(play.verdict("monotonic-reads") == .holds)
    play.read(0, at: 2, by: 3)
    #expect(play.verdict("monotonic-reads") == .holds)
    play.read(0, at: 2, by: 2)
    #expect(play.witness("monotonic-reads") == [0, 1, 3])
    #expect(play.verdict("read-your-writes") == .holds)
    #expect(play.verdict("consistent-prefix") == .holds)

    var pinned = Play()
    let old = pinned.write(0, at: 0)
    pinned.carry(old, of: 0, to: 1)
    pinned.write(0, at: 0)
    for _ in 0..<3 { pinned.read(0, at: 1, by: 2) }
    #expect(pinned.verdict("monotonic-reads") == .holds)
  }

  @Test func aConcurrentWriteInsteadIsAStepBack() {
    var play = Play()
    play.write(0, at: 0)
    let other = play.write(0, at: 1)
    play.read(0, at: 0, by: 1)
    play.read(0, at: 1, by: 1)
    #expect(play.witness("monotonic-reads") == [0, 2, 3])
    play.carry(other, of: 0, to: 0)
    #expect(play.witness("monotonic-reads") == [0, 2, 3])
  }

  /// Question and answer on two partitions, the question's being the slow one (figure 5-5).
  @Test func consistentPrefix() {
    var play = Play()
    let question = play.write(0, at: 0, by: 1)
    play.read(0, at: 0, by: 2)
    let answer = play.write(1, at: 1, by: 2)
    play.carry(answer, of: 1, to: 3)
    play.read(1, at: 3, by: 3)
    #expect(play.verdict("consistent-prefix") == .holds)
    play.read(0, at: 2, by: 3)
    #expect(play.witness("consistent-prefix") == [0, 1, 2, 3, 4])
    play.carry(question, of: 0, to: 2)
    play.read(0, at: 2, by: 3)
    #expect(play.verdict("consistent-prefix", session: 2) == .holds)
    #expect(play.witness("consistent-prefix", session: 3) == [0, 1, 2, 3, 4])
    #expect(play.verdict("monotonic-reads") == .holds)

    var causal = Play()
    let asked = causal.write(0, at: 0, by: 1)
    causal.read(0, at: 0, by: 2)
    let answered = causal.write(1, at: 1, by: 2)
    causal.carry(asked, of: 0, to: 3)
    causal.carry(answered, of: 1, to: 3)
    causal.read(1, at: 3, by: 3)
    causal.read(0, at: 3, by: 3)
    #expect(causal.verdict("consistent-prefix") == .holds)
  }

  @Test func thePathOfAPrefixGoesThroughVersions() {
    var play = Play()
    play.write(0, at: 0, by: 1)
    play.write(1, at: 0, by: 1)
    let next = play.write(1, at: 0)
    play.carry(next, of: 1, to: 1)
    play.read(1, at: 1, by: 2)
    play.read(0, at: 1, by: 2)
    #expect(play.witness("consistent-prefix") == [0, 1, 3, 4])
    // Here it goes through a write of the other session, which follows one of the first.
    var longer = Play()
    longer.write(0, at: 0, by: 1)
    longer.write(1, at: 0, by: 1)
    longer.write(1, at: 0, by: 2)
    let last = longer.write(2, at: 0, by: 2)
    longer.carry(last, of: 2, to: 1)
    longer.read(2, at: 1, by: 3)
    longer.read(0, at: 1, by: 3)
    #expect(longer.witness("consistent-prefix") == [0, 1, 2, 3, 4, 5])
  }

  /// x at one leader, then y at another, which the third takes in first.
  @Test func monotonicWrites() {
    var play = Play()
    let x = play.write(0, at: 0, by: 1)
    let y = play.write(1, at: 1, by: 1)
    #expect(play.verdict("monotonic-writes") == .holds)
    var ordered = play
    play.carry(y, of: 1, to: 2)
    play.carry(x, of: 0, to: 2)
    guard case .violated(let witness) = play.verdict("monotonic-writes") else {
      Issue.record("y came first")
      return
    }
    #expect(witness.operations == [0, 1] && witness.node == 2 && witness.missing?.dot == x)
    #expect(witness.missing?.key == 0)
    ordered.carry(x, of: 0, to: 2)
    ordered.carry(y, of: 1, to: 2)
    #expect(ordered.verdict("monotonic-writes") == .holds)
    ordered.wipe(2)
    ordered.carry(y, of: 1, to: 2)
    #expect(ordered.witness("monotonic-writes") == [0, 1])
  }

  /// z written after y was read, which the third node takes in first.
  @Test func writesFollowReads() {
    var play = Play()
    let y = play.write(1, at: 1, by: 1)
    play.read(1, at: 1, by: 2)
    let z = play.write(2, at: 0, by: 2)
    #expect(play.verdict("writes-follow-reads") == .holds)
    var ordered = play
    var elsewhere = play
    play.carry(z, of: 2, to: 2)
    #expect(play.witness("writes-follow-reads") == [0, 1, 2])
    #expect(play.verdict("monotonic-writes") == .holds)
    ordered.carry(y, of: 1, to: 2)
    ordered.carry(z, of: 2, to: 2)
    #expect(ordered.verdict("writes-follow-reads") == .holds)
    elsewhere.history.place(1, on: [1, 3])
    elsewhere.carry(z, of: 2, to: 2)
    #expect(elsewhere.verdict("writes-follow-reads") == .holds)
  }

  @Test func unknownWritesPrecedeNothing() {
    var play = Play()
    let x = play.write(0, at: 0, by: 1, outcome: .unknown)
    let y = play.write(1, at: 1, by: 1)
    play.carry(y, of: 1, to: 2)
    play.carry(x, of: 0, to: 2)
    play.read(0, at: 3, by: 1)
    #expect(play.verdict("monotonic-writes") == .holds)
    #expect(play.verdict("read-your-writes") == .holds)
  }

  @Test func writesUnderWayPrecedeNothing() {
    var play = Play()
    let x = play.write(0, at: 0, by: 1, end: 100)
    let y = play.write(1, at: 1, by: 1)
    play.carry(y, of: 1, to: 2)
    let again = play.write(1, at: 1, by: 1)
    play.carry(again, of: 1, to: 2)
    #expect(play.verdict("monotonic-writes") == .holds)
    play.tick = 99
    play.read(0, at: 2, by: 1)
    #expect(play.witness("read-your-writes") == [0, 3])
    let z = play.write(2, at: 1, by: 1)
    play.carry(z, of: 2, to: 2)
    #expect(play.witness("monotonic-writes") == [0, 4])
    play.carry(x, of: 0, to: 2)
  }

  @Test func lostUpdates() {
    var play = Play()
    let a = play.write(0, at: 0, by: 1)
    let b = play.write(0, at: 1, by: 2)
    play.carry(b, of: 0, to: 0)
    play.drop(a, of: 0, for: b, at: 0)
    #expect(play.witness("no-lost-updates") == [0, 1])
    #expect(play.verdict("no-lost-updates", session: 2) == .holds)
    play.carry(a, of: 0, to: 2)
    #expect(play.verdict("no-lost-updates") == .holds)
    play.wipe(2)
    #expect(play.witness("no-lost-updates", session: 1) == [0, 1])

    var replaced = Play()
    let old = replaced.write(0, at: 0)
    replaced.write(0, at: 0)
    replaced.drop(old, of: 0, for: old, at: 0)
    replaced.write(1, at: 1, outcome: .unknown)
    replaced.wipe(1)
    #expect(replaced.verdict("no-lost-updates") == .holds)
    replaced.write(1, at: 1)
    replaced.wipe(1)
    #expect(replaced.witness("no-lost-updates") == [3])
  }
}
