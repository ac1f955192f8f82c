import Causality
import Replication
import Testing

/// Which laws a strategy keeps as a pairwise merge of stored state.
private struct Laws: Equatable, CustomStringConvertible {
  var commutative, associative, idempotent: Bool

  /// Reads `"YNY"`: commutative, associative, idempotent.
  init(_ text: String) {
    let kept = text.map { $0 == "Y" }
    (commutative, associative, idempotent) = (kept[0], kept[1], kept[2])
  }

  var description: String {
    [commutative, associative, idempotent].map { $0 ? "Y" : "N" }.joined()
  }
}

/// One row of the table: a strategy under some options, and the laws it keeps and breaks.
private struct Row: CustomTestStringConvertible, Sendable {
  var name: String
  var options: [(name: String, value: String)]
  /// Where every replica gives each of its writes a stamp of its own.
  var laws: String
  /// Where a clock repeats itself: one replica's writes may share a stamp.
  var repeatedStamps: String

  init(
    _ name: String, _ options: KeyValuePairs<String, String> = [:], keeps laws: String,
    repeatedStamps: String? = nil
  ) {
    self.name = name
    self.options = options.map { ($0.key, $0.value) }
    self.laws = laws
    self.repeatedStamps = repeatedStamps ?? laws
  }

  var testDescription: String {
    options.reduce(name) { "\($0) \($1.name)=\($1.value)" }
  }
}

/// Commutative, associative, idempotent; `N` means a test finds a counterexample.
///
/// A strategy converges under any order and duplication where all three hold. A tie rule that looks
/// past the origin makes a circle when one replica stamps two writes alike: its later write beats
/// its earlier, though the value or the arrival order between them says otherwise.
private let table = [
  Row("apply-remote", keeps: "NYY"),
  Row("ask", keeps: "YYY"),
  Row("concatenate", keeps: "NYN"),
  Row("concatenate", ["separator": ", "], keeps: "NYN"),
  Row("concatenate", ["as": "set"], keeps: "YYY"),
  Row("concatenate", ["as": "set", "separator": ", "], keeps: "YYY"),
  Row("error", keeps: "NYY"),
  Row("fww", keeps: "YYY"),
  Row("fww", ["tie": "lowest-node"], keeps: "YYY"),
  Row("fww", ["tie": "larger-value"], keeps: "YYY", repeatedStamps: "YNY"),
  Row("fww", ["tie": "remote"], keeps: "NYY", repeatedStamps: "NNY"),
  Row("fww", ["tie": "local"], keeps: "NYY", repeatedStamps: "NNY"),
  Row("highest-node", keeps: "YYY"),
  Row("keep-local", keeps: "NYY"),
  Row("lww", keeps: "YYY"),
  Row("lww", ["tie": "lowest-node"], keeps: "YYY"),
  Row("lww", ["tie": "larger-value"], keeps: "YYY", repeatedStamps: "YNY"),
  Row("lww", ["tie": "remote"], keeps: "NYY", repeatedStamps: "NNY"),
  Row("lww", ["tie": "local"], keeps: "NYY", repeatedStamps: "NNY"),
  Row("max", keeps: "YYY"),
  Row("min", keeps: "YYY"),
  Row("random", keeps: "YYY"),
  Row("random", ["decided": "each"], keeps: "NNY"),
  Row("siblings", keeps: "YYY"),
  Row("skip", keeps: "NYY"),
  // Without a history, as here, nothing has a base.
  Row("three-way", keeps: "YYY"),
  Row("union", keeps: "YYY"),
]

@Suite struct StrategyLaws {
  @Test func everyStrategyHasARow() {
    // What joins two at a time with what is shown needs an engine: see the search for laws.
    let engineless = ["additive", "average", "merge-text"]
    for definition in StrategyCatalogue.builtIns where !engineless.contains(definition.name) {
      #expect(table.contains { $0.name == definition.name }, "\(definition.name) is under no law")
    }
    for row in table { #expect(StrategyCatalogue.named(row.name) != nil) }
  }

  /// Concurrent versions only; what causality adds is in `RecordedScenarios`.
  @Test(arguments: table) fileprivate func laws(of row: Row) throws {
    let definition = try #require(StrategyCatalogue.named(row.name))
    let strategy = try Strategy(definition, definition.parameters(from: row.options))
    var harness = Harness(strategy)
    let (uniqueStamps, repeatedStamps) = harness.laws()
    #expect(uniqueStamps == Laws(row.laws))
    #expect(repeatedStamps == Laws(row.repeatedStamps))
  }
}

/// Tries one strategy on every pair and triple of a small domain.
private struct Harness {
  let strategy: Strategy
  let domain: [Candidate]
  var values = ValueTable()
  var draws: UInt64 = 0

  init(_ strategy: Strategy) {
    self.strategy = strategy
    var table = ValueTable()
    // Sets are what a union keeps; on anything else its first merge makes one.
    let words: [Value] =
      strategy.definition.name == "union"
      ? [["a"], ["b"], ["a", "c"]].map { .array($0.map(Value.string)) }
      : ["a", "b", "c"].map(Value.string)
    domain = Versions.domain(of: words.map { table.intern($0) } + [.tombstone])
    values = table
  }

  /// The laws kept where every replica's stamps differ, and those kept in any case.
  mutating func laws() -> (uniqueStamps: Laws, repeatedStamps: Laws) {
    var unique = Laws("YYY")
    var repeated = Laws("YYY")
    for x in domain {
      if merge(x, x) != see(StoredVersions(x)) { unique.idempotent = false }
      for y in domain {
        let isUnique = Versions.haveUniqueStamps([x, y])
        if merge(x, y) != merge(y, x) {
          repeated.commutative = false
          if isUnique { unique.commutative = false }
        }
        tryThirds(x, y, isUnique, &unique, &repeated)
      }
    }
    repeated.idempotent = unique.idempotent
    return (unique, repeated)
  }

  private mutating func tryThirds(
    _ x: Candidate, _ y: Candidate, _ isUnique: Bool, _ unique: inout Laws, _ repeated: inout Laws
  ) {
    let left = merged(StoredVersions(x), StoredVersions(y))
    for z in domain where repeated.associative || (unique.associative && isUnique) {
      let right = merged(StoredVersions(y), StoredVersions(z))
      let leftFirst = see(merged(left, StoredVersions(z)))
      if leftFirst == see(merged(StoredVersions(x), right)) { continue }
      repeated.associative = false
      if Versions.haveUniqueStamps([x, y, z]) { unique.associative = false }
    }
  }

  private mutating func merge(_ x: Candidate, _ y: Candidate) -> [UInt64] {
    see(merged(StoredVersions(x), StoredVersions(y)))
  }

  private mutating func merged(_ x: StoredVersions, _ y: StoredVersions) -> StoredVersions {
    guard strategy.parameters.decided == .each else {
      return x.merging(y, by: strategy, in: &values)
    }
    return redraw(x).merging(redraw(y), by: strategy, in: &values)
  }

  /// Draws lots anew, as each node does for itself.
  private mutating func redraw(_ state: StoredVersions) -> StoredVersions {
    var state = state
    for index in state.versions.indices {
      draws += 1
      state.versions[index].lot = Value.int(Int64(draws)).contentHash
    }
    return state
  }

  private func see(_ state: StoredVersions) -> [UInt64] {
    ["union", "concatenate"].contains(strategy.definition.name) ? state.values : state.writes
  }
}
