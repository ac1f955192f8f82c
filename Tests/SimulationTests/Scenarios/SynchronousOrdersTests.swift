import Causality
import Replication
import Testing

@testable import Simulation

/// Two synchronous writes among three leaders, in every order of messages.
@Suite struct SynchronousOrdersTests {
  /// States visited in each search at most.
  private static let bound = 2500

  /// All states reachable by delivering, each once.
  private struct Search {
    var seen: Set<UInt64> = []
    var ends = 0
    var both = 0
    var problems: [String] = []
    let bound: Int

    mutating func run(_ start: Lab) {
      var open = [start]
      while let lab = open.popLast(), seen.count < bound {
        guard seen.insert(lab.fingerprint(.untimed)).inserted else { continue }
        var moves: [Decision] = []
        lab.world.enabled(.untimed, into: &moves)
        let deliveries = moves.filter { if case .deliver = $0 { true } else { false } }
        if deliveries.isEmpty { end(lab) }
        for move in deliveries {
          let fork = lab.fork()
          if fork.attempt(move) != nil { problems.append("an enabled move was refused") }
          open.append(fork)
        }
      }
    }

    private mutating func end(_ lab: Lab) {
      ends += 1
      let outcomes = lab.world.operations.operations.indices.map {
        lab.world.outcome(of: OperationID(Int32($0)))
      }
      let winners = outcomes.count { $0 == .ok }
      let shown = (0..<3 as Range<Int32>).map { lab.values(.k, at: NodeID($0)) }
      if outcomes.contains(.pending) { problems.append("pending at the end: \(outcomes)") }
      if winners == 2 { both += 1 }
      if winners == 0 { problems.append("nobody won: \(outcomes)") }
      if !shown.allSatisfy({ $0 == shown[0] && $0.count == 1 }) {
        problems.append("leaders differ: \(shown)")
      }
      if lab.count(.conflicts) > 0 { problems.append("two concurrent writes were let in") }
      problems += lab.violations
    }
  }

  private func leaders() -> Lab {
    let lab = Lab.mesh(3)
    lab.events.interest = []
    lab.step(.delivery(.any))
    lab.step(.replication(.multiLeader(synchronous: true)))
    return lab
  }

  @Test(arguments: [(NodeID.a, NodeID.b), (.b, .a), (.c, .a), (.b, .c)], [0, 1_000_000] as [Tick])
  func `one of two crossing writes wins`(pair: (NodeID, NodeID), apart: Tick) {
    let lab = leaders()
    lab.write("x", at: pair.0)
    lab.step(.pass(until: apart))
    lab.write("y", at: pair.1)
    var search = Search(bound: Self.bound)
    search.run(lab)
    #expect(Set(search.problems) == [])
    #expect(search.both == 0)
    #expect(search.ends > 0)
  }

  /// The second write is issued after so many deliveries of the first: in time, or too early.
  @Test(arguments: 0...8)
  func `a write in the midst of another`(after: Int) {
    var stream = TestStream(seed: UInt64(after))
    for _ in 0..<6 {
      let lab = leaders()
      lab.write("x", at: .b)
      for _ in 0..<after {
        var moves: [Decision] = []
        lab.world.enabled(.untimed, into: &moves)
        if moves.count > 1 { lab.attempt(stream.pick(Array(moves.dropLast()))) }
      }
      lab.write("y", at: stream.pick([.a, .b, .c]))
      var search = Search(bound: Self.bound / 10)
      search.run(lab)
      #expect(Set(search.problems) == [])
    }
  }

  /// Faults of every kind on the way; afterwards everything is mended and one more write made.
  @Test(arguments: 1...UInt64(40))
  func `never two winners, never blocked for ever`(seed: UInt64) {
    var stream = TestStream(seed: seed)
    let lab = leaders()
    for _ in 0..<30 {
      disturb(lab, &stream)
      #expect(lab.violations == [], "seed \(seed)")
    }
    for node in [.a, .b, .c] as [NodeID] {
      lab.attempt(.restart(node))
      lab.attempt(.resume(node))
    }
    lab.step(.heal)
    lab.settle()
    #expect(lab.isQuiet)
    let outcomes = lab.world.operations.operations.indices.map {
      lab.world.outcome(of: OperationID(Int32($0)))
    }
    #expect(!outcomes.contains(.pending), "seed \(seed)")
    let names = lab.versions(.k, at: .a).map(\.dot)
    #expect(Set(names).count == names.count)
    // What was lost on the way is not sent again: a write that follows all of it brings peace.
    let reader = ClientID(0)
    lab.step(.client(reader, ClientSetup()))
    for node in [.a, .b, .c] as [NodeID] {
      lab.step(.read(ReadRequest(key: .k, node: node, client: reader)))
    }
    lab.write("last", at: stream.pick([.a, .b, .c]), context: .client(reader))
    let last = lab.operation
    lab.settle()
    let outcome = lab.world.outcome(of: last)
    #expect(outcome == .ok, "seed \(seed)")
    for node in [.a, .b, .c] as [NodeID] {
      #expect(lab.values(.k, at: node) == ["last"], "seed \(seed)")
    }
    #expect(lab.violations == [])
  }

  private func disturb(_ lab: Lab, _ stream: inout TestStream) {
    let node = stream.pick([NodeID.a, .b, .c])
    let messages = lab.messages
    switch stream.below(24) {
    case 0...4:
      let request = WriteRequest(
        key: .k, value: lab.world.values.intern("\(stream.below(5))"), node: node,
        timeout: stream.oneIn(2) ? 15_000_000 : 100_000_000)
      lab.attempt(.write(request))
    case 5...6: lab.attempt(.crash(node, losingDisk: false))
    case 7...9: lab.attempt(.restart(node))
    case 10: lab.attempt(.pause(node))
    case 11: lab.attempt(.resume(node))
    case 12: lab.attempt(.partition([Arc(node, stream.pick([.a, .b, .c]))]))
    case 13...14: lab.attempt(.heal)
    case 15 where !messages.isEmpty: lab.attempt(.duplicate(stream.pick(messages).name))
    case 16: lab.attempt(.pass(until: lab.world.now + stream.tick(below: 30_000_000)))
    case 17...20 where !messages.isEmpty: lab.attempt(.deliver(stream.pick(messages).name))
    default: lab.attempt(.deliverNext)
    }
  }
}
