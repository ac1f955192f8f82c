import Causality

/// How two versions with equal rank or stamp are told apart; always explicit, always printed.
package enum TieRule: String, Sendable, CaseIterable, BitwiseCopyable {
  case highestNode = "highest-node"
  case lowestNode = "lowest-node"
  case largerValue = "larger-value"
  case remote, local
}

/// Which clock's reading a strategy compares.
package enum ClockKind: String, Sendable, CaseIterable, BitwiseCopyable {
  case server, client, logical, hybrid
}

/// Whether dominated versions are dropped before a strategy is asked (`first`), or stamps alone
/// decide (`ignore`), as in the databases that use them so.
package enum CausalityRule: String, Sendable, CaseIterable, BitwiseCopyable {
  case first, ignore
}

/// When a random choice is made: once, at the write, and shipped with it; or at each node anew.
package enum ChanceRule: String, Sendable, CaseIterable, BitwiseCopyable {
  case once, each
}

/// How `concatenate` joins: as they came, the two in order, or all parts as a sorted set.
package enum JoinRule: String, Sendable, CaseIterable, BitwiseCopyable {
  case raw, sorted, set
}

/// The options of a strategy, each with the value it has.
package struct StrategyParameters: Hashable, Sendable {
  /// The tie rule.
  package var tie = TieRule.highestNode
  /// The clock compared.
  package var clock = ClockKind.server
  /// Whether causality is looked at first.
  package var causality = CausalityRule.first
  /// What `concatenate` puts between two values.
  package var separator = "/"
  /// What `concatenate` does with the parts.
  package var joining = JoinRule.raw
  /// Whether a write that was merged once is never merged again.
  package var dedupe = true
  /// When `random` decides.
  package var decided = ChanceRule.once
  /// How the types that merge by themselves do so.
  package var merging = MergeParameters()
  /// How `three-way` joins.
  package var threeWay = ThreeWayParameters()
  /// The member of an object that is compared; empty: what the strategy compares by itself.
  package var column = ""

  /// The defaults of a strategy that declares nothing else.
  package init() {}
}

/// One version among those a strategy has to choose from.
package struct Candidate: Sendable, BitwiseCopyable {
  /// What was written; may be `.tombstone`.
  package var value: ValueID
  /// Which write it was.
  package var dot: Dot
  /// The rank of the node it was written at: higher sorts later by name unless ranks are stated.
  package var rank: Int32
  /// The reading of the clock that the strategy's parameters name.
  package var stamp: HybridTimestamp
  /// A number drawn once at the write (`ChanceRule.once`) or here (`.each`).
  package var lot: UInt64
  /// Whether this version is the one that just arrived; the others were stored.
  package var isIncoming: Bool
  /// How many updates of the key it builds on, itself counted; 0 where nobody needs it.
  package var updates: UInt32 = 0
  /// What its writer was shown, `.tombstone`: nothing; nil: not known, or nobody needs it.
  package var base: ValueID?

  /// One candidate, described in full.
  package init(
    value: ValueID, dot: Dot, rank: Int32, stamp: HybridTimestamp, lot: UInt64, isIncoming: Bool
  ) {
    self.value = value
    self.dot = dot
    self.rank = rank
    self.stamp = stamp
    self.lot = lot
    self.isIncoming = isIncoming
  }
}

/// Versions between which a strategy has to decide.
package struct Conflict: Sendable {
  /// Those stored first, in order of arrival, then the incoming one, if one is incoming.
  package var candidates: [Candidate]
  /// What they followed; nil unless the definition needs `.history`.
  package var ancestry: Ancestry?
  /// Names and contexts; nil where the definition does not need them.
  package var particulars: Particulars?
  /// The one value that the stored ones show together; nil: none, or nobody needs it.
  package var shown: ValueID?

  /// These versions.
  package init(_ candidates: [Candidate], shown: ValueID? = nil) {
    self.candidates = candidates
    self.shown = shown
  }
}

/// Why a strategy decided as it did: what `why` and the trace print.
package enum Reason: UInt8, Sendable, BitwiseCopyable {
  case newerStamp, olderStamp, laterDot
  case tieHighestNode, tieLowestNode, tieLargerValue, tieRemote, tieLocal
  case higherNode, largerValue, smallerValue
  case keptLocal, tookRemote, keptAll, joined, drawn, skipped, stopped, asked
  case chosenByCode, failed
  case lowerNode, moreUpdates, deletionWins, liveWins, otherBase, tieColumn
}

/// What a strategy answers.
package enum Resolution: Hashable, Sendable {
  /// Keep every candidate as a sibling.
  case keepAll
  /// Keep the candidate at this index; the others are lost here, their history remembered.
  case keep(Int, Reason)
  /// Keep the candidates at these indices, each once; the others are lost here.
  case keepSome([Int], Reason)
  /// Keep every stored candidate, refuse the incoming one, remember it as seen.
  case keepStored(Reason)
  /// Keep every candidate inside one value.
  case merge(ValueID, Reason)
  /// Leave both sides as they are: the incoming version is neither stored nor remembered.
  case skip
  /// A person has to decide: the link stops.
  case stop
  /// The reader decides; until then the candidates are siblings.
  case ask
  /// The strategy's own code failed, with this text for people; the candidates stay siblings.
  case failed(ValueID)
}

/// A rule for concurrent versions, as declared in its file and listed in `StrategyCatalogue`.
package struct StrategyDefinition: Sendable {
  /// The name people write.
  package let name: String
  /// One sentence: the rule.
  package let summary: String
  /// The options it takes, by the names people write; no other is accepted.
  package let options: [StrategyOption]
  /// The parameters where none is stated.
  package let defaults: StrategyParameters
  /// What it has to be told beyond the candidates themselves.
  package let needs: StrategyNeeds
  /// What is known of it; nil: nothing was stated.
  package let profile: StrategyProfile?
  /// The code that decides, as it was written; nil for what is built in.
  package let code: String?
  /// Decides among candidates. Pure: equal arguments, equal answers. With less than two: `keepAll`.
  package let resolve: @Sendable (Conflict, StrategyParameters, inout ValueTable) -> Resolution
  /// The type whose states it joins; nil: it decides over plain values.
  package let merge: MergeDefinition?

  /// Declares a strategy.
  package init(
    name: String, summary: String, options: [StrategyOption] = [],
    defaults: StrategyParameters = StrategyParameters(), needs: StrategyNeeds = [],
    profile: StrategyProfile? = nil, merge: MergeDefinition? = nil, code: String? = nil,
    resolve: @escaping @Sendable (Conflict, StrategyParameters, inout ValueTable) -> Resolution
  ) {
    self.name = name
    self.summary = summary
    self.options = options
    self.defaults = defaults
    self.merge = merge
    self.needs = needs
    self.profile = profile
    self.code = code
    // Less than two versions are no conflict, whatever the rule.
    self.resolve = { conflict, parameters, table in
      conflict.candidates.count < 2 ? .keepAll : resolve(conflict, parameters, &table)
    }
  }
}

/// The options a strategy may declare.
package enum StrategyOption: String, Sendable, CaseIterable {
  case tie, clock, causality, separator, `as`, dedupe, decided, column, remove, lift, numbers,
    fields, otherwise, ship
}

/// A definition with its parameters: what a binding refers to.
package struct Strategy: Sendable {
  /// The rule.
  package let definition: StrategyDefinition
  /// Its options.
  package let parameters: StrategyParameters

  /// A rule with its options.
  package init(_ definition: StrategyDefinition, _ parameters: StrategyParameters) {
    self.definition = definition
    self.parameters = parameters
  }
}
