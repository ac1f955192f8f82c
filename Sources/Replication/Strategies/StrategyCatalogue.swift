/// Every strategy there is by name; being listed here is being under law (see the law tests).
package enum StrategyCatalogue {
  /// All of them, sorted by name.
  package static let all: [StrategyDefinition] = [
    .applyRemote, .ask, .concatenate, .error, .fww, .highestNode, .keepLocal, .lww, .max, .min,
    .random, .siblings, .skip, .union,
  ]

  /// The strategy of this name, byte for byte.
  package static func named(_ name: String) -> StrategyDefinition? {
    all.first { $0.name.hasSameBytes(as: name) }
  }
}
