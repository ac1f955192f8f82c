import Causality
import Replication

/// What a replica without any protocol stores of one key, and how a strategy changes it.
struct StoredVersions {
  var versions: [Candidate]

  init(_ version: Candidate) { versions = [version] }

  /// Receives the versions of another replica one by one, as if none were known or dominated.
  mutating func merge(_ other: StoredVersions, by strategy: Strategy, in table: inout ValueTable) {
    for version in other.versions { receive(version, by: strategy, in: &table) }
  }

  func merging(
    _ other: StoredVersions, by strategy: Strategy, in table: inout ValueTable
  ) -> StoredVersions {
    var result = self
    result.merge(other, by: strategy, in: &table)
    return result
  }

  mutating func receive(_ version: Candidate, by strategy: Strategy, in table: inout ValueTable) {
    var incoming = version
    incoming.isIncoming = true
    let candidates = versions + [incoming]
    switch strategy.definition.resolve(Conflict(candidates), strategy.parameters, &table) {
    case .keepAll, .ask:
      if !versions.contains(where: { $0.dot == version.dot }) { versions.append(version) }
    case .keep(let index, _):
      versions = [candidates[index]]
      versions[0].isIncoming = false
    case .keepSome(let indices, _): versions = indices.map { candidates[$0] }
    case .keepStored, .skip, .stop, .failed: break
    case .merge(let value, _):
      // A merged value has no origin: nothing that merges compares one.
      versions = [Versions.make(value, replica: 99, counter: 0, rank: -1, stamp: 0)]
    }
  }

  /// The versions as a set: what they are and where they come from.
  ///
  /// One number a version: value, replica, counter; test domains are small enough for its parts.
  var writes: [UInt64] {
    versions.map { version in
      UInt64(version.value.rawValue) << 32 | UInt64(version.dot.replica.rawValue) << 16
        | UInt64(version.dot.counter)
    }.sorted()
  }

  /// The values alone, for what merges them and compares nothing else.
  var values: [UInt64] { versions.map { UInt64($0.value.rawValue) }.sorted() }
}

/// Versions for tests.
enum Versions {
  static func make(
    _ value: ValueID, replica: UInt32, counter: UInt32, rank: Int32? = nil, stamp: Int64 = 0,
    lot: UInt64 = 0, isIncoming: Bool = false
  ) -> Candidate {
    Candidate(
      value: value, dot: Dot(ReplicaID(replica), counter), rank: rank ?? Int32(replica),
      stamp: HybridTimestamp(wall: stamp), lot: lot, isIncoming: isIncoming)
  }

  /// Every value, written at each of three replicas under each of two stamps, all dots different.
  ///
  /// Counters, ranks and lots agree with no other order, so that no rule holds by accident.
  static func domain(of values: [ValueID]) -> [Candidate] {
    var versions: [Candidate] = []
    for replica in 0..<3 as Range<UInt32> {
      for (index, value) in values.enumerated() {
        for stamp in 1...2 {
          let place = UInt32(index * 2 + stamp)
          let counter = 1 + (place * 5 + replica * 3) % UInt32(values.count * 2)
          let lot = UInt64(versions.count * 7 + 3) % UInt64(values.count * 6)
          versions.append(
            make(
              value, replica: replica, counter: counter, rank: [2, 0, 1][Int(replica)],
              stamp: Int64(stamp), lot: lot))
        }
      }
    }
    return versions
  }

  /// Whether no replica gave two different writes among these the same stamp.
  static func haveUniqueStamps(_ versions: [Candidate]) -> Bool {
    versions.indices.allSatisfy { later in
      versions[..<later].allSatisfy { earlier in
        earlier.dot == versions[later].dot || earlier.dot.replica != versions[later].dot.replica
          || earlier.stamp != versions[later].stamp
      }
    }
  }
}
