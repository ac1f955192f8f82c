/// Every strategy there is by name; being listed here is being under law (see the law tests).
package enum StrategyCatalogue {
  /// All of them, sorted by name: the rules over plain values, and one a type that merges.
  package static let all: [StrategyDefinition] =
    (rules
    + MergeCatalogue.all.map { StrategyDefinition($0) })
    .sorted { $0.name.byteOrder(to: $1.name) == .smaller }

  /// The rules over plain values, sorted by name.
  package static let rules: [StrategyDefinition] = [
    .applyRemote, .ask, .concatenate, .error, .fww, .highestNode, .keepLocal, .lww, .max, .min,
    .random, .siblings, .skip, .threeWay, .union,
  ]

  /// The strategy of this name, byte for byte.
  package static func named(_ name: String) -> StrategyDefinition? {
    all.first { $0.name.hasSameBytes(as: name) }
  }
}
