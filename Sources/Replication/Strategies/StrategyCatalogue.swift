/// Every strategy there is by name; being listed here is being under law (see the law tests).
package enum StrategyCatalogue {
  /// Those that belong to no system, sorted by name.
  package static let builtIns: [StrategyDefinition] = [
    .additive, .applyRemote, .ask, .average, .concatenate, .error, .fww, .highestNode, .keepLocal,
    .lww, .max, .mergeText, .min, .random, .siblings, .skip, .threeWay, .union,
  ]

  /// Those of systems, sorted by name.
  package static let families: [StrategyFamily] = [
    .akka, .antidote, .bucardo, .cassandra, .cosmos, .couchdb, .dynamodb, .goldengate, .hazelcast,
    .ndb, .pgd, .pglogical, .redis, .riak, .spock, .sqlserver, .symmetricds, .tungsten, .voldemort,
    .xdcr,
  ]

  /// All of them, one for each type that merges included, sorted by name.
  package static let all: [StrategyDefinition] =
    (builtIns + MergeCatalogue.all.map { StrategyDefinition($0) } + families.flatMap(\.strategies))
    .sorted { $0.name.precedesByBytes($1.name) }

  /// The strategy of this name, byte for byte.
  package static func named(_ name: String) -> StrategyDefinition? {
    all.first { $0.name.hasSameBytes(as: name) }
  }

  /// The family of this name, byte for byte.
  package static func family(_ name: String) -> StrategyFamily? {
    families.first { $0.name.hasSameBytes(as: name) }
  }
}

extension String {
  fileprivate func precedesByBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
  }
}
