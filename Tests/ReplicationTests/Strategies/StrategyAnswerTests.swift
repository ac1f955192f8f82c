import Causality
import Replication
import Testing

@Suite struct StrategyAnswers {
  /// Every strategy at its defaults, and under each word of each of its options.
  static let strategies: [Strategy] = StrategyCatalogue.builtIns.flatMap { definition in
    let single = definition.options.flatMap { option in
      (option.acceptedWords.isEmpty ? ["", "ab", "/"] : option.acceptedWords).compactMap { word in
        try? definition.parameters(from: [(option.rawValue, word)])
      }
    }
    return ([definition.defaults] + single).map { Strategy(definition, $0) }
  }

  /// Whatever the candidates are: repeated dots, unknown ids, nobody or everybody incoming.
  @Test(arguments: strategies) func answersAreValid(of strategy: Strategy) {
    var table = ValueTable()
    let values =
      ["a", "b", "b/a", ""].map { table.intern($0) } + [
        .tombstone, table.intern(.array([.string("a"), .int(1), .int(1)])), table.intern(.int(5)),
        table.intern(.double(0.5)), ValueID(position: .max >> 1),
      ]
    var random: UInt64 = 7
    func draw(_ bound: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return random >> 33 % bound
    }
    for _ in 0..<3000 {
      let candidates = (0..<Int(draw(5))).map { _ in
        Versions.make(
          values[Int(draw(UInt64(values.count)))], replica: UInt32(draw(3)),
          counter: UInt32(draw(3)), rank: Int32(draw(2)), stamp: Int64(draw(2)), lot: draw(2),
          isIncoming: draw(2) == 0)
      }
      let answer = strategy.definition.resolve(Conflict(candidates), strategy.parameters, &table)
      #expect(isValid(answer, strategy, candidates, table))
      #expect(
        answer == strategy.definition.resolve(Conflict(candidates), strategy.parameters, &table))
    }
  }

  private func isValid(
    _ answer: Resolution, _ strategy: Strategy, _ candidates: [Candidate], _ table: ValueTable
  ) -> Bool {
    if candidates.count < 2 { return answer == .keepAll }
    let name = strategy.definition.name
    let joins = strategy.definition.needs.contains(.shown)
    let hazards = strategy.definition.profile?.hazards ?? []
    return switch answer {
    case .keepAll: hazards == [.growth] || joins
    case .keep(let index, _): candidates.indices.contains(index)
    case .keepStored:
      hazards.contains(.staysDifferent) && candidates.contains(where: \.isIncoming)
    // Whoever only picks never invents a value.
    case .merge(let value, let reason):
      (name == "union" || joins) && reason == .joined && table.value(value) != nil
    case .skip: hazards == [.staysDifferent]
    case .stop: hazards == [.stoppedLink]
    case .ask: name == "ask"
    // Only code of the user's answers so.
    case .keepSome, .failed: false
    }
  }

  /// With a total rule it does not matter which version came first, not even for the reason given.
  @Test(arguments: [
    ("lww", "highest-node"), ("lww", "lowest-node"), ("lww", "larger-value"),
    ("fww", "highest-node"), ("fww", "lowest-node"), ("fww", "larger-value"),
    ("highest-node", ""), ("max", ""), ("min", ""), ("random", ""),
  ]) func totalRulesDoNotDependOnTheOrder(name: String, tie: String) throws {
    let definition = try #require(StrategyCatalogue.named(name))
    let parameters = try definition.parameters(from: tie.isEmpty ? [] : [("tie", tie)])
    var table = ValueTable()
    let domain = Versions.domain(of: ["a", "b"].map { table.intern($0) } + [.tombstone])
    for (i, x) in domain.enumerated() {
      for (j, y) in domain[..<i].enumerated() {
        for z in domain[..<j] {
          if tie == "larger-value", !Versions.haveUniqueStamps([x, y, z]) { continue }
          let orders = [[x, y, z], [x, z, y], [y, x, z], [y, z, x], [z, x, y], [z, y, x]]
          let outcomes = orders.map { order -> String in
            guard
              case .keep(let index, let reason) = definition.resolve(
                Conflict(order), parameters, &table)
            else { return "no choice" }
            return "\(order[index].dot) \(reason)"
          }
          #expect(Set(outcomes).count == 1)
        }
      }
    }
  }
}

@Suite struct StrategyRules {
  private var table = ValueTable()

  private mutating func answer(
    _ name: String, _ options: KeyValuePairs<String, String> = [:], _ candidates: Candidate...
  ) throws -> Resolution {
    let definition = try #require(StrategyCatalogue.named(name))
    let parameters = try definition.parameters(from: options.map { ($0.key, $0.value) })
    return definition.resolve(Conflict(candidates), parameters, &table)
  }

  private mutating func version(
    _ text: String, at replica: UInt32, _ counter: UInt32 = 1, stamp: Int64 = 0,
    rank: Int32? = nil, lot: UInt64 = 0, incoming: Bool = false
  ) -> Candidate {
    Versions.make(
      table.intern(text), replica: replica, counter: counter, rank: rank, stamp: stamp, lot: lot,
      isIncoming: incoming)
  }

  @Test mutating func stampsDecideAndSaySo() throws {
    let old = version("old", at: 2, stamp: 3)
    let new = version("new", at: 1, stamp: 4, incoming: true)
    #expect(try answer("lww", [:], old, new) == .keep(1, .newerStamp))
    #expect(try answer("lww", [:], new, old) == .keep(0, .newerStamp))
    #expect(try answer("fww", [:], old, new) == .keep(0, .olderStamp))
    #expect(try answer("fww", [:], new, old) == .keep(1, .olderStamp))
  }

  @Test mutating func ofOneReplicaTheLaterWriteWinsUnderEveryTieRule() throws {
    let first = version("z", at: 1, 1, stamp: 5)
    let second = version("a", at: 1, 2, stamp: 5)
    for tie in TieRule.allCases {
      for name in ["lww", "fww"] {
        #expect(try answer(name, ["tie": tie.rawValue], first, second) == .keep(1, .laterDot))
        #expect(try answer(name, ["tie": tie.rawValue], second, first) == .keep(0, .laterDot))
      }
    }
  }

  @Test mutating func tieRules() throws {
    let high = version("a", at: 1, 9, stamp: 5, rank: 8)
    let low = version("b", at: 2, 1, stamp: 5, rank: 3, incoming: true)
    #expect(try answer("lww", [:], high, low) == .keep(0, .tieHighestNode))
    #expect(try answer("lww", ["tie": "lowest-node"], high, low) == .keep(1, .tieLowestNode))
    #expect(try answer("lww", ["tie": "larger-value"], high, low) == .keep(1, .tieLargerValue))
    #expect(try answer("lww", ["tie": "remote"], high, low) == .keep(1, .tieRemote))
    #expect(try answer("lww", ["tie": "local"], high, low) == .keep(0, .tieLocal))
    let same = version("a", at: 2, 1, stamp: 5, rank: 3, incoming: true)
    #expect(try answer("lww", ["tie": "larger-value"], high, same) == .keep(1, .laterDot))
    let sameRank = version("b", at: 2, 1, stamp: 5, rank: 8)
    #expect(try answer("lww", [:], high, sameRank) == .keep(1, .tieHighestNode))
    #expect(try answer("lww", ["tie": "lowest-node"], high, sameRank) == .keep(0, .tieLowestNode))
  }

  @Test mutating func theReasonIsTheOneAgainstTheStrongestRival() throws {
    let winner = version("a", at: 3, stamp: 5)
    let rival = version("b", at: 2, stamp: 5)
    let old = version("c", at: 1, stamp: 1)
    #expect(try answer("lww", [:], winner, rival, old) == .keep(0, .tieHighestNode))
    #expect(try answer("lww", [:], old, rival, winner) == .keep(2, .tieHighestNode))
    #expect(try answer("lww", [:], old, winner) == .keep(1, .newerStamp))
  }

  @Test mutating func nodesRank() throws {
    let high = version("a", at: 1, 1, rank: 8)
    let low = version("b", at: 2, 5, rank: 3)
    let later = version("c", at: 1, 2, rank: 8)
    #expect(try answer("highest-node", [:], high, low) == .keep(0, .higherNode))
    #expect(try answer("highest-node", [:], low, later, high) == .keep(1, .laterDot))
  }

  @Test mutating func localAndRemote() throws {
    let (a, b) = (version("a", at: 1), version("b", at: 2))
    let c = version("c", at: 3, incoming: true)
    #expect(try answer("keep-local", [:], a, b, c) == .keepStored(.keptLocal))
    #expect(try answer("apply-remote", [:], a, b, c) == .keep(2, .tookRemote))
    #expect(try answer("keep-local", [:], a, b) == .keep(0, .keptLocal))
    #expect(try answer("apply-remote", [:], a, b) == .keep(1, .tookRemote))
  }

  @Test mutating func extremes() throws {
    let (a, b) = (version("a", at: 2), version("b", at: 1))
    let gone = Versions.make(.tombstone, replica: 3, counter: 1)
    #expect(try answer("max", [:], a, b, gone) == .keep(1, .largerValue))
    #expect(try answer("min", [:], gone, b, a) == .keep(2, .smallerValue))
    #expect(try answer("max", [:], gone, a) == .keep(1, .largerValue))
    #expect(try answer("min", [:], gone, a) == .keep(1, .smallerValue))
    let again = version("b", at: 2)
    #expect(try answer("max", [:], again, b) == .keep(0, .laterDot))
    let (small, large) = (
      Versions.make(table.intern(.int(9)), replica: 1, counter: 1),
      Versions.make(table.intern(.double(9.5)), replica: 2, counter: 1)
    )
    #expect(try answer("max", [:], small, large, gone) == .keep(1, .largerValue))
    #expect(try answer("min", [:], small, large, gone) == .keep(0, .smallerValue))
  }

  @Test mutating func lots() throws {
    let (a, b) = (version("a", at: 1, lot: 9), version("b", at: 2, lot: 4))
    #expect(try answer("random", [:], a, b) == .keep(0, .drawn))
    let tied = version("c", at: 2, 2, lot: 9)
    #expect(try answer("random", [:], tied, a) == .keep(0, .drawn))
    #expect(try answer("random", [:], a, tied) == .keep(1, .drawn))
  }

  @Test mutating func refusals() throws {
    let (a, b) = (version("a", at: 1), version("b", at: 2, incoming: true))
    #expect(try answer("error", [:], a, b) == .stop)
    #expect(try answer("skip", [:], a, b) == .skip)
    #expect(try answer("ask", [:], a, b) == .ask)
    #expect(try answer("siblings", [:], a, b) == .keepAll)
  }
}
