/// Every verb there is; a verb joins by a line here.
package enum CommandTable {
  /// The verbs, sorted.
  package static let all: [any Command.Type] = [
    DefineCommand.self,
    ExpectCommand.self,
    ForCommand.self,
    HelpCommand.self,
    IncludeCommand.self,
    LetCommand.self,
    NodesCommand.self,
    PrintCommand.self,
    PutCommand.self,
    QuitCommand.self,
    RepeatCommand.self,
    ResetCommand.self,
    SectionCommand.self,
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
