import Replication
import ScriptSyntax

/// `help`, `help put`, `help time`, `help down`: how things are used, and what codes mean.
struct HelpCommand: Command {
  static let signature = Signature(
    "help", .session, "Tells how a verb is used, about a topic, or what an error code means.",
    syntax: ["help", "help VERB", "help TOPIC", "help CODE", "help strategy NAME"],
    parameters: [
      .positional("VERB", .verb, "or one of the topics that `help` lists, or a code: `help down`"),
      .positional("NAME", .strategy, "behind `strategy`: a strategy that `strategies` lists"),
    ],
    details: [
      "`VERB --help` shows the page of a verb too. Where a word is a verb and a code, it is the",
      "verb's. Examples are run in a session of their own whenever they are shown; what they print",
      "stands behind `#>`.",
    ],
    example: "help selectors", seeAlso: ["errors", "syntax"])

  private enum Page {
    case overview
    case verb(Signature)
    case topic(HelpTopic)
    case code(CodePage)
    case strategy(StrategyDefinition)
  }

  private let page: Page

  var isUnit: Bool { false }

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    guard let item = arguments.take() else {
      page = .overview
      return
    }
    guard let word = item.plainWord else { throw arguments.wrongKind("a verb or topic", item) }
    if word.hasSameBytes(as: StrategyCommand.signature.verb), let item = arguments.take() {
      page = .strategy(try arguments.described(item))
    } else if let signature = CommandTable.signature(word) {
      page = .verb(signature)
    } else if let topic = HelpTopic.named(word) {
      page = .topic(topic)
    } else if let code = CodePage.named(word) {
      page = .code(code)
    } else if let strategy = StrategyCatalogue.named(word) {
      page = .strategy(strategy)
    } else if AbsentVerbs.isLater(word) {
      throw arguments.unsupported("`\(word)` is", at: item.span)
    } else {
      throw arguments.unknownWord(
        word, at: item.span, wanted: "a verb, topic or code",
        among: CommandTable.verbs + HelpTopic.all.map(\.name) + CodePage.all.map(\.code))
    }
  }

  /// The page of a verb, for `put --help`.
  init(_ signature: Signature) { page = .verb(signature) }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch page {
    case .overview: sink.emit(.help(HelpPages.overview))
    case .topic(let topic): sink.emit(.help(HelpPages.page(topic)))
    case .code(let code): sink.emit(.help(HelpPages.page(code)))
    case .strategy(let strategy): sink.emit(.help(HelpPages.page(strategy)))
    case .verb(let signature): sink.emit(.help(HelpPages.page(signature)))
    }
  }
}

extension ArgumentReader {
  /// The built-in strategy of this name.
  fileprivate func described(_ item: Item) throws(Diagnostic) -> StrategyDefinition {
    guard let word = item.plainWord else { throw wrongKind("a strategy", item) }
    if let definition = StrategyCatalogue.named(word) { return definition }
    throw unknownWord(
      word, at: item.span, wanted: "a strategy", among: StrategyCatalogue.all.map(\.name))
  }
}
