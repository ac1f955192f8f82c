import Causality
import Replication
import Testing

@testable import Simulation

/// What a read sends to whom, against published cases and a slow model.
@Suite struct ReadRepairTests {
  /// voldemort's ReadRepairerTest: which nodes hold which version, and how many repairs follow.
  ///
  /// A version is a list of increments: [1, 1, 2] is {1:2, 2:1}.
  private static let published: [([[Int]], Int)] = [
    ([[1], [1], [1]], 0),
    ([[1, 2], [1, 2], [1]], 1),
    ([[1], [1, 1]], 1),
    ([[1], [2], [3]], 6),
    ([[1, 1, 2, 2], [1], [2]], 2),
    ([[], [1], [2], [1, 1, 2, 2]], 3),
  ]

  @Test(arguments: published)
  func `the published repairs`(versions: [[Int]], expected: Int) {
    let count = versions.count
    let lab = Lab.store(9, QuorumSetup(n: count, w: 1, r: count))
    place(versions, lab)
    #expect(lab.read(at: NodeID(8))?.isEmpty == false)
    #expect(lab.count(.repairs) == expected)
    let shown = lab.shown().prefix(count)
    #expect(shown.allSatisfy { $0 == shown.first }, "\(shown)")
    #expect(lab.violations == [])
  }

  /// Brings about that replica i holds `versions[i]`, written at nodes 4, 5, 6 for increments of
  /// 1, 2, 3 by a client that has seen what the version follows.
  private func place(_ versions: [[Int]], _ lab: Lab) {
    let distinct = versions.enumerated().filter { versions.firstIndex(of: $0.element) == $0.offset }
    for version in distinct.map(\.element).sorted(by: { $0.count < $1.count })
    where !version.isEmpty {
      let writer = version.last ?? 1
      let id = ClientID(Int32(lab.world.clientCount))
      lab.step(.client(id, ClientSetup()))
      for holder in versions.indices where !versions[holder].isEmpty {
        guard Set(versions[holder]).isSubset(of: Set(version)), versions[holder] != version,
          versions[holder].count < version.count
        else { continue }
        _ = lab.get(
          at: NodeID(8), need: .number(1), from: [NodeID(Int32(holder))], client: id)
        lab.settle()
      }
      let holders = versions.indices.filter { versions[$0] == version }.map { NodeID(Int32($0)) }
      _ = lab.put(
        "\(version)", at: NodeID(Int32(3 + writer)), need: .number(holders.count), to: holders,
        context: .client(id))
      lab.settle()
    }
  }

  /// Writes as sets of dots, replicas as lists of writes.
  private struct Model {
    struct Write {
      var dot: Dot
      var follows: Set<Dot>
    }

    var held: [[Write]] = Array(repeating: [], count: 7)
    var seen: [Set<Dot>] = Array(repeating: [], count: 3)
    var counters: [UInt32] = Array(repeating: 0, count: 7)

    mutating func write(at node: Int, to replicas: [NodeID], by client: Int?) {
      counters[node] += 1
      let dot = Dot(ReplicaID(UInt32(node)), counters[node])
      let write = Write(dot: dot, follows: client.map { seen[$0] } ?? [])
      for replica in replicas { held[replica.index].append(write) }
      if let client { seen[client].insert(dot) }
    }

    /// Reads and repairs; how many values there were, and how many repairs.
    mutating func read(from replicas: [NodeID], by client: Int) -> [Int] {
      let all = replicas.flatMap { held[$0.index] }
      let followed = all.reduce(into: Set<Dot>()) { $0.formUnion($1.follows) }
      var maxima: [Dot: Write] = [:]
      for write in all where !followed.contains(write.dot) { maxima[write.dot] = write }
      seen[client].formUnion(followed.union(all.map(\.dot)))
      var repairs = 0
      for replica in replicas {
        for write in maxima.values
        where !held[replica.index].contains(where: { $0.dot == write.dot }) {
          held[replica.index].append(write)
          repairs += 1
        }
      }
      return [maxima.count, repairs]
    }
  }

  /// Reads of random answers against repairs worked out from sets of dots.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `repairs are those of the slow model`(seed: UInt64) {
    var stream = TestStream(seed: seed)
    var model = Model()
    let n = 2 + stream.below(4)
    let lab = Lab.store(7, QuorumSetup(n: n, w: 1, r: n))
    for client in 0..<3 { lab.step(.client(ClientID(Int32(client)), ClientSetup())) }
    for step in 0..<25 {
      let some = (0..<n).filter { _ in stream.oneIn(2) }.map { NodeID(Int32($0)) }
      guard !some.isEmpty else { continue }
      let client = stream.below(3)
      let id = ClientID(Int32(client))
      let node = stream.below(7)
      let at = NodeID(Int32(node))
      if stream.oneIn(3) {
        let before = lab.count(.repairs)
        let read = lab.get(at: at, need: .number(some.count), from: some, client: id)
        lab.settle()
        let values = lab.world.answer(of: read)?.values.count ?? -1
        let expected = model.read(from: some, by: client)
        #expect([values, lab.count(.repairs) - before] == expected, "seed \(seed), step \(step)")
      } else {
        let isBlind = stream.oneIn(4)
        lab.put(
          "\(step)", at: at, need: .number(some.count), to: some,
          context: isBlind ? .blind : .client(id))
        lab.settle()
        model.write(at: node, to: some, by: isBlind ? nil : client)
      }
      #expect(lab.violations == [])
    }
  }

  /// Each answering replica gets every sibling that it lacks before the reader is told.
  @Test func `a reader that waits for repairs sends all siblings`() {
    var setup = QuorumSetup(n: 3, w: 1, r: 3)
    setup.readRepair = .synchronous
    let lab = Lab.store(4, setup)
    for text in ["x", "y"] {
      lab.put(text, at: .d, to: [.a, .b], context: .blind)
      lab.settle()
    }
    let read = lab.get(at: .d)
    while lab.outcome(read) == .pending { lab.step(.deliverNext) }
    #expect(lab.values(.k, at: .c).sorted() == ["x", "y"])
    lab.settle()
    #expect(lab.count(.repairs) == 2)
    #expect(lab.violations == [])
  }

  /// What a coordinator lacks itself comes by no message, and is told like any other repair.
  @Test func `a coordinator repairs itself`() throws {
    let lab = Lab.store(3)
    lab.putSettled("x", at: .b, to: [.b, .c])
    lab.events.removeAll()
    let read = lab.get(at: .a)
    lab.settle()
    let repairs = lab.events.events.filter { $0.kind == .repaired }
    let repair = try #require(repairs.first)
    #expect(repairs.count == 1 && repair.node == .a && repair.message.ordinal == 0)
    #expect(repair.operation == read && repair.version.dot.counter == 1)
    #expect(lab.values(.k, at: .a) == ["x"])
  }

  @Test func `nothing is repaired where repair is off`() {
    var setup = QuorumSetup(n: 3, w: 1, r: 3)
    setup.readRepair = .off
    let lab = Lab.store(4, setup)
    lab.putSettled("x", at: .d, to: [.a])
    #expect(lab.read(at: .d) == ["x"])
    #expect(lab.shown() == [["x"], [], [], []])
    #expect(lab.count(.repairs) == 0)
  }

  @Test func `the last word waits for blocked answers, but not for ever`() {
    let lab = Lab.store(4, QuorumSetup(n: 3, w: 1, r: 2))
    lab.putSettled("x", at: .d, to: [.a])
    lab.step(.hold(Arc(.c, .d), nil))
    let read = lab.get(at: .d)
    _ = lab.world.settle(until: 500_000_000, into: &lab.events)
    #expect(lab.outcome(read) == .ok)
    #expect(lab.count(.repairs) == 0, "an answer may still come")
    lab.settle()
    #expect(lab.count(.repairs, at: .b) == 1, "the deadline ends it")
    #expect(lab.count(.repairs, at: .c) == 0)
    lab.step(.release(Arc(.c, .d), nil))
    lab.settle()
    #expect(lab.count(.repairs) == 1, "too late")
    #expect(lab.violations == [])
  }
}
