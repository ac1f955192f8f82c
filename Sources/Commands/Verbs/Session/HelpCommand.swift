import ScriptSyntax

/// `help`, `help put`, `help time`: how things are used.
struct HelpCommand: Command {
  static let signature = Signature(
    "help", .session, "Tells how a verb is used, or about a topic.",
    syntax: ["help", "help VERB", "help TOPIC"],
    parameters: [.positional("VERB", .verb, "or one of the topics that `help` lists")],
    example: "help put\nhelp time")

  private enum Page {
    case overview
    case verb(String)
    case topic(HelpTopic)
  }

  private let page: Page

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    guard let item = arguments.take() else {
      page = .overview
      return
    }
    guard let word = item.plainWord else { throw arguments.wrongKind("a verb or topic", item) }
    if CommandTable.signature(word) != nil {
      page = .verb(word)
    } else if let topic = HelpTopic.named(word) {
      page = .topic(topic)
    } else if AbsentVerbs.isLater(word) {
      throw arguments.unsupported("`\(word)` is", at: item.span)
    } else {
      throw arguments.unknownWord(
        word, at: item.span, wanted: "a verb or topic",
        among: CommandTable.verbs + HelpTopic.all.map(\.name))
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch page {
    case .overview: sink.emit(.help(HelpPages.overview))
    case .topic(let topic): sink.emit(.help(HelpPages.page(topic)))
    case .verb(let verb):
      guard let signature = CommandTable.signature(verb) else { return }
      sink.emit(.help(HelpPages.page(signature)))
    }
  }
}
