extension StrategyFamily {
  /// - Source: Couchbase Server, XDCR conflict resolution.
  static let xdcr = StrategyFamily(
    "xdcr", "Couchbase XDCR",
    omitted: "expiry and flags break no ties: there are none here",
    [
      .dueling(
        "xdcr-revisions", "Keep the document with more updates; ties: the newer stamp.",
        options: [.clock], defaults: .with(tie: .largerValue, clock: .hybrid),
        needs: .updates,
        profile: .updates.from("Couchbase (sequence number)", ties: "newer stamp, larger value")
      ) { first, second, parameters, table in
        compareUpdates(first, second) ?? compareStamps(first, second, parameters, table)
      },
      .dueling(
        "xdcr-timestamp", "Keep the newest hybrid stamp; ties: more updates.", options: [.clock],
        defaults: .with(tie: .largerValue, clock: .hybrid, causality: .ignore), needs: .updates,
        profile: .hybrid.from("Couchbase (timestamp)", ties: "more updates, larger value")
      ) { first, second, parameters, table in
        let isTied = first.stamp == second.stamp
        return (isTied ? compareUpdates(first, second) : nil)
          ?? compareStamps(first, second, parameters, table)
      },
    ])

  /// - Source: apache/couchdb, `couch_doc.erl`; pouchdb, `test.conflicts.js`.
  static let couchdb = StrategyFamily(
    "couchdb", "Apache CouchDB and PouchDB",
    omitted: "the value stands for the hash of a revision",
    [
      .dueling(
        "couchdb-winner",
        "Show what is not deleted, then has more updates, then is larger. Bind it `on=read`.",
        options: [.causality], needs: .updates,
        profile: StrategyProfile(
          [.commutative, .idempotent, .monotone],
          loses: "nothing on=read; else all but the winner", ties: "larger value",
          hazards: [.manyEdits, .circle], source: "couch_doc.erl; PouchDB's test.conflicts.js")
      ) { first, second, _, table in
        if first.isDeletion != second.isDeletion {
          return Duel(takesSecond: first.isDeletion, reason: .liveWins)
        }
        if let duel = compareUpdates(first, second) { return duel }
        return breakTieByValue(first, second, table)
      }
    ])
}

/// Takes the larger value; equal values: the later dot.
func breakTieByValue(_ first: Candidate, _ second: Candidate, _ table: ValueTable) -> Duel {
  let order = table.order(first.value, second.value)
  guard order == .equal else { return Duel(takesSecond: order == .smaller, reason: .largerValue) }
  return Duel(takesSecond: first.dot < second.dot, reason: .laterDot)
}

extension StrategyProfile {
  /// Clocks that never fall behind what they have seen.
  static let hybrid = StrategyProfile(
    .all, loses: "all but the newest stamp", ties: "the node that sorts last",
    hazards: [.losesWrites], source: "")
}
