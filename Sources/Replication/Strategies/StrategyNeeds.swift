/// What a strategy has to be told that is not looked up for everybody; a set of bits.
package struct StrategyNeeds: OptionSet, Sendable, BitwiseCopyable {
  /// The bits.
  package let rawValue: UInt8

  /// A set of bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `Candidate.updates`.
  package static var updates: StrategyNeeds { StrategyNeeds(rawValue: 1) }
  /// `Candidate.base`.
  package static var base: StrategyNeeds { StrategyNeeds(rawValue: 2) }
  /// `Conflict.shown`.
  package static var shown: StrategyNeeds { StrategyNeeds(rawValue: 4) }
  /// `Conflict.ancestry`.
  package static var history: StrategyNeeds { StrategyNeeds(rawValue: 8) }
  /// `Conflict.particulars`.
  package static var particulars: StrategyNeeds { StrategyNeeds(rawValue: 16) }
}
