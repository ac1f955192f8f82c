import Causality
import Replication
import Testing

@testable import Simulation

/// How often a write is delivered where, topology by topology.
@Suite struct TopologyTests {
  private func delivered(_ lab: Lab, _ nodes: Int) -> [Int] {
    (0..<Int32(nodes)).map { lab.count(.delivered, at: NodeID($0)) }
  }

  @Test(arguments: [ForwardingTags.path, .announced, .origin])
  func `B1: all the way round, but no further`(tags: ForwardingTags) {
    let lab = Lab.joined(3, [(0, 1), (1, 2), (2, 0)])
    lab.step(.forwarding(tags, redundant: .stop))
    lab.write("x", at: .a)
    lab.settle()
    #expect(lab.isConverged)
    #expect(lab.count(.delivered) == 2)
    #expect(lab.count(.applied, at: .b) == 1)
    #expect(lab.count(.applied, at: .c) == 1)
    // By origin the copy travels back and is dropped on arrival.
    let ignored = lab.events.events.filter { $0.kind == .ignored }
    #expect(ignored.map(\.node) == (tags == .origin ? [.a] : []))
  }

  @Test func `B2: a ring, a star and a mesh with one node down`() {
    let ring = Lab.joined(3, [(0, 1), (1, 2), (2, 0)])
    ring.step(.crash(.b, losingDisk: false))
    ring.write("x", at: .a)
    ring.step(.addKey(KeyRules()))
    ring.write("y", at: .c, on: .l)
    ring.settle()
    #expect(ring.values(.k, at: .c) == [])
    #expect(ring.values(.l, at: .a) == ["y"])
    #expect(ring.count(.inFlight, at: .b) == 2)
    ring.step(.restart(.b))
    ring.settle()
    #expect(ring.isConverged)

    for (down, reached) in [(NodeID.a, 0), (.c, 2)] {
      let star = Lab.joined(4, [(0, 1), (0, 2), (0, 3)], bothWays: true)
      star.step(.crash(down, losingDisk: false))
      star.write("x", at: .b)
      star.settle()
      #expect(star.count(.applied) == reached)
    }
    let mesh = Lab.mesh(4, relay: true)
    mesh.step(.crash(.c, losingDisk: false))
    mesh.write("x", at: .a)
    mesh.settle()
    for node in [.b, .d] as [NodeID] { #expect(mesh.values(.k, at: node) == ["x"]) }
  }

  /// b's write has reached a when b goes and a, c become a ring of two.
  private func circulating(_ tags: ForwardingTags) -> Lab {
    let lab = Lab.joined(3, [(1, 2), (2, 0), (0, 2)])
    lab.step(.forwarding(tags, redundant: .forward))
    lab.write("x", at: .b)
    lab.deliver(.b, .c)
    lab.deliver(.c, .a)
    lab.step(.remove(.b))
    return lab
  }

  @Test func `B3: twelve hops, six at each`() {
    let lab = circulating(.origin)
    let before = delivered(lab, 3)
    let hops = lab.world.settle(until: .max, limit: 12, into: &lab.events)
    let after = delivered(lab, 3)
    #expect(hops == 12)
    #expect(zip(after, before).map { $0 - $1 } == [6, 0, 6])
    #expect(!lab.isQuiet)
  }

  @Test func `B3: ignoring the lost origin ends it within one turn`() {
    let lab = circulating(.origin)
    _ = lab.world.settle(until: .max, limit: 4, into: &lab.events)
    lab.step(.ignore(origin: .b, at: .a))
    let hops = lab.settle()
    #expect(hops <= 2)
    #expect(lab.isQuiet)
    #expect(lab.attempt(.ignore(origin: .d, at: .a)) == .noNode(.d))
  }

  @Test func `B3: with path tags nothing is sent on`() {
    let lab = circulating(.path)
    let before = delivered(lab, 3)
    lab.settle()
    #expect(lab.isQuiet)
    #expect(delivered(lab, 3) == before)
  }

  @Test func `B4: a middle that does not pass on`() {
    let lab = Lab.joined(3, [(0, 1), (1, 2)])
    for (relays, text, last) in [(true, "1", "1"), (false, "2", "1"), (true, "3", "3")] {
      lab.step(.relay(.b, relays))
      lab.write(text, at: .a)
      lab.settle()
      #expect(lab.values(.k, at: .b) == [text])
      #expect(lab.values(.k, at: .c) == [last])
    }
  }

  @Test func `B5: a diamond, open and closed`() {
    let (top, left, right, bottom) = (NodeID.a, NodeID.b, NodeID.c, NodeID.d)
    let sides: [(Int32, Int32)] = [(0, 1), (0, 2), (1, 3), (2, 3)]
    let open = Lab.joined(4, sides)
    open.write("x", at: top)
    open.settle()
    #expect(delivered(open, 4) == [0, 1, 1, 2])
    #expect(open.count(.redundant, at: bottom) == 1)
    #expect(open.count(.applied, at: bottom) == 1)
    for tags in [ForwardingTags.path, .announced] {
      let closed = Lab.joined(4, sides + [(3, 0)])
      closed.step(.forwarding(tags, redundant: .stop))
      closed.write("x", at: right)
      closed.settle()
      #expect(delivered(closed, 4) == [1, 1, 0, 1])
      #expect(closed.values(.k, at: left) == ["x"])
    }
  }

  @Test func `B6: a circle with spurs`() {
    let arcs: [(Int32, Int32)] = [(0, 1), (1, 2), (2, 0), (0, 3), (1, 4), (2, 5)]
    for (writer, reached) in [(NodeID.a, 5), (.c, 5), (.d, 0)] {
      let lab = Lab.joined(6, arcs)
      lab.write("x", at: writer)
      lab.settle()
      #expect(lab.count(.applied) == reached)
      #expect(lab.count(.redundant) == 0)
    }
  }

  @Test func `B7: a tree`() {
    let lab = Lab.joined(5, [(0, 1), (1, 2), (0, 3), (3, 4)])
    lab.write("x", at: .a)
    lab.settle()
    #expect(delivered(lab, 5) == [0, 1, 1, 1, 1])
    #expect(lab.isConverged)
  }

  @Test func `B8: a ring of six, one way`() {
    let lab = Lab.joined(6, (0..<6).map { ($0, ($0 + 1) % 6) })
    lab.write("x", at: .a)
    lab.settle()
    #expect(delivered(lab, 6) == [0, 1, 1, 1, 1, 1])
    #expect(lab.count(.redundant) == 0)
  }

  /// Both ways in lock-step: the tags name who was passed and who is being sent to.
  @Test func `B8: a ring of six, both ways`() {
    let lab = Lab.joined(6, (0..<6).map { ($0, ($0 + 1) % 6) }, bothWays: true)
    lab.step(.forwarding(.announced, redundant: .forward))
    lab.write("x", at: .a)
    lab.settle()
    #expect(lab.count(.delivered) == 8)
    #expect(delivered(lab, 6) == [0, 1, 2, 2, 2, 1])
    #expect((0..<6).map { lab.count(.redundant, at: NodeID($0)) } == [0, 0, 1, 1, 1, 0])
  }

  @Test func `a wide star names its nodes beyond the sixty-third`() {
    let lab = Lab.joined(100, (1..<100).map { (0, $0) }, bothWays: true)
    for tags in [ForwardingTags.path, .announced] {
      lab.step(.forwarding(tags, redundant: .forward))
      lab.write("\(tags)", at: NodeID(90))
      lab.settle()
      #expect(lab.isConverged)
      #expect(lab.isQuiet)
    }
    #expect(lab.count(.delivered) == 198)
    #expect(lab.violations == [])
  }
}
