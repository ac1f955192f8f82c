import Replication
import Simulation

/// Which cases a search for broken laws tries.
package struct LawScope: Sendable {
  /// Three values, from which all cases are made; a fourth is a deletion.
  package var values: [Value]
  /// What a typed value is asked to do in their place; empty: values are plain.
  package var operations: [MergeOperation] = []
  /// How many cases are drawn beside those tried exhaustively.
  package var samples: Int
  /// The seed of what is drawn.
  package var seed: UInt64
  /// Whether fewer cases are tried, for a first look.
  package var isBrief = false

  /// Values (repeated where there are less than three), how many draws, and their seed.
  package init(values: [Value], samples: Int, seed: UInt64) {
    self.values = values
    self.samples = samples
    self.seed = seed
  }

  /// The write at a place: of a value, of a deletion, or an operation.
  private func write(_ place: Int, stamp: Tick) -> LawWrite {
    guard operations.isEmpty else {
      return LawWrite(value: nil, operation: operations[place % operations.count], stamp: stamp)
    }
    let value = place == 3 || values.isEmpty ? nil : values[place % values.count]
    return LawWrite(value: value, stamp: stamp)
  }

  // MARK: - Every case

  /// One write of each value.
  var singles: [LawCase] {
    (0..<4).map { LawCase([write($0, stamp: 1_000_000_000)]) }
  }

  /// Two concurrent writes of any values under any order of stamps.
  var pairs: [LawCase] { pairs(later: nil) }

  /// The same, where the second follows the first, and where the first follows the second.
  var successions: [LawCase] { pairs(later: 1) + pairs(later: 0) }

  private func pairs(later: Int?) -> [LawCase] {
    var cases: [LawCase] = []
    for stamps in [[1, 1], [1, 2], [2, 1]] as [[Tick]] {
      for places in [(0, 1), (1, 0), (0, 2), (2, 1), (0, 0), (0, 3), (3, 0), (3, 3)] {
        var writes = zip([places.0, places.1], stamps).map { place, stamp in
          write(place, stamp: stamp * 1_000_000_000)
        }
        if let later { writes[later].follows = 1 - later }
        cases.append(LawCase(writes))
      }
    }
    return cases
  }

  /// Three writes: any order of values, deletions and equals among them; any order of stamps; all
  /// concurrent, then with one of them following another.
  var triples: [LawCase] {
    let edges: [(later: Int, earlier: Int)?] =
      [nil] + [(0, 2), (0, 1), (1, 2), (1, 0), (2, 0), (2, 1)].map { $0 }
    var cases: [LawCase] = []
    for edge in edges {
      for stamps in isBrief ? Self.fewStamps : Self.stamps {
        for places in isBrief ? Self.fewPlaces : Self.places {
          var writes = zip(places, stamps).map { place, stamp in
            write(place, stamp: stamp * 1_000_000_000)
          }
          if let edge { writes[edge.later].follows = edge.earlier }
          cases.append(LawCase(writes))
        }
      }
    }
    return cases
  }

  private static let places = [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [0, 0, 1], [0, 1, 0],
    [1, 0, 0], [3, 0, 1], [0, 3, 1], [0, 1, 3],
  ]
  private static let fewPlaces = [[0, 2, 1], [2, 1, 0], [1, 0, 3]]

  /// Every way to order three clocks, ties included.
  private static let stamps: [[Tick]] = [
    [1, 1, 1], [1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1], [1, 1, 2],
    [1, 2, 1], [2, 1, 1], [1, 2, 2], [2, 1, 2], [2, 2, 1],
  ]
  private static let fewStamps: [[Tick]] = [[1, 1, 1], [1, 2, 3], [3, 1, 2]]

  // MARK: - Drawn cases

  /// A case drawn for a number: two or three writes of any of the values.
  func drawn(_ number: Int) -> LawCase {
    let chance = Chance(seed: seed)
    func draw(_ bound: Int, _ ordinal: UInt64) -> Int {
      Int(chance.draw(.lot, UInt64(number), ordinal) % UInt64(max(1, bound)))
    }
    var writes: [LawWrite] = []
    for place in 0..<2 + draw(3, 0) % 2 {
      let ordinal = UInt64(place) * 4
      let stamp = Tick(1 + draw(4, ordinal + 3)) * 1_000_000_000
      if operations.isEmpty {
        let value = draw(8, ordinal + 1) == 0 ? nil : values[draw(values.count, ordinal + 2)]
        writes.append(LawWrite(value: value, stamp: stamp))
      } else {
        writes.append(write(draw(operations.count, ordinal + 2), stamp: stamp))
      }
      if place > 0, draw(2, ordinal + 4) == 0 {
        writes[place].follows = draw(place, ordinal + 100)
      }
    }
    return LawCase(writes)
  }
}
