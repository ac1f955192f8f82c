import Causality
import Replication
import Testing

@testable import Simulation

/// Comparing hash trees, purging deletions, and what comes back.
@Suite struct AntiEntropyTests {
  private static let day: Tick = 86_400_000_000_000

  private func loose(_ nodes: Int = 4) -> Lab {
    var setup = QuorumSetup(n: 3, w: 1, r: 3)
    setup.readRepair = .off
    return Lab.store(nodes, setup)
  }

  @Test func `a comparison sends each what it lacks`() {
    let lab = loose()
    lab.putSettled("x", at: .d, to: [.a])
    lab.step(.sync(.a, .b))
    #expect(lab.messages.map(\.kind) == [.sync])
    lab.settle()
    #expect(lab.shown() == [["x"], ["x"], [], []])
    lab.step(.sync(.b, .a))
    #expect(lab.world.lastSync.hashes == 1, "the roots are equal")
    #expect(lab.isQuiet)
    lab.write("y", at: .d, context: .blind)
    lab.settle()
    lab.step(.sync(.a, .c))
    lab.settle()
    #expect(lab.shown() == [["x", "y"], ["x", "y"], ["x", "y"], []])
    #expect(lab.violations == [])
  }

  @Test func `only keys that both hold are compared`() {
    let lab = loose()
    lab.putSettled("x", at: .d)
    lab.step(.sync(.a, .d))
    #expect(lab.isQuiet)
    #expect(lab.values(.k, at: .d) == [])
  }

  /// One of many keys differs: a few hashes a level, and one segment of keys.
  @Test func `one key among many`() {
    let lab = Lab.joined(2, [(0, 1)], bothWays: true)
    for _ in 1..<5000 { lab.step(.addKey(KeyRules())) }
    for key in 0..<Int32(5000) { lab.write("x", at: .a, on: KeyID(key)) }
    lab.settle()
    lab.step(.sync(.a, .b))
    #expect(lab.world.lastSync.keys == 0)
    lab.step(.hold(Arc(.a, .b), .replicate))
    lab.write("y", at: .a, on: KeyID(4321))
    lab.step(.sync(.a, .b))
    #expect(lab.world.lastSync.keys == 1)
    #expect(lab.world.lastSync.hashes == 1 + 3 * 32)
    #expect(lab.world.lastSync.levels == 4)
    #expect(lab.world.lastSync.listed < 20)
    lab.settle()
    #expect(lab.values(KeyID(4321), at: .b) == ["y"])
    #expect(lab.violations == [])
  }

  @Test func `nodes that cannot meet are not compared`() {
    let lab = loose()
    #expect(lab.attempt(.sync(.a, .a)) == .noLink(Arc(.a, .a)))
    lab.step(.partition([Arc(.b, .a)]))
    #expect(lab.attempt(.sync(.a, .b)) == .cut(Arc(.b, .a)))
    lab.step(.crash(.c, losingDisk: false))
    #expect(lab.attempt(.sync(.a, .c)) == .down(.c))
  }

  /// The more keys, the more segments, and the more levels: hashes grow by the logarithm.
  @Test func `a hundred thousand keys`() {
    let lab = Lab(interest: [])
    lab.world.recordsStatistics = false
    lab.step(.addNodes(count: 2))
    lab.step(.topology([Arc(.a, .b)]))
    for key in 0..<Int32(100_000) {
      lab.step(.addKey(KeyRules()))
      lab.write("x", at: .a, on: KeyID(key))
    }
    lab.settle()
    lab.step(.sync(.a, .b))
    #expect(lab.world.lastSync.hashes == 1)
    lab.step(.hold(Arc(.a, .b), .replicate))
    lab.write("y", at: .a, on: KeyID(54_321))
    let before = lab.world.comparisons
    lab.step(.sync(.a, .b))
    #expect(lab.world.lastSync.hashes == 1 + 3 * 32, "a root and three levels of 32 children")
    #expect(lab.world.lastSync.keys == 1)
    #expect(lab.world.lastSync.listed < 20)
    let after = lab.world.comparisons
    #expect(after.count == before.count + 1 && after.hashes == before.hashes + 97)
  }

  @Test func `rounds go on until none could bring anything`() {
    let lab = loose()
    lab.putSettled("x", at: .d, to: [.a])
    lab.step(.antiEntropy(every: 5_000_000))
    #expect(!lab.isQuiet)
    #expect(lab.world.nextDue == lab.world.nextRound)
    lab.settle()
    #expect(lab.shown() == [["x"], ["x"], ["x"], []])
    #expect(lab.isQuiet)
    let count = lab.world.comparisons.count
    lab.settle()
    #expect(lab.world.comparisons.count == count, "nobody waits for another round")
    _ = lab.world.advance(until: lab.world.now + 1_000_000_000, into: &lab.events)
    #expect(lab.world.comparisons.count > count + 50, "but rounds go on as time passes")
    #expect(lab.isQuiet)
    #expect(lab.violations == [])
  }

  /// Who cannot be reached, or takes nothing, is not waited for.
  @Test func `rounds that could bring nothing`() {
    let lab = loose()
    lab.putSettled("x", at: .d, to: [.a])
    lab.step(.antiEntropy(every: 5_000_000))
    let arcs = [Arc(.a, .b), Arc(.a, .c)]
    lab.step(.partition(arcs))
    #expect(lab.isQuiet)
    lab.step(.heal)
    #expect(!lab.isQuiet)
    for arc in arcs { lab.step(.hold(arc, .sync)) }
    #expect(lab.isQuiet)
    for arc in arcs { lab.step(.release(arc, .sync)) }
    for node in [NodeID.b, .c] { lab.step(.failWrites(node)) }
    #expect(lab.isQuiet)
    for node in [NodeID.b, .c] { lab.step(.mend(node)) }
    lab.step(.pause(.a))
    #expect(lab.isQuiet)
    lab.step(.resume(.a))
    lab.step(.link(Arc(.b, .c), nil))
    #expect(lab.isQuiet, "a has no link")
    lab.step(.link(Arc(.b, .a), nil))
    #expect(!lab.isQuiet)
    lab.settle()
    #expect(lab.shown() == [["x"], ["x"], ["x"], []])
  }

  /// A deletion purged before a replica came back: the value rises again.
  @Test(arguments: [5, 11] as [Tick])
  func `a zombie`(days: Tick) {
    let lab = Lab.store(3, QuorumSetup(n: 3, w: 2, r: 3))
    lab.putSettled("v", at: .a)
    lab.step(.crash(.c, losingDisk: false))
    lab.step(.write(WriteRequest(key: .k, value: .tombstone, node: .a)))
    lab.settle()
    lab.step(.pass(until: days * Self.day))
    lab.step(.collect(before: lab.world.now - 10 * Self.day, [.a, .b]))
    lab.step(.restart(.c))
    #expect(lab.read(at: .a) == (days == 5 ? [] : ["v"]))
    #expect(lab.shown() == Array(repeating: days == 5 ? [] : ["v"], count: 3))
    #expect(lab.count(.lost) == 0)
    #expect(lab.violations == [])
  }

  @Test func `purged is what was stamped before`() {
    for (before, isPurged) in [(99, false), (100, false), (101, true)] as [(Tick, Bool)] {
      let lab = loose()
      lab.step(
        .write(WriteRequest(key: .k, value: .tombstone, node: .a, stamp: 100)))
      lab.settle()
      lab.step(.collect(before: before, [.a]))
      #expect(lab.versions(.k, at: .a).isEmpty == isPurged)
      #expect(lab.versions(.k, at: .b).count == 1)
      #expect(lab.violations == [])
    }
  }

  /// riak_test `kv679_tombstone`: the tombstone is kept by a stand-in, purged elsewhere, and comes
  /// home after the key was written anew.
  @Test(arguments: [true, false])
  func `a rewrite after the deletion was forgotten`(startsEpochs: Bool) {
    var setup = QuorumSetup()
    setup.isSloppy = true
    setup.startsEpochs = startsEpochs
    let lab = Lab.store(4, setup)
    for value in ["bob", "phil", "pete"] { lab.putSettled(value, at: .a) }
    lab.step(.crash(.c, losingDisk: false))
    lab.step(.write(WriteRequest(key: .k, value: .tombstone, node: .a)))
    lab.settle()
    #expect(lab.world.hints().map(\.home) == [.c])
    lab.step(.crash(.d, losingDisk: false))
    lab.step(.crash(.b, losingDisk: false))
    lab.step(.restart(.c))
    lab.step(.restart(.b))
    #expect(lab.read(at: .b) == [])
    lab.step(.collect(before: .max, [.a, .b, .c]))
    lab.putSettled("jon", at: .a)
    lab.step(.restart(.d))
    lab.settle()
    #expect(lab.read(at: .c) == (startsEpochs ? ["jon"] : []))
    #expect(lab.violations == [])
  }
}
