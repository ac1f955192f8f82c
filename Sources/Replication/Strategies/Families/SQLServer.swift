extension StrategyFamily {
  /// - Source: SQL Server, merge replication: COM-based resolvers and the priority resolver.
  static let sqlserver = StrategyFamily(
    "sqlserver", "SQL Server merge replication",
    [
      .additive.named(
        "sqlserver-additive", "Add what each update added.", options: [.dedupe],
        profile: .additive.from("SQL Server (Additive)")),
      .average.named(
        "sqlserver-averaging", "Take the mean of both.", options: [.dedupe],
        profile: .average.from("SQL Server (Averaging)")),
      .keepLocal.named(
        "sqlserver-download-only", "Keep what is stored: for the link from the subscriber.",
        profile: .keepLocal.from("SQL Server (Download Only)")),
      column("sqlserver-earlier-wins", "Keep the earlier column", .larger, "DATETIME, Earlier"),
      column("sqlserver-later-wins", "Keep the later column", .smaller, "DATETIME, Later"),
      column("sqlserver-maximum", "Keep the larger column", .smaller, "Maximum"),
      .mergeText.named(
        "sqlserver-merge-text", "Join texts after their common start.",
        options: [.separator, .dedupe], profile: .mergeText.from("SQL Server (Merge Text)")),
      column("sqlserver-minimum", "Keep the smaller column", .larger, "Minimum"),
      .highestNode.named(
        "sqlserver-priority", "Let the node of the highest priority win.",
        profile: .highestNode.from("SQL Server (priority)")),
      column(
        "sqlserver-priority-column", "Keep the larger priority column", .smaller,
        "Priority Column"),
      .lowestNode(
        "sqlserver-subscriber-wins", "Let the subscriber win: the lowest-ranking node.",
        .highestNode.from("SQL Server (Subscriber Always Wins)")),
      .applyRemote.named(
        "sqlserver-upload-only", "Take what arrives: for the link from the subscriber.",
        profile: .applyRemote.from("SQL Server (Upload Only)")),
    ])

  private static func column(
    _ name: String, _ rule: String, _ wanted: Ordering, _ resolver: String
  ) -> StrategyDefinition {
    .dueling(
      name, "\(rule) (or value); ties: the higher priority.", options: [.column, .causality],
      profile: .column.from("SQL Server (\(resolver))")
    ) { first, second, parameters, table in
      compareColumns(first, second, parameters, table, taking: wanted)
    }
  }
}

extension StrategyProfile {
  /// A column decides, what holds none loses, nodes break ties.
  static let column = StrategyProfile(
    [.commutative, .idempotent, .monotone], loses: "all but one",
    ties: "the node that sorts last", hazards: [.blindComparison, .losesWrites], source: "")
}
