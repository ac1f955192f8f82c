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

  /// What was drawn in one world is stated in another: the same befalls it.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `what was drawn can be stated, and brings the same`(seed: UInt64) {
    func work(_ lab: Lab) {
      for turn in 0..<30 {
        lab.attempt(
          .write(WriteRequest(key: .k, value: lab.world.values.intern("v\(turn)"), node: .a)))
        run(lab, until: Tick(turn) * 37_000_000)
      }
      _ = lab.world.settle(until: .max, limit: 10_000, into: &lab.events)
      lab.step(.chaos(nil))
    }
    func lab() -> Lab {
      let lab = Lab.mesh(4, relay: true)
      lab.step(.seed(seed))
      lab.step(.addKey(KeyRules()))
      return lab
    }
    let drawn = lab()
    drawn.world.recordsChoices = true
    drawn.step(.chaos(plan(ChaosFault.allCases, every: 11_000_000, for: 900_000_000)))
    work(drawn)
    let strokes = drawn.world.takeDrawnStrokes()
    #expect(strokes.count(where: \.hasStruck) > 5)
    drawn.world.recordsChoices = false
    let stated = lab()
    for stroke in strokes.reversed() where stroke.hasStruck { stated.step(.strike(stroke.stroke)) }
    #expect(stated.fingerprint() != lab().fingerprint(), "what is to come is part of the state")
    work(stated)
    #expect(faults(drawn).map(\.tick) == faults(stated).map(\.tick))
    #expect(drawn.fingerprint() == stated.fingerprint() && drawn.world.now == stated.world.now)
  }

  @Test func `what was stated befalls only what it can`() {
    let lab = Lab.mesh(2)
    let crash = Stroke(tick: 5, fault: .crash, victim: .node(.b), downtime: 10)
    lab.step(.strike(crash))
    lab.step(.strike(Stroke(tick: 6, fault: .pause, victim: .node(.b), downtime: 10)))
    let way = MessageName(Arc(.a, .b), 1)
    lab.step(.strike(Stroke(tick: 7, fault: .drop, victim: .message(way), downtime: 1)))
    run(lab, until: 8)
    #expect(faults(lab).map { $0.request.fault } == [.crash])
    #expect(lab.world.node(.b)?.health == .crashed && !lab.world.expectsFaults)
    // Stated too late, it comes as soon as time passes; off, none comes.
    run(lab, until: 100)
    lab.step(.strike(crash))
    lab.step(.chaos(nil))
    run(lab, until: 200)
    lab.step(.strike(crash))
    run(lab, until: 200)
    #expect(faults(lab).map(\.tick) == [5, 15, 200])
    #expect(
      lab.attempt(.strike(Stroke(tick: 1, fault: .fail, victim: .node(.c), downtime: 1))) != nil)
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
