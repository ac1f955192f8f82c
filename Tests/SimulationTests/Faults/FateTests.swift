import Replication
import Testing

@testable import Simulation

/// Losses, duplicates and latencies at random.
@Suite struct FateTests {
  private let way = Arc(.a, .b)

  /// What a link loses or doubles of its first messages, as the same draws in another program say.
  @Test func `frequencies of a fixed seed`() {
    let lab = Lab(interest: [])
    lab.step(.addNodes(count: 2))
    lab.step(.topology([way]))
    lab.step(.relay(.b, false))
    lab.step(.addKey(KeyRules()))
    lab.step(.loss(.all, Share(percent: 5)))
    lab.world.recordsChoices = true
    for _ in 0..<100 {
      for _ in 0..<1_000 { lab.write("x", at: .a) }
      lab.settle()
    }
    let lost = lab.world.takeChoices().filter(\.fate.isLost).map(\.message.ordinal)
    #expect(lost.count == 4_949)
    #expect(lost.prefix(10) == [4, 5, 52, 92, 95, 105, 131, 146, 149, 192])
    #expect(lab.count(.delivered, at: .b) == 100_000 - 4_949)
    #expect(lab.count(.inFlight) == 0)
  }

  /// Half of the messages are lost and half of them are sent twice, each half apart from the other.
  @Test func `what is lost and what is doubled are two lots`() {
    let lab = Lab.joined(2, [(0, 1)])
    lab.step(.loss(.all, Share(percent: 50)))
    lab.step(.duplicates(.all, Share(percent: 50)))
    lab.world.recordsChoices = true
    for _ in 0..<400 { lab.write("x", at: .a) }
    let fates = lab.world.takeChoices().map(\.fate)
    #expect((60...140).contains(fates.count { $0.isLost && $0.isDoubled }))
    #expect((60...140).contains(fates.count { !$0.isLost && $0.isDoubled }))
  }

  @Test func `a copy that somebody asks for can be lost too`() {
    let lab = Lab.joined(2, [(0, 1)])
    lab.write("x", at: .a)
    lab.step(.loss(.all, .all))
    lab.step(.duplicate(MessageName(way, 1)))
    lab.settle()
    #expect(lab.count(.delivered, at: .b) == 1)
    #expect(lab.events.events.count { $0.kind == .dropped } == 1)
  }

  @Test func `a copy has a name and a lot of its own and is not copied again`() {
    let lab = Lab.joined(2, [(0, 1)])
    lab.step(.duplicates(.all, .all))
    lab.write("x", at: .a)
    #expect(lab.messages.map(\.name.ordinal) == [1, 2])
    lab.settle()
    #expect(lab.count(.delivered, at: .b) == 2)
    #expect(lab.count(.redundant, at: .b) == 1)
    #expect(lab.values(.k, at: .b) == ["x"])
    // Of the copies, some are lost.
    lab.step(.loss(.all, Share(percent: 50)))
    for _ in 0..<50 { lab.write("y", at: .a) }
    lab.settle()
    let arrived = lab.count(.delivered, at: .b) - 2
    #expect((35...65).contains(arrived))
    #expect(lab.violations == [])
  }

  @Test func `a link goes before a kind and a kind before all`() {
    var odds = Odds()
    odds.set(.all, Share(percent: 1))
    odds.set(.kind(.writeAck), Share(percent: 2))
    odds.set(.link(way), Share(percent: 3))
    let back = Arc(.b, .a)
    #expect(odds.share(way, .writeAck) == Share(percent: 3))
    #expect(odds.share(back, .writeAck) == Share(percent: 2))
    #expect(odds.share(back, .replicate) == Share(percent: 1))
    odds.set(.link(way), .none)
    #expect(!odds.mayBefall(way) && odds.mayBefall(back))
    odds.set(.all, .none)
    #expect(odds.share(way, .writeAck) == .none && !odds.mayBefall(back))
  }

  @Test func `what is in flight keeps its lot`() {
    let lab = Lab.joined(2, [(0, 1)])
    lab.step(.loss(.all, .all))
    lab.write("x", at: .a)
    lab.step(.loss(.all, .none))
    lab.write("y", at: .a)
    #expect(lab.messages.count == 2)
    lab.deliver(.a, .b, 1)
    #expect(lab.events.events.last?.kind == .dropped)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["y"])
    #expect(lab.count(.delivered, at: .b) == 1)
  }

  @Test func `a fate can be stated before the message is sent`() {
    let lab = Lab.joined(2, [(0, 1)])
    var fate = Fate()
    fate.isLost = true
    lab.step(.destine(MessageName(way, 1), fate))
    fate.isLost = false
    fate.latency = 77
    lab.step(.destine(MessageName(way, 2), fate))
    fate.latency = nil
    fate.isDoubled = true
    lab.step(.destine(MessageName(way, 2), fate))
    lab.write("x", at: .a)
    lab.write("y", at: .a)
    #expect(lab.attempt(.destine(MessageName(way, 2), fate)) == .wasSent(MessageName(way, 2)))
    // On an ordered link the second waits for the first, whatever was stated.
    #expect(lab.messages.map(\.due) == [10_000_000, 10_000_000, 10_000_000])
    lab.settle()
    #expect(lab.count(.delivered, at: .b) == 2)
    #expect(lab.values(.k, at: .b) == ["y"])
    let link = lab.world.network.links.find(way) ?? 0
    let isConcerned = lab.world.network.links.records[link].blocks.contains(.concerned)
    #expect(!isConcerned, "nothing is stated any more")
  }

  @Test func `a node far away is far in both directions`() {
    let lab = Lab.mesh(3)
    lab.step(.detour(.c, 40_000_000))
    lab.write("x", at: .a)
    lab.write("y", at: .c)
    #expect(lab.messages.map(\.due) == [10_000_000, 50_000_000, 50_000_000, 50_000_000])
    lab.step(.detour(.a, 1_000_000))
    lab.write("z", at: .a)
    #expect(lab.messages.map(\.due).max() == 51_000_000)
    lab.step(.detour(.a, 0))
    lab.step(.detour(.c, .max))
    lab.write("z", at: .c)
    #expect(lab.messages.map(\.due).max() == .max)
  }

  @Test func `clocks drift, and skew sets them anew`() {
    var clock = ClockError()
    clock.drift(50_000, 1_000)
    #expect(clock.ahead(at: 2_000_001_000) == 100_000)
    clock.set(ahead: -7, 2_000_001_000)
    #expect(clock.ahead(at: 3_000_001_000) == 49_993)
    clock.drift(0, 3_000_001_000)
    #expect(clock.ahead(at: .max) == 49_993)
    clock.drift(-999_999_999, 0)
    #expect(clock.ahead(at: .max) < -9_000_000_000_000_000_000)
    clock.set(ahead: .min, 0)
    #expect(clock.ahead(at: .max) == .min)
  }

  @Test func `what is stated of a link goes with it`() {
    let lab = Lab.joined(2, [(0, 1)])
    lab.step(.loss(.link(way), .all))
    lab.step(.unlink(way))
    lab.step(.link(way, nil))
    lab.write("x", at: .a)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["x"])
    lab.step(.loss(.link(way), .all))
    lab.step(.topology([way]))
    lab.write("y", at: .a)
    lab.settle()
    #expect(lab.values(.k, at: .b) == ["y"])
  }

  /// A statement more or less moves no lot and no latency of a message of the same name.
  @Test(arguments: 1...24 as ClosedRange<UInt64>)
  func `draws stay where they are when a statement goes`(seed: UInt64) {
    var stream = TestStream(seed: seed)
    let count = 60
    let gone = stream.below(count)
    var decisions: [(node: Int32, key: Int32, isRead: Bool)] = []
    for _ in 0..<count {
      decisions.append((Int32(stream.below(3)), Int32(stream.below(2)), stream.oneIn(3)))
    }
    func choices(without left: Int?) -> [MessageName: Fate] {
      let lab = Lab.mesh(3, relay: true)
      lab.step(.addKey(KeyRules()))
      if seed % 2 == 0 { lab.step(.replication(.leaderless(QuorumSetup(n: 3, w: 2, r: 2)))) }
      lab.step(.latency(.all, .pareto(scale: 1_000_000, shape: 2)))
      lab.step(.loss(.all, Share(percent: 10)))
      lab.step(.duplicates(.all, Share(percent: 10)))
      lab.world.recordsChoices = true
      for (at, decision) in decisions.enumerated() where at != left {
        let (node, key) = (NodeID(decision.node), KeyID(decision.key))
        if decision.isRead {
          lab.attempt(.read(ReadRequest(key: key, node: node)))
        } else {
          lab.write("v\(at)", at: node, on: key)
        }
        lab.attempt(.deliverNext)
      }
      lab.settle()
      var fates: [MessageName: Fate] = [:]
      for choice in lab.world.takeChoices() {
        #expect(fates[choice.message] == nil, "\(choice.message) was sent twice")
        fates[choice.message] = choice.fate
      }
      return fates
    }
    let (all, fewer) = (choices(without: nil), choices(without: gone))
    var common = 0
    for (message, fate) in fewer {
      guard let other = all[message] else { continue }
      common += 1
      // Whether it may be doubled depends on whether it is a copy itself.
      #expect(fate.isLost == other.isLost && fate.latency == other.latency, "\(message)")
    }
    #expect(common > 50)
  }

  @Test func `what was chosen can be stated, and brings the same`() {
    func run(_ statements: [Choice]?) -> (choices: [Choice], dues: [Tick], fingerprint: UInt64) {
      let lab = Lab.mesh(3)
      if let statements {
        for choice in statements { lab.step(.destine(choice.message, choice.fate)) }
      } else {
        lab.step(.latency(.all, .exponential(mean: 5_000_000)))
        lab.step(.loss(.all, Share(percent: 20)))
        lab.step(.duplicates(.all, Share(percent: 20)))
        lab.world.recordsChoices = true
      }
      for at in 0..<30 { lab.write("v\(at)", at: NodeID(Int32(at % 3))) }
      let dues = lab.messages.map(\.due)
      // The rules differ now, and the states should not otherwise.
      lab.step(.latency(.all, .constant(1)))
      lab.step(.loss(.all, .none))
      lab.step(.duplicates(.all, .none))
      let choices = lab.world.takeChoices()
      return (choices, dues, lab.fingerprint())
    }
    let drawn = run(nil)
    let stated = run(drawn.choices)
    #expect(drawn.choices.contains { $0.fate.isLost })
    #expect(drawn.choices.contains { $0.fate.isDoubled })
    #expect(drawn.dues == stated.dues && drawn.fingerprint == stated.fingerprint)
  }
}
