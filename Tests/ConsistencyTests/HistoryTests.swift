import Causality
import Consistency
import Testing

@Suite struct HistoryTests {
  private func dot(_ replica: UInt32, _ counter: UInt32) -> Dot {
    Dot(ReplicaID(replica), counter)
  }

  @Test func operationsKeepWhatTheyAreTold() {
    var history = History()
    let context = CausalContext(VersionVector([dot(0, 2)]), apart: [dot(0, 4), dot(1, 3)])
    let write = history.beginWrite(
      dot(0, 5), of: 7, following: context, at: 3, session: 2, tick: 10)
    #expect(history.operations[write].outcome == .unknown)
    #expect(history.operations[write].returned == .max)
    history.end(write, .ok, tick: 12)
    history.end(write, .failed, tick: 13)
    let read = history.beginRead(of: 7, at: 3, tick: 14)
    history.endRead(read, returning: [dot(0, 5)], context: context, tick: 4)
    let (made, answered) = (history.operations[write], history.operations[read])
    #expect(made.outcome == .ok && made.returned == 12 && made.dot == dot(0, 5))
    #expect(made.key == 7 && made.node == 3 && made.session == 2 && made.invoked == 10)
    #expect(history.context(of: made) == context && history.versions(of: made).isEmpty)
    #expect(answered.returned == 14 && answered.session == -1 && answered.kind == .read)
    #expect(Array(history.versions(of: answered)) == [dot(0, 5)])
    #expect(history.context(of: answered) == context)
    history.end(99, .ok, tick: 0)
    history.end(-1, .ok, tick: 0)
  }

  @Test func sizesAreWhatTheHistorySays() {
    #expect(MemoryLayout<Operation>.stride <= 80)
    #expect(MemoryLayout<NodeStep>.stride <= 40)
    #expect(MemoryLayout<Dot>.stride == 8)
  }

  @Test func aFullHistoryStandsStill() {
    var play = Play(limit: 2)
    play.write(0, at: 0, by: 1)
    play.read(0, at: 0, by: 1)
    #expect(play.verdict("read-your-writes") == .holds && !play.history.isFull)
    let open = play.history.beginRead(of: 0, at: 1, session: 1, tick: 50)
    #expect(open == -1 && play.history.isFull)
    play.history.endRead(open, returning: [], context: CausalContext(), tick: 51)
    play.history.store(dot(0, 1), of: 0, at: 5, tick: 51)
    #expect(play.history.operations.count == 2 && play.history.steps.count == 1)
    for checker in Checker.all {
      #expect(checker.judge(play.history) == .undecided(.history), "\(checker.name)")
    }
    var bad = Play(limit: 2)
    bad.write(0, at: 0, by: 1)
    bad.read(0, at: 1, by: 1)
    bad.read(0, at: 0, by: 1)
    #expect(bad.witness("read-your-writes") == [0, 1] && bad.history.isFull)
  }

  @Test func whatIsLeftOpenWhenItFillsStaysUnknown() {
    var history = History(limit: 1)
    let write = history.beginWrite(
      dot(0, 1), of: 0, following: CausalContext(), at: 0, session: 0, tick: 0)
    _ = history.beginRead(of: 0, at: 0, tick: 1)
    history.end(write, .ok, tick: 2)
    #expect(history.operations[write].outcome == .unknown)
  }

  @Test func placesNarrowWhoHolds() {
    var history = History()
    #expect(history.holds(3, at: 9))
    history.place(3, on: [4, 2])
    #expect(history.holds(3, at: 2) && history.holds(3, at: 4) && !history.holds(3, at: 9))
    #expect(history.holds(2, at: 9) && history.holds(4, at: 9))
    history.place(3, on: [])
    history.place(-1, on: [1])
    #expect(history.holds(3, at: 9))
  }

  @Test func emptyHistoriesAreInOrder() {
    for checker in Checker.all { #expect(checker.judge(History()) == .holds) }
    #expect(Checker.all.map(\.name) == Checker.all.map(\.name).sorted())
    #expect(Set(Checker.all.map(\.name)).count == Checker.all.count)
  }

  @Test func contextsCloseTheirGaps() {
    var context = CausalContext()
    context.include(dot(0, 3))
    context.include(dot(0, 2))
    context.include(dot(0, 0))
    #expect(context.apart == [dot(0, 2), dot(0, 3)] && context.closed.isEmpty)
    #expect(!context.covers(dot(0, 1)) && context.covers(dot(0, 2)))
    context.include(dot(0, 1))
    #expect(context == CausalContext(VersionVector([dot(0, 3)])))
    var other = CausalContext(apart: [dot(0, 5), dot(1, 2)])
    other.merge(CausalContext(VersionVector([dot(0, 4)]), apart: [dot(1, 1)]))
    #expect(other == CausalContext(VersionVector([dot(0, 5), dot(1, 2)])))
  }
}
