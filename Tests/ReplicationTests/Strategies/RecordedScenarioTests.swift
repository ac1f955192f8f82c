import Causality
import Replication
import Testing

/// Outcomes others have published for resolvers, without any network around them.
@Suite struct RecordedScenarios {
  private var table = ValueTable()

  private mutating func write(
    _ text: String, at replica: UInt32, stamp: Int64 = 0, lot: UInt64 = 0
  ) -> StoredVersions {
    StoredVersions(
      Versions.make(table.intern(text), replica: replica, counter: 1, stamp: stamp, lot: lot))
  }

  private func strategy(
    _ name: String, _ options: KeyValuePairs<String, String> = [:]
  ) throws -> Strategy {
    let definition = try #require(StrategyCatalogue.named(name))
    return try Strategy(definition, definition.parameters(from: options.map { ($0.key, $0.value) }))
  }

  private func texts(_ state: StoredVersions) -> [String] {
    state.versions.map { table.value($0.value)?.json ?? "deleted" }
  }

  /// Both replicas after each has received the other's write.
  private mutating func exchange(
    _ left: StoredVersions, _ right: StoredVersions, by strategy: Strategy
  ) -> [[String]] {
    let atLeft = left.merging(right, by: strategy, in: &table)
    let atRight = right.merging(left, by: strategy, in: &table)
    return [texts(atLeft), texts(atRight)]
  }

  /// - Source: pglogical_conflict.c, GoldenGate's USEMAX, Spock, riak_dt's lwwreg.
  @Test mutating func equalStamps() throws {
    let (a, b) = (write("a", at: 1, stamp: 5), write("b", at: 2, stamp: 5))
    let outcomes = [
      ("remote", [["\"b\""], ["\"a\""]]), ("local", [["\"a\""], ["\"b\""]]),
      ("lowest-node", [["\"a\""], ["\"a\""]]), ("larger-value", [["\"b\""], ["\"b\""]]),
    ]
    for (tie, expected) in outcomes {
      let lww = try strategy("lww", ["tie": tie])
      #expect(exchange(a, b, by: lww) == expected)
    }
  }

  /// - Source: riak_dt_lwwreg.erl.
  @Test mutating func theNewerRegisterBothWays() throws {
    let (old, new) = (write("old", at: 1, stamp: 3), write("new", at: 2, stamp: 4))
    #expect(try exchange(old, new, by: strategy("lww")) == [["\"new\""], ["\"new\""]])
    #expect(try exchange(new, old, by: strategy("lww")) == [["\"new\""], ["\"new\""]])
  }

  /// - Source: Kleppmann 2017, chapter 5; the laws are ours.
  @Test mutating func concatenationOfThree() throws {
    let (a, b, c) = (write("A", at: 1), write("B", at: 2), write("C", at: 3))
    func grouped(_ strategy: Strategy, _ table: inout ValueTable) -> [[String]] {
      let left = a.merging(c, by: strategy, in: &table).merging(b, by: strategy, in: &table)
      let right = a.merging(
        b.merging(c, by: strategy, in: &table), by: strategy, in: &table)
      let twice = a.merging(a, by: strategy, in: &table)
      return [left, right, twice].map { state in
        state.versions.map { table.value($0.value)?.json ?? "deleted" }
      }
    }
    let raw = try grouped(strategy("concatenate"), &table)
    #expect(raw == [["\"A/C/B\""], ["\"A/B/C\""], ["\"A/A\""]])
    let set = try grouped(strategy("concatenate", ["as": "set"]), &table)
    #expect(set == [["\"A/B/C\""], ["\"A/B/C\""], ["\"A\""]])
  }

  /// - Source: Bucardo's manual: decided once and shipped, or at each node.
  @Test mutating func aDrawnLotDecidesOnceOrAtEachNode() throws {
    let (a, b) = (write("a", at: 1, lot: 4), write("b", at: 2, lot: 9))
    let random = try strategy("random")
    #expect(exchange(a, b, by: random) == [["\"b\""], ["\"b\""]])
    // Drawn at each node: here the incoming write has the luck at both.
    var (luckyA, luckyB) = (a, b)
    luckyA.versions[0].lot = 10
    luckyB.versions[0].lot = 11
    let atLeft = a.merging(luckyB, by: random, in: &table)
    let atRight = b.merging(luckyA, by: random, in: &table)
    #expect([texts(atLeft), texts(atRight)] == [["\"b\""], ["\"a\""]])
  }

  /// - Source: SymmetricDS, chapter on conflicts (the tip on pairs of rules).
  @Test mutating func aPairOfRulesAndACircleOfThem() throws {
    let (take, keep) = (try strategy("apply-remote"), try strategy("keep-local"))
    let (one, two) = (write("a", at: 1), write("b", at: 2))
    #expect(texts(one.merging(two, by: keep, in: &table)) == ["\"a\""])
    #expect(texts(two.merging(one, by: take, in: &table)) == ["\"a\""])
    let three = write("c", at: 3)
    #expect(texts(one.merging(three, by: take, in: &table)) == ["\"c\""])
    #expect(texts(two.merging(one, by: take, in: &table)) == ["\"a\""])
    #expect(texts(three.merging(two, by: take, in: &table)) == ["\"b\""])
  }
}

/// A rule applied after causality: x overwrote y, z knows neither; z's node outranks x's, y's all.
@Suite struct CausalityBeforeRank {
  private struct Version {
    var name: String
    var candidate: Candidate
    var past: VersionVector
  }

  private static let x = version("x", at: 1, 1, [Dot(ReplicaID(3), 1), Dot(ReplicaID(1), 1)])
  private static let y = version("y", at: 3, 1, [Dot(ReplicaID(3), 1)])
  private static let z = version("z", at: 2, 1, [Dot(ReplicaID(2), 1)])

  private static func version(
    _ name: String, at replica: UInt32, _ counter: UInt32, _ dots: [Dot]
  ) -> Version {
    let value = ValueID(integer: Int64(replica)) ?? .tombstone
    return Version(
      name: name, candidate: Versions.make(value, replica: replica, counter: counter),
      past: VersionVector(dots))
  }

  /// Folds pairwise from the left; the winner keeps its own past, or takes over the loser's.
  private func fold(_ versions: [Version], joiningPasts: Bool) throws -> String {
    let rule = try #require(StrategyCatalogue.named("highest-node"))
    var table = ValueTable()
    var stored = try #require(versions.first)
    for incoming in versions.dropFirst() {
      let pasts = stored.past.merging(incoming.past)
      switch stored.past.order(to: incoming.past) {
      case .equal, .after: break
      case .before: stored = incoming
      case .concurrent:
        let candidates = [stored.candidate, incoming.candidate]
        if case .keep(1, _) = rule.resolve(Conflict(candidates), rule.defaults, &table) {
          stored = incoming
        }
      }
      if joiningPasts { stored.past = pasts }
    }
    return stored.name
  }

  private static let orders = [
    [x, y, z], [y, x, z], [x, z, y], [z, x, y], [y, z, x], [z, y, x],
  ]

  /// Every two of three replicas agree, and yet the three do not: the rule is not associative.
  @Test func foldingPairwiseIsACircle() throws {
    let own = try Self.orders.map { try fold($0, joiningPasts: false) }
    #expect(own == ["z", "z", "y", "y", "x", "x"])
    let joined = try Self.orders.map { try fold($0, joiningPasts: true) }
    #expect(joined == ["z", "z", "z", "z", "y", "y"])
  }

  @Test func keepingAllMaximaFirstIsNot() throws {
    let rule = try #require(StrategyCatalogue.named("highest-node"))
    var table = ValueTable()
    for order in Self.orders {
      let maxima = order.filter { version in
        !order.contains { $0.past.order(to: version.past) == .after }
      }
      #expect(maxima.map(\.name).sorted() == ["x", "z"])
      let answer = rule.resolve(Conflict(maxima.map(\.candidate)), rule.defaults, &table)
      guard case .keep(let index, .higherNode) = answer else {
        Issue.record("\(answer)")
        continue
      }
      #expect(maxima[index].name == "z")
    }
  }
}
