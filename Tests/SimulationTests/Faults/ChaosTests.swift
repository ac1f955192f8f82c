import Replication
import Testing

@testable import Simulation

/// Faults at random, each of which is a statement.
@Suite struct ChaosTests {
  private func plan(
    _ faults: [ChaosFault] = [.crash, .partition], every interval: Tick = 1_000_000_000,
    for duration: Tick? = nil, on nodes: [NodeID] = []
  ) -> ChaosPlan {
    ChaosPlan(
      interval: interval, faults: faults, downtime: 1_000_000_000, duration: duration,
      nodes: nodes)
  }

  private func run(_ lab: Lab, until tick: Tick) {
    _ = lab.world.advance(until: tick, into: &lab.events)
  }

  private func faults(_ lab: Lab) -> [Event] {
    lab.events.events.filter { $0.kind == .struck || $0.kind == .mended }
  }

  /// As the same draws in another program say: a crash of b after 359 ms, mended 158 ms later, then
  /// b is cut off, and so on.
  @Test func `faults of a fixed seed`() {
    let lab = Lab.mesh(3)
    lab.step(.chaos(plan()))
    run(lab, until: 1_200_000_000)
    let told = faults(lab).map { [$0.tick, Int64($0.node.rawValue), $0.kind == .struck ? 1 : 0] }
    #expect(
      told == [
        [359_391_860, 1, 1], [517_885_529, 1, 0], [696_137_170, 1, 1], [1_093_430_720, 1, 0],
      ])
    let kinds = faults(lab).map { $0.request.fault }
    #expect(kinds == [.crash, .crash, .partition, .partition])
  }

  @Test func `of what happens at one moment mends come first, then faults, then rounds`() {
    var occasions = Occasions()
    let clock = ChaosClock(plan(), from: 0, Chance(seed: 42))
    occasions.antiEntropy = AntiEntropyClock(every: 9, next: clock.next)
    #expect(occasions.next?.kind == .round)
    occasions.chaos = clock
    #expect(occasions.next?.kind == .fault)
    occasions.add(Occasions.Mend(tick: clock.next, fault: .crash, node: .a))
    occasions.add(Occasions.Mend(tick: clock.next, fault: .pause, node: .b))
    #expect(occasions.next?.kind == .mend)
    #expect(occasions.takeMend()?.node == .a, "what was broken first is mended first")
    #expect(occasions.takeMend()?.node == .b && occasions.next?.kind == .fault)
  }

  @Test func `a fault does what its statement does`() {
    let (chaotic, stated) = (Lab.mesh(3), Lab.mesh(3))
    chaotic.step(.chaos(plan()))
    for lab in [chaotic, stated] { lab.write("x", at: .a) }
    run(chaotic, until: 360_000_000)
    run(stated, until: 359_391_860)
    stated.step(.crash(.b, losingDisk: false))
    run(stated, until: 360_000_000)
    #expect(chaotic.world.node(.b)?.health == .crashed)
    // Ends the plan, and mends: as the statement does.
    chaotic.step(.chaos(nil))
    stated.step(.restart(.b))
    #expect(chaotic.fingerprint() == stated.fingerprint())
    #expect(chaotic.isQuiet && chaotic.world.nextOccasion == nil)
  }

  @Test func `nothing else moves what is drawn`() {
    func instants(_ isBusy: Bool) -> [Tick] {
      let lab = Lab.mesh(3)
      lab.step(.chaos(plan()))
      for _ in 0..<20 {
        if isBusy { lab.attempt(.write(WriteRequest(key: .k, value: .tombstone, node: .a))) }
        run(lab, until: lab.world.now + 100_000_000)
      }
      return faults(lab).filter { $0.kind == .struck }.map(\.tick)
    }
    #expect(instants(true) == instants(false))
    #expect(instants(true).count == 3)
  }

  @Test func `settling waits for the mending and not for the next fault`() {
    let lab = Lab.mesh(3)
    lab.step(.chaos(plan([.crash], every: 10_000_000_000)))
    #expect(lab.isQuiet)
    #expect(lab.settle() == 0 && lab.world.now == 0)
    while lab.world.chaosWounds == 0 { run(lab, until: lab.world.now + 100_000_000) }
    #expect(!lab.isQuiet)
    lab.settle()
    #expect(lab.isQuiet)
    for node in [NodeID.a, .b, .c] { #expect(lab.world.node(node)?.health == .up) }
  }

  @Test func `it ends by itself`() {
    let lab = Lab.mesh(3)
    lab.step(.chaos(plan(every: 100_000_000, for: 2_000_000_000)))
    run(lab, until: 60_000_000_000)
    let last = faults(lab).filter { $0.kind == .struck }.map(\.tick).max() ?? 0
    #expect((1_000_000_000...2_000_000_000).contains(last))
    #expect(lab.world.chaos == nil && lab.world.chaosWounds == 0)
    #expect(faults(lab).count % 2 == 0, "what begins ends")
  }

  @Test func `what a person mends is not mended twice`() {
    let lab = Lab.mesh(2)
    var plan = plan([.crash, .pause, .partition, .fail], every: 50_000_000)
    plan.downtime = 1_000_000_000_000_000
    lab.step(.chaos(plan))
    for _ in 0..<200 {
      run(lab, until: lab.world.now + 20_000_000)
      for node in [NodeID.a, .b] {
        lab.attempt(.restart(node))
        lab.attempt(.resume(node))
        lab.attempt(.mend(node))
      }
      lab.step(.heal)
    }
    lab.step(.chaos(nil))
    #expect(lab.world.chaosWounds == 0)
    #expect(faults(lab).count { $0.kind == .mended } == 0)
    #expect(faults(lab).count > 20)
  }

  @Test func `messages are lost and doubled`() {
    let lab = Lab.mesh(2)
    lab.step(.chaos(plan([.drop, .duplicate], every: 3_000_000)))
    for _ in 0..<100 {
      lab.write("x", at: .a)
      run(lab, until: lab.world.now + 10_000_000)
    }
    lab.settle()
    #expect(lab.count(.redundant, at: .b) > 10)
    #expect(lab.events.events.count { $0.kind == .dropped } > 10)
    #expect(lab.violations == [])
  }

  @Test func `it befalls the nodes that are named`() {
    let lab = Lab.mesh(3)
    lab.step(.chaos(plan(ChaosFault.allCases, every: 30_000_000, on: [.c])))
    run(lab, until: 5_000_000_000)
    #expect(faults(lab).allSatisfy { $0.node == .c })
    #expect(faults(lab).count > 3)
    lab.step(.remove(.c))
    run(lab, until: 9_000_000_000)
    #expect(lab.attempt(.chaos(plan(on: [.c]))) == .noNode(.c))
    lab.settle()
    #expect(lab.isQuiet && lab.violations == [])
  }
}
