import Replication
import ScriptSyntax

/// `strategies`, `strategies pglogical`: every rule there is, with the laws it keeps.
struct StrategiesCommand: Command {
  static let signature = Signature(
    "strategies", .strategies, "Lists the strategies there are, with their laws.",
    syntax: ["strategies", "strategies FAMILY"],
    parameters: [
      .positional(
        "FAMILY", .choice(Self.groups),
        "only those of a system, of none, or the types that merge by themselves")
    ],
    details: [
      "LAWS tells what holds at the defaults: C commutative, A associative, I idempotent, M",
      "monotone: a write never loses to what it follows. With C, A and I replicas agree however",
      "their messages travel. `laws NAME` tries it, `help strategy NAME` tells more. Families:",
      .term("types", "types of values that merge by themselves (`help merges`)"),
    ] + StrategyCatalogue.families.map { .term($0.name, $0.title) },
    example: "strategies couchdb\nstrategies spock",
    seeAlso: ["strategy", "resolve", "laws", "compare"])

  /// nil: all of them.
  private let family: String?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    family =
      arguments.isAtEnd
      ? nil : try arguments.choice(Self.groups)
  }

  private static let groups = ["built-in", "types"] + StrategyCatalogue.families.map(\.name)
  private static let types = MergeCatalogue.all.map { StrategyDefinition($0) }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard let family else {
      let own = session.tableOfOwnStrategies()
      if !own.rows.isEmpty { sink.emit(.table(own)) }
      sink.emit(.table(Self.table(StrategyCatalogue.builtIns)))
      sink.emit(.table(Self.table(Self.types)))
      return sink.emit(.table(Self.table(StrategyCatalogue.families.flatMap(\.strategies))))
    }
    guard let system = StrategyCatalogue.family(family) else {
      let isOfTypes = family.hasSameText(as: "types")
      return sink.emit(.table(Self.table(isOfTypes ? Self.types : StrategyCatalogue.builtIns)))
    }
    sink.emit(.note(system.title))
    sink.emit(.table(Self.table(system.strategies)))
    if !system.omitted.utf8.isEmpty { sink.emit(.note("not the same: \(system.omitted)")) }
  }

  private static func table(_ strategies: [StrategyDefinition]) -> TableReport {
    var table = TableReport(
      columns: ["STRATEGY", "LAWS", "LOSES", "RULE"], empty: "there are no strategies")
    for strategy in strategies {
      table.rows.append([
        strategy.name, strategy.profile?.laws.letters ?? "?", strategy.profile?.loses ?? "?",
        strategy.summary,
      ])
    }
    return table
  }
}

extension Session {
  /// The strategies that scripts have given names, with their rules.
  fileprivate func tableOfOwnStrategies() -> TableReport {
    var table = TableReport(columns: ["STRATEGY", "RULE"], empty: "")
    for (name, strategy) in zip(names.strategies.names, world.strategies)
    where !strategy.definition.name.hasSameBytes(as: name.text) {
      table.rows.append([name.text, strategy.description])
    }
    return table
  }
}
