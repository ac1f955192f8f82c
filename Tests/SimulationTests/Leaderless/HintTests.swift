import Causality
import Replication
import Testing

@testable import Simulation

/// Preference lists, stand-ins, hints and how they come home.
@Suite struct HintTests {
  private func sloppy(_ nodes: Int, _ setup: QuorumSetup = QuorumSetup()) -> Lab {
    var setup = setup
    setup.isSloppy = true
    return Lab.store(nodes, setup)
  }

  /// DDIA, sloppy quorums and hinted hand-off.
  @Test func `a sloppy quorum and its hint`() {
    let lab = sloppy(5)
    lab.putSettled("v1", at: .a)
    lab.step(.partition([Arc(.a, .b), Arc(.b, .a), Arc(.a, .c), Arc(.c, .a)]))
    #expect(lab.putSettled("v2", at: .a, to: [.a, .d]) == .ok)
    #expect(lab.values(.k, at: .d) == [], "a hint is no part of what a node holds")
    #expect(lab.world.hints().map(\.holder) == [.d])
    #expect(lab.world.hints().map(\.home) == [.b])
    #expect(lab.count(.hints) == 1)
    #expect(lab.read(at: .b, from: [.b, .c]) == ["v1"])
    lab.step(.heal)
    lab.settle()
    #expect(lab.count(.hints) == 0)
    #expect(lab.shown() == [["v2"], ["v2"], ["v1"], [], []])
    #expect(lab.read(at: .b, from: [.b, .c]) == ["v2"])
    #expect(lab.violations == [])
  }

  @Test func `a strict quorum fails instead`() {
    let lab = Lab.store(5)
    lab.step(.partition([Arc(.a, .b), Arc(.a, .c)]))
    #expect(lab.putSettled("v2", at: .a, to: [.a, .d]) == .unavailable(needed: 2, got: 1))
    #expect(lab.count(.hints) == 0)
  }

  @Test func `hints wait where hand-off is off`() {
    var setup = QuorumSetup()
    setup.handsOff = false
    let lab = sloppy(4, setup)
    lab.step(.crash(.c, losingDisk: false))
    #expect(lab.putSettled("x", at: .a) == .ok)
    lab.step(.restart(.c))
    lab.settle()
    #expect(lab.count(.hints, at: .d, on: .k) == 1)
    #expect(lab.values(.k, at: .c) == [])
    setup.isSloppy = true
    setup.handsOff = true
    lab.step(.replication(.leaderless(setup)))
    lab.settle()
    #expect(lab.count(.hints) == 0)
    #expect(lab.values(.k, at: .c) == ["x"])
  }

  @Test func `a hint whose way home is lost is sent again`() {
    let lab = sloppy(4)
    lab.step(.crash(.c, losingDisk: false))
    lab.putSettled("x", at: .a)
    lab.step(.restart(.c))
    lab.drop(.d, .c)
    lab.settle()
    #expect(lab.count(.hints) == 1)
    lab.step(.pause(.a))
    lab.step(.resume(.a))
    lab.settle()
    #expect(lab.count(.hints) == 0)
    #expect(lab.values(.k, at: .c) == ["x"])
    #expect(lab.violations == [])
  }

  @Test func `a reader is told what a stand-in keeps`() {
    let lab = sloppy(4, QuorumSetup(n: 3, w: 1, r: 1))
    for node in [.a, .b] as [NodeID] { lab.step(.crash(node, losingDisk: false)) }
    #expect(lab.putSettled("x", at: .d, to: [.d]) == .ok)
    #expect(lab.world.hints().map(\.home) == [.a])
    #expect(lab.read(at: .d, from: [.d]) == ["x"])
    #expect(lab.shown() == [[], [], [], []], "nobody holds it for itself")
    #expect(lab.violations == [])
  }

  @Test func `a disk that is lost takes its hints along`() {
    let lab = sloppy(4)
    lab.step(.crash(.c, losingDisk: false))
    lab.putSettled("x", at: .a)
    lab.step(.crash(.d, losingDisk: true))
    #expect(lab.count(.hints) == 0)
    #expect(lab.violations == [])
  }

  // MARK: Preference lists

  /// riak_core_apl.erl, four_node_test: the places of a key with primaries P0, P1, P2.
  @Test(
    arguments: [
      ("", "0a 1b 2c"), ("a", "3d 1b 2c"), ("ab", "3d 6c 2c"), ("cd", "0a 1b 4a"),
    ])
  func `Riak's fallbacks`(down: String, expected: String) {
    let lab = Lab()
    lab.step(.addNodes(count: 4))
    lab.step(.addKey(KeyRules()))
    var setup = QuorumSetup()
    setup.isSloppy = true
    lab.step(.replication(.leaderless(setup)))
    let owners: [NodeID] = [.a, .b, .c, .d, .a, .b, .c, .d]
    lab.step(.ring(owners: owners, isDistinct: false))
    lab.step(.place(.k, .partition(0)))
    for name in down { lab.step(.crash(node(name), losingDisk: false)) }
    let shown = lab.world.preference(of: .k).map { entry in
      "\(entry.partition ?? -1)\(Array("abcd")[entry.node.index])"
    }
    #expect(shown.joined(separator: " ") == expected)
    let standIns = lab.world.preference(of: .k).filter { $0.standsInFor != nil }
    #expect(standIns.count == down.filter { "abc".contains($0) }.count)
  }

  private func node(_ name: Character) -> NodeID {
    NodeID(Int32(Array("abcd").firstIndex(of: name) ?? 0))
  }

  /// One node in two places: two acknowledgements, one machine.
  @Test func `nodes or acknowledgements`() {
    for count in QuorumSetup.Count.allCases {
      var setup = QuorumSetup(n: 3, w: 3, r: 1)
      setup.isSloppy = true
      setup.count = count
      let lab = Lab()
      lab.step(.addNodes(count: 4))
      lab.step(.addKey(KeyRules()))
      lab.step(.replication(.leaderless(setup)))
      lab.step(.ring(owners: [.a, .b, .c, .d, .a, .b, .c, .d], isDistinct: false))
      lab.step(.place(.k, .partition(0)))
      lab.step(.crash(.a, losingDisk: false))
      lab.step(.crash(.b, losingDisk: false))
      let expected: Outcome = count == .acks ? .ok : .unavailable(needed: 3, got: 2)
      #expect(lab.putSettled("x", at: .d) == expected)
      #expect(lab.world.hints().map(\.home) == [.b, .a], "c keeps b's, d keeps a's")
    }
  }
}
