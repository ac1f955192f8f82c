/// Every type of values there is, by name; being listed here is being under law (see the law
/// tests) and being a built-in strategy.
package enum MergeCatalogue {
  /// All of them, sorted by name.
  package static let all: [MergeDefinition] = [
    .twoPhaseSet, .dwFlag, .ewFlag, .gCounter, .gSet, .list, .lwwRegister, .mvRegister, .orMap,
    .orSet, .otText, .pnCounter, .rwSet, .text,
  ]

  /// The type of this name, byte for byte.
  package static func named(_ name: String) -> MergeDefinition? {
    all.first { $0.name.hasSameBytes(as: name) }
  }
}
