import Replication
import ScriptSyntax
import Simulation

/// What a command says: a closed set of shapes, so that renderers do not grow with the vocabulary.
package enum Report: Sendable {
  /// A change was made: one short line, shown at the prompt only.
  case done(String)
  /// An answer in one or more lines of plain words.
  case note(String)
  /// Rows of cells under a header.
  case table(TableReport)
  /// What happened, oldest first.
  case events([EventLine])
  /// Whether a judgement held.
  case verdict(VerdictReport)
  /// How something is used.
  case help(HelpReport)
}

/// Rows of cells; every row has as many cells as there are columns.
package struct TableReport: Sendable {
  /// The column headings.
  package var columns: [String]
  /// The cells, row by row.
  package var rows: [[String]]
  /// What to say when there are no rows.
  package var empty: String

  /// A table.
  package init(columns: [String], rows: [[String]] = [], empty: String) {
    self.columns = columns
    self.rows = rows
    self.empty = empty
  }
}

/// A version as people see it.
package struct VersionLine: Hashable, Sendable {
  /// The value; nil: a deletion.
  package var value: Value?
  /// The write's name: `a:1`.
  package var dot: String
  /// The clock reading its strategy compares.
  package var stamp: StampLine

  /// A version.
  package init(value: Value?, dot: String, stamp: StampLine) {
    self.value = value
    self.dot = dot
    self.stamp = stamp
  }
}

/// A clock reading with the kind of clock it comes from.
package enum StampLine: Hashable, Sendable {
  /// Nanoseconds of a server's or client's clock.
  case physical(Int64)
  /// Events.
  case logical(Int64)
  /// Nanoseconds and a count.
  case hybrid(Int64, UInt32)
}

/// One event with the names that people gave.
package struct EventLine: Sendable {
  /// What.
  package var what: What
  /// When. Unit: nanoseconds.
  package var tick: Tick
  /// Where.
  package var node: String
  /// The key; empty where there is none.
  package var key: String
  /// What an arriving version found; nil: nothing concurrent.
  package var conflict: ConflictKind?

  /// An event.
  package init(
    _ what: What, tick: Tick, node: String, key: String, conflict: ConflictKind? = nil
  ) {
    self.what = what
    self.tick = tick
    self.node = node
    self.key = key
    self.conflict = conflict
  }

  /// The kinds of event a person sees.
  package enum What: Sendable {
    /// A message reached `node`; `fate` says what became of it.
    case arrived(MessageLine, fate: Fate)
    /// A message was lost.
    case dropped(MessageLine)
    /// A version held back was taken in.
    case unbuffered(VersionLine)
    /// `new` replaced `old`, which it follows causally.
    case replaced(new: VersionLine, old: VersionLine)
    /// Two versions were found concurrent and both stay.
    case conflict(VersionLine, VersionLine)
    /// A strategy chose between two versions, and why.
    case resolved(winner: VersionLine, loser: VersionLine, rule: RuleLine)
    /// A strategy joined the versions into one value.
    case merged(Value?, rule: RuleLine)
    /// A strategy's own code failed, with what it says; the versions stay siblings.
    case failed(String, rule: RuleLine)
    /// A strategy left a version out; both sides stay as they are.
    case skipped(VersionLine, rule: RuleLine)
    /// A strategy stopped the link the message came on.
    case stopped(VersionLine, against: VersionLine, rule: RuleLine, link: String)
    /// A reader took in what it lacked itself.
    case repairedItself(VersionLine)
    /// `node` and another compared their hash trees, or their logs where there are no hashes.
    case compared(with: String, hashes: Int, sent: Int)
    /// Chaos did, or mended, what a statement does.
    case chaos(statement: String)
    /// The new leader has never received an acknowledged write.
    case lost(VersionLine)
    /// A write was taken out of a log, since the leader's does not have it.
    case cutOff(VersionLine)
    /// A background handler ran.
    case handled(rule: RuleLine)
    /// A write was acknowledged.
    case written(VersionLine)
    /// A read: values, none or one or siblings; the context as `a:1` dots in order. One that is not
    /// `isAlone` is told with its key.
    case read(values: [Value], context: [String], rule: RuleLine?, isAsked: Bool, isAlone: Bool)
  }

  /// What became of a message that arrived.
  package enum Fate: String, Sendable {
    case applied, redundant, ignored, buffered, accepted, refused, committed, aborted, answered
    case asked, hinted, counted, late, repaired, synced, outdated
    case handedOff = "handed-off"
  }
}

/// A message as people see it.
package struct MessageLine: Sendable {
  /// `a->b#2`.
  package var name: String
  /// `replicate`, `write-request` ….
  package var kind: String
  /// What it carries; nil: an answer.
  package var version: VersionLine?
  /// How many more versions it carries.
  package var others = 0
  /// For whom the receiver keeps what it carries; nil: for itself.
  package var home: String?
  /// How far its request has come with it; nil: it is none that counts.
  package var progress: Progress?

  /// Answers of a quorum.
  package struct Progress: Hashable, Sendable {
    /// Those that count so far.
    package var got: Int
    /// Those that are needed.
    package var needed: Int

    /// So many of so many.
    package init(got: Int, needed: Int) {
      self.got = got
      self.needed = needed
    }
  }

  /// A message.
  package init(name: String, kind: String, version: VersionLine?) {
    self.name = name
    self.kind = kind
    self.version = version
  }
}

/// A strategy's decision as people see it.
package struct RuleLine: Hashable, Sendable {
  /// The strategy's registered name.
  package var strategy: String
  /// The rule with its options: `lww clock=server tie=highest-node causality=ignore`.
  package var rule: String
  /// The tie rule; nil: the strategy has none.
  package var tie: String?
  /// Why.
  package var reason: Reason
  /// The names and ranks the reason compares: origin nodes of winner and loser.
  package var winnerNode: String
  /// The loser's origin.
  package var loserNode: String

  /// A decision.
  package init(
    strategy: String, rule: String, tie: String? = nil, reason: Reason, winnerNode: String = "",
    loserNode: String = ""
  ) {
    self.strategy = strategy
    self.rule = rule
    self.tie = tie
    self.reason = reason
    self.winnerNode = winnerNode
    self.loserNode = loserNode
  }
}

/// A judgement.
package struct VerdictReport: Sendable {
  /// Whether it held.
  package var held: Bool
  /// What was judged, as it was written.
  package var predicate: String
  /// What was found instead, a line each: both sides, and the history of the key.
  package var findings: [String]
  /// Where it stands.
  package var place: Place
  /// What a judgement about stored values found.
  package var found = FoundState()
  /// The code that was refused with where another was expected; nil: nothing was.
  package var refusal: String?

  /// A judgement.
  package init(held: Bool, predicate: String, findings: [String], place: Place) {
    self.held = held
    self.predicate = predicate
    self.findings = findings
    self.place = place
  }
}

/// What there was where a judgement expected something else of what nodes store.
package struct FoundState: OptionSet, Hashable, Sendable {
  /// The kinds as bits.
  package let rawValue: UInt8
  /// Kinds by their bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// No live value.
  package static let nothing = FoundState(rawValue: 1)
  /// One live value.
  package static let one = FoundState(rawValue: 2)
  /// Several live values.
  package static let siblings = FoundState(rawValue: 4)

  /// Nothing could be delivered any more: what was not there would not have come.
  package static let quiet = FoundState(rawValue: 8)

  /// The kind of so many live values.
  package init(count: Int) { self = count == 0 ? .nothing : count == 1 ? .one : .siblings }
}
