extension StrategyFamily {
  /// - Source: JumpMind/symmetric-ds, the manual's chapter on conflicts.
  static let symmetricds = StrategyFamily(
    "symmetricds", "SymmetricDS",
    omitted: "what detects a conflict (USE_OLD_DATA …): here versions tell by themselves",
    [
      .applyRemote.named(
        "symmetricds-fallback", "Take what arrives.",
        profile: .applyRemote.from("SymmetricDS (FALLBACK)")),
      .keepLocal.named(
        "symmetricds-ignore", "Keep what is stored.",
        profile: .keepLocal.from("SymmetricDS (IGNORE)")),
      .error.named(
        "symmetricds-manual", "Stop the link until a person has decided.",
        profile: .error.from("SymmetricDS (MANUAL)")),
      .lww.named(
        "symmetricds-newer-timestamp", "Keep the newest row.", options: [.clock],
        profile: .lww.from("SymmetricDS (NEWER_WINS, USE_TIMESTAMP)")),
      .dueling(
        "symmetricds-newer-version", "Keep the row with the higher version number.",
        needs: .updates,
        profile: .updates.from("SymmetricDS (NEWER_WINS, USE_VERSION)")
      ) { first, second, parameters, table in
        compareUpdates(first, second)
          ?? Duel(
            takesSecond: breakTie(first, second, parameters.tie, table).takesSecond,
            reason: .tieColumn)
      },
    ])
}

extension StrategyProfile {
  /// The number of updates decides, nodes break ties.
  static let updates = StrategyProfile(
    .all, loses: "all but the most edited", ties: "the node that sorts last",
    hazards: [.manyEdits, .losesWrites], source: "")
}
