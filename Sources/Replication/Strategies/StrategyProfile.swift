/// A law of a strategy, about what replicas store.
package enum Law: String, Sendable, CaseIterable {
  /// Two replicas that exchange their writes end with the same.
  case commutative
  /// It does not matter in which groups three writes meet.
  case associative
  /// The same version joined twice counts once.
  case idempotent
  /// A write never loses to what it follows.
  case monotone
}

/// Some of the laws; a set of bits.
package struct LawSet: OptionSet, Hashable, Sendable {
  /// The bits, in the order of `Law.allCases`.
  package let rawValue: UInt8

  /// A set of bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// One law.
  package init(_ law: Law) {
    rawValue = 1 << UInt8(Law.allCases.firstIndex(of: law) ?? 0)
  }

  /// Whether the law is among them.
  package func contains(_ law: Law) -> Bool { contains(LawSet(law)) }

  /// The order in which two writes arrive does not matter.
  package static let commutative = LawSet(.commutative)
  /// Nor how three of them are grouped.
  package static let associative = LawSet(.associative)
  /// Nor how often they are joined.
  package static let idempotent = LawSet(.idempotent)
  /// What follows wins.
  package static let monotone = LawSet(.monotone)
  /// What makes replicas agree under any order, grouping and repetition.
  package static let join: LawSet = [.commutative, .associative, .idempotent]
  /// All of them.
  package static let all: LawSet = [.join, .monotone]

  /// A letter for each law that is kept, a dash for one that is not: `CA-M`.
  package var letters: String {
    Law.allCases.map { contains($0) ? $0.rawValue.prefix(1).uppercased() : "-" }.joined()
  }
}

/// How a strategy can hurt, each shown by a script of the manual.
package enum StrategyHazard: Sendable, CaseIterable {
  /// Of two concurrent writes only one is left.
  case losesWrites
  /// A write that follows another loses to it, because its clock is behind.
  case skewedClock
  /// The slowest clock always wins.
  case slowClock
  /// With equal stamps replicas keep different values.
  case equalStamps
  /// Replicas swap their values.
  case swapsValues
  /// Each replica keeps its own.
  case staysDifferent
  /// A write at one place can never win against one at another.
  case fixedRank
  /// What wins depends on the order in which three writes meet.
  case circle
  /// The result depends on who hears what first.
  case arrivalOrder
  /// A message that comes twice counts twice.
  case doubleCount
  /// Means of means are not the mean.
  case averaging
  /// What was removed comes back.
  case removalReturns
  /// Values pile up until somebody joins them.
  case growth
  /// The link stands still until a person acts.
  case stoppedLink
  /// Chance decides differently at each node.
  case drawnApart
  /// Many old edits beat a newer one.
  case manyEdits
  /// A deletion beats every value.
  case deletionWins
  /// A later, smaller value loses to a concurrent larger one.
  case blindComparison
}

/// What is known of a strategy beside its rule.
package struct StrategyProfile: Sendable {
  /// The laws it keeps at its defaults.
  package var laws: LawSet
  /// What it may lose, in a few words.
  package var loses: String
  /// Who wins between equals, in a few words; empty: the question does not arise.
  package var ties: String
  /// How it can hurt, the worst first.
  package var hazards: [StrategyHazard]
  /// Where the rule is from.
  package var source: String
  /// Three values of the kind it is for.
  package var samples: [Value]

  /// Three letters, where any values will do.
  package static let letters: [Value] = ["A", "B", "C"].map(Value.string)
  /// Three numbers whose means differ.
  package static let numbers: [Value] = [.int(0), .int(4), .int(8)]

  /// A profile.
  package init(
    _ laws: LawSet, loses: String, ties: String = "", hazards: [StrategyHazard], source: String,
    samples: [Value] = Self.letters
  ) {
    self.laws = laws
    self.loses = loses
    self.ties = ties
    self.hazards = hazards
    self.source = source
    self.samples = samples
  }

  /// The same, of another system.
  package func from(_ source: String, ties: String? = nil) -> StrategyProfile {
    var profile = self
    profile.source = source
    if let ties { profile.ties = ties }
    return profile
  }
}

extension StrategyProfile {
  static let lww = StrategyProfile(
    .join, loses: "all but the newest stamp", ties: "the node that sorts last",
    hazards: [.skewedClock, .losesWrites], source: "Thomas 1979; Kleppmann 2017, chapter 5")
  static let fww = StrategyProfile(
    .join, loses: "all but the oldest stamp", ties: "the node that sorts last",
    hazards: [.slowClock, .losesWrites],
    source: "pglogical (first_update_wins); GoldenGate (USEMIN)")
  static let highestNode = StrategyProfile(
    [.commutative, .idempotent, .monotone], loses: "all but the highest node's",
    ties: "of one node's writes the later", hazards: [.circle, .fixedRank, .losesWrites],
    source: "Kleppmann 2017, chapter 5; SQL Server (priority)")
  static let applyRemote = StrategyProfile(
    [.associative, .idempotent, .monotone], loses: "what was stored",
    hazards: [.swapsValues], source: "pglogical (apply_remote)")
  static let keepLocal = StrategyProfile(
    [.associative, .idempotent, .monotone], loses: "what arrives",
    hazards: [.staysDifferent], source: "pglogical (keep_local)")
  static let ask = StrategyProfile(
    .all, loses: "nothing", hazards: [.growth],
    source: "Kleppmann 2017, chapter 5 (resolution on read)")
  static let siblings = StrategyProfile(
    .all, loses: "nothing", hazards: [.growth],
    source: "DeCandia et al. 2007, section 4.4; Riak (allow_mult)")
  static let skip = StrategyProfile(
    [.associative, .idempotent, .monotone], loses: "what arrives",
    hazards: [.staysDifferent], source: "Bucardo (skip)")
  static let error = StrategyProfile(
    [.associative, .idempotent, .monotone], loses: "nothing, and stands still",
    hazards: [.stoppedLink], source: "pglogical (error); Bucardo (abort)")
  static let random = StrategyProfile(
    [.commutative, .idempotent, .monotone], loses: "all but the highest lot",
    hazards: [.drawnApart, .circle, .losesWrites], source: "Bucardo (random)")
  static let largest = StrategyProfile(
    [.commutative, .idempotent, .monotone], loses: "all but one value",
    ties: "the later write of the higher node", hazards: [.blindComparison, .losesWrites],
    source: "SQL Server (Maximum, Minimum)")
  static let concatenate = StrategyProfile(
    [.associative, .monotone], loses: "nothing", hazards: [.arrivalOrder],
    source: "Kleppmann 2017, chapter 5 (\"B/C\")")
  static let union = StrategyProfile(
    .all, loses: "removals", hazards: [.removalReturns],
    source: "DeCandia et al. 2007, section 4.4 (the shopping cart)",
    samples: ["a", "b", "c"].map { .array([.string($0)]) })
  static let additive = StrategyProfile(
    [.commutative, .associative, .monotone], loses: "nothing", hazards: [.doubleCount],
    source: "SQL Server (Additive); GoldenGate (USEDELTA); Spock (delta-apply)", samples: numbers)
  static let average = StrategyProfile(
    [.commutative, .idempotent, .monotone], loses: "all values, for their mean",
    hazards: [.averaging], source: "SQL Server (Averaging)", samples: numbers)
  static let threeWay = StrategyProfile(
    .all, loses: "nothing", hazards: [.growth],
    source: "Irmin (Farinier, Gazagnaire, Madhavapeddy 2015); git's recursive merge")
  static let mergeText = StrategyProfile(
    [.idempotent, .monotone], loses: "nothing", hazards: [.arrivalOrder],
    source: "SQL Server (Merge Text)", samples: ["abX", "abY", "aZ"].map(Value.string))
}
