import Causality
import Foundation
import Replication
import Testing

@testable import Simulation

/// The load of the benchmark W1 against a naive model of it: what both count must agree.
@Suite struct ReferenceLoadTests {
  private static let writes = 2000
  private static let nodes = 5
  private static let keys = 40

  private struct Counts: Equatable {
    var crowded = 0
    var redundant = 0
    var applied = 0
    /// The live values, node by node and key by key.
    var values: [[Int64]] = []
  }

  /// One write, drawn once for both.
  private struct Draw {
    var at: Tick
    var node: Int
    var key: Int
    var latencies: [Tick]
  }

  private static func draws() -> [Draw] {
    var stream = TestStream(seed: 42)
    func exponential(_ mean: Double) -> Tick {
      Tick(-mean * log(1 - Double(stream.next() >> 11) * 0x1p-53))
    }
    var at = exponential(100e3)
    return (0..<writes).map { _ in
      let node = stream.below(nodes)
      let key = stream.below(keys)
      let latencies = (1..<nodes).map { _ in exponential(10e6) }
      defer { at += exponential(100e3) }
      return Draw(at: at, node: node, key: key, latencies: latencies)
    }
  }

  /// Versions as whole vectors, stored in lists, compared one by one.
  private struct Naive {
    struct Version {
      var past: [Int]
      var value: Int64
    }
    struct Message {
      var due: Tick
      var order: Int
      var to: Int
      var key: Int
      var version: Version
    }

    var stored: [[[Version]]]
    var counts = Counts()

    init() { stored = Array(repeating: Array(repeating: [], count: keys), count: nodes) }

    mutating func run(_ draws: [Draw]) {
      var messages: [Message] = []
      for (number, draw) in draws.enumerated() {
        deliver(&messages, until: draw.at)
        var past = Array(repeating: 0, count: nodes)
        for version in stored[draw.node][draw.key] {
          past = zip(past, version.past).map { max($0, $1) }
        }
        past[draw.node] += 1
        let fresh = Version(past: past, value: Int64(number * 8 + draw.node))
        stored[draw.node][draw.key] = [fresh]
        let others = (0..<nodes).filter { $0 != draw.node }
        for (latency, to) in zip(draw.latencies, others) {
          messages.append(
            Message(
              due: draw.at + latency, order: messages.count + number * 100_000, to: to,
              key: draw.key, version: fresh))
        }
      }
      deliver(&messages, until: .max)
      counts.values = stored.flatMap { $0.map { $0.map(\.value).sorted() } }
    }

    private mutating func deliver(_ messages: inout [Message], until: Tick) {
      let due = messages.filter { $0.due <= until }
      messages.removeAll { $0.due <= until }
      for message in due.sorted(by: { ($0.due, $0.order) < ($1.due, $1.order) }) {
        take(message)
      }
    }

    private mutating func take(_ message: Message) {
      let old = stored[message.to][message.key]
      func isWithin(_ first: Version, _ second: Version) -> Bool {
        zip(first.past, second.past).allSatisfy { $0 <= $1 }
      }
      guard !old.contains(where: { isWithin(message.version, $0) }) else {
        counts.redundant += 1
        return
      }
      let live = old.filter { !isWithin($0, message.version) } + [message.version]
      stored[message.to][message.key] = live
      counts.applied += 1
      if live.count > 1 { counts.crowded += 1 }
    }
  }

  private func engine(_ draws: [Draw], statistics: Bool) throws -> Counts {
    let lab = Lab.mesh(Self.nodes)
    lab.events.interest = []
    lab.world.recordsStatistics = statistics
    lab.step(.delivery(.any))
    for _ in 1..<Self.keys { lab.step(.addKey(KeyRules())) }
    for (number, draw) in draws.enumerated() {
      _ = lab.world.advance(until: draw.at, into: &lab.events)
      var request = WriteRequest(
        key: KeyID(Int32(draw.key)),
        value: try #require(ValueID(integer: Int64(number * 8 + draw.node))),
        node: NodeID(Int32(draw.node)))
      for latency in draw.latencies { request.latencies.append(latency) }
      lab.step(.write(request))
    }
    lab.settle()
    #expect(lab.isConverged)
    #expect(lab.violations == [])
    var counts = Counts(
      crowded: lab.world.crowdedDeliveries, redundant: lab.count(.redundant),
      applied: lab.count(.applied))
    for node in 0..<Self.nodes {
      for key in 0..<Self.keys {
        let values = lab.world.values(of: KeyID(Int32(key)), at: NodeID(Int32(node)))
        counts.values.append(values.compactMap(\.integer).sorted())
      }
    }
    return counts
  }

  @Test(arguments: [true, false])
  func `W1 counts what a naive model counts`(statistics: Bool) throws {
    let draws = Self.draws()
    var naive = Naive()
    naive.run(draws)
    let counted = try engine(draws, statistics: statistics)
    #expect(counted == naive.counts)
    #expect(counted.applied + counted.redundant == Self.writes * (Self.nodes - 1))
    #expect(counted.crowded > 100)
    #expect(counted.redundant > 100)
  }
}
