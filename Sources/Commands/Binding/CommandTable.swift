/// Every verb there is; a verb joins by a line here.
package enum CommandTable {
  /// The verbs, sorted.
  package static let all: [any Command.Type] = [
    ClientCommand.self,
    DefineCommand.self,
    DeleteCommand.self,
    DeliveryCommand.self,
    ExpectCommand.self,
    ForCommand.self,
    ForwardingCommand.self,
    GetCommand.self,
    HelpCommand.self,
    IncludeCommand.self,
    LetCommand.self,
    LinkCommand.self,
    NodesCommand.self,
    PaceCommand.self,
    PrintCommand.self,
    PutCommand.self,
    QuitCommand.self,
    RemoveCommand.self,
    RepeatCommand.self,
    ReplicationCommand.self,
    ResetCommand.self,
    ResolveCommand.self,
    SectionCommand.self,
    SeedCommand.self,
    StrategyCommand.self,
    TogetherCommand.self,
    TopologyCommand.self,
    TransactionCommand.self,
    UnlinkCommand.self,
    WaitCommand.self,
  ]

  /// The verbs as they are bound, in the order of `all`.
  static let entries: [VerbEntry] = all.map { VerbEntry($0) }

  /// The words, sorted.
  package static let verbs: [String] = entries.map(\.signature.verb)

  /// Looked up, never iterated.
  private static let byVerb: [Name: VerbEntry] = Dictionary(
    entries.map { (Name($0.signature.verb), $0) }, uniquingKeysWith: { first, _ in first })

  /// How a verb is bound; nil where there is no such verb.
  static func entry(_ verb: String) -> VerbEntry? { byVerb[Name(verb)] }

  /// What there is to know about a verb.
  package static func signature(_ verb: String) -> Signature? { entry(verb)?.signature }
}
