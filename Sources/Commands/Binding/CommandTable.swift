/// Every verb there is; a verb joins by a line here.
package enum CommandTable {
  /// The verbs, sorted.
  package static let all: [any Command.Type] = [
    AntiEntropyCommand.self,
    ChaosCommand.self,
    ClientCommand.self,
    CompareCommand.self,
    CrashCommand.self,
    DefineCommand.self,
    DelayCommand.self,
    DeleteCommand.self,
    DeliverCommand.self,
    DeliveryCommand.self,
    DemoCommand.self,
    DiffCommand.self,
    DigestCommand.self,
    DriftCommand.self,
    DropCommand.self,
    DuplicateCommand.self,
    DuplicatesCommand.self,
    ExpectCommand.self,
    FailCommand.self,
    ForCommand.self,
    ForkCommand.self,
    ForwardingCommand.self,
    GcCommand.self,
    GetCommand.self,
    GotoCommand.self,
    HealCommand.self,
    HelpCommand.self,
    HistoryCommand.self,
    HoldCommand.self,
    IncludeCommand.self,
    InvariantCommand.self,
    LatencyCommand.self,
    LawsCommand.self,
    LetCommand.self,
    LinkCommand.self,
    LossCommand.self,
    MarkCommand.self,
    MendCommand.self,
    NodesCommand.self,
    PaceCommand.self,
    PartitionCommand.self,
    PauseCommand.self,
    PlaceCommand.self,
    PredicateCommand.self,
    PreferenceCommand.self,
    PrintCommand.self,
    PromoteCommand.self,
    PutCommand.self,
    QuitCommand.self,
    RedoCommand.self,
    ReleaseCommand.self,
    RemoveCommand.self,
    RepeatCommand.self,
    ReplicationCommand.self,
    ReportCommand.self,
    ResetCommand.self,
    ResolveCommand.self,
    RestartCommand.self,
    ResumeCommand.self,
    RingCommand.self,
    RunCommand.self,
    SaveCommand.self,
    SectionCommand.self,
    SeedCommand.self,
    SettleCommand.self,
    ShowCommand.self,
    SkewCommand.self,
    StepCommand.self,
    StrategiesCommand.self,
    StrategyCommand.self,
    SwitchCommand.self,
    SyncCommand.self,
    TogetherCommand.self,
    TopologyCommand.self,
    TransactionCommand.self,
    UndoCommand.self,
    UnlinkCommand.self,
    UpdateCommand.self,
    WaitCommand.self,
    WhyCommand.self,
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
