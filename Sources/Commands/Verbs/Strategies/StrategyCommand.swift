import Replication
import ScriptSyntax

/// `strategy newest lww clock=server`: a name for a rule with options.
struct StrategyCommand: Command {
  static let signature = Signature(
    "strategy", .strategies, "Registers a built-in strategy under a name, with options.",
    syntax: ["strategy NAME BUILTIN [OPTION=VALUE…]"],
    parameters: [
      .positional("NAME", .newName),
      .positional(
        "BUILTIN", .strategy, "`strategies` lists them, `help strategy lww` tells of one"),
    ]
      + StrategyOption.allCases.map { option in
        .option(
          option.rawValue, option.acceptedWords.isEmpty ? .text : .choice(option.acceptedWords),
          option.note)
      },
    details: [
      "A built-in takes the options that stand behind its name here, with their defaults:"
    ] + StrategyCatalogue.builtIns.map { .term($0.describe($0.defaults), $0.summary) } + [
      "So can those of systems, which `strategies` lists."
    ],
    example: "nodes a b\nlink a <-> b\nstrategy oldest lww tie=lowest-node\nresolve k with oldest\n"
      + "put k 1 at a stamp=5s\nput k 2 at b stamp=5s\nsettle\nexpect k = 1",
    seeAlso: ["resolve", "strategies", "why"])

  private let name: Mention
  /// nil while variables stand for a part of it.
  private let strategy: Strategy?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    name = try arguments.newName()
    let isOpen = arguments.items.contains(where: \.hasVariables)
    let definition = try arguments.builtin()
    var stated: [(name: String, value: String, span: SourceSpan)] = []
    for option in StrategyOption.allCases where try arguments.option(option.rawValue) {
      let span = arguments.next?.span ?? arguments.end
      stated.append((option.rawValue, try arguments.text(), span))
    }
    guard let definition, !isOpen else {
      strategy = nil
      return
    }
    do throws(StrategyOptionError) {
      let parameters = try definition.parameters(from: stated.map { ($0.name, $0.value) })
      strategy = Strategy(definition, parameters)
    } catch {
      let words = error.words(definition)
      let span = stated.first { $0.name.hasSameText(as: words.option) }?.span
      throw Diagnostic(
        code: words.code, message: words.message, span: span ?? arguments.span,
        remedy: words.remedy)
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard let strategy else { return }
    if StrategyCatalogue.named(name.name.text) != nil {
      throw session.refusal(
        .duplicateName, "`\(name.name.text)` is a built-in strategy", at: name.span,
        remedy: "choose another name")
    }
    _ = try session.register(strategy, as: name)
    session.confirm("strategy \(name.name.text): \(strategy.description)", into: &sink)
  }
}

/// Built-ins that the language knows and this version does not have.
enum LaterStrategies {
  /// Their names, sorted.
  static let names = [
    "2p-set", "dw-flag", "ew-flag", "g-counter", "g-set", "lua",
    "lww-register", "mv-register", "or-map", "or-set", "ot-text", "pn-counter", "rw-set", "text",
    "three-way",
  ]

  /// Whether a word is one of them.
  static func contains(_ word: String) -> Bool { names.contains { $0.hasSameBytes(as: word) } }

  /// What to say about one of them.
  static func diagnostic(_ name: String, at span: SourceSpan) -> Diagnostic {
    let known = StrategyCatalogue.builtIns.map { "`\($0.name)`" }.joined(separator: ", ")
    return Diagnostic(
      code: .unsupported, message: "the strategy `\(name)` is not available in this version",
      span: span, remedy: "there are \(known)")
  }
}

extension ArgumentReader {
  /// A built-in strategy by its name; nil where a variable stands for it.
  fileprivate mutating func builtin() throws(Diagnostic) -> StrategyDefinition? {
    let item = try take(.strategy)
    if item.hasVariables { return nil }
    guard let word = item.plainWord else { throw wrongKind("a built-in strategy", item) }
    if let definition = StrategyCatalogue.named(word) { return definition }
    if LaterStrategies.contains(word) { throw LaterStrategies.diagnostic(word, at: item.span) }
    let known = StrategyCatalogue.all.map(\.name)
    throw Diagnostic(
      code: .unknownWord, message: "there is no built-in strategy `\(word)`", span: item.span,
      remedy: suggestion(for: word, among: known)
        ?? "`strategies` lists them")
  }
}

extension StrategyOptionError {
  /// The error as a diagnostic tells it: the option at fault, and what to say.
  fileprivate func words(
    _ definition: StrategyDefinition
  ) -> (option: String, code: DiagnosticCode, message: String, remedy: String?) {
    switch self {
    case .unknownOption(let name, let accepted):
      let known = accepted.map { "`\($0)=`" }.joined(separator: ", ")
      return (
        name, .unknownOption, "`\(definition.name)` has no option `\(name)=`",
        accepted.isEmpty ? "it takes no options" : "it takes \(known)"
      )
    case .repeatedOption(let name):
      return (name, .repeatedOption, "`\(name)=` is given twice", "keep one of them")
    case .badValue(let name, let value, let accepted):
      let wanted = ArgumentKind.choice(accepted).phrase
      return (
        name, .unknownWord, "`\(name)=` takes \(wanted), found `\(value.shortened)`",
        suggestion(for: value, among: accepted)
      )
    case .emptySeparator:
      return (
        "separator", .outOfRange, "a text cannot be cut into parts at nothing",
        "give `separator=` a text, or leave out `as=set`"
      )
    }
  }
}

extension StrategyOption {
  /// What it chooses, for help.
  var note: String {
    switch self {
    case .tie: "who wins where stamps or ranks are equal (default highest-node)"
    case .clock: "whose clock stamps a write (default server)"
    case .causality:
      "what follows wins before stamps are compared, or not (default ignore for lww, fww)"
    case .separator: "what stands between two values (default \"/\")"
    case .as: "as they come, the two in order, or as a set of parts (default raw)"
    case .dedupe: "whether a write merged once is never merged again (default on)"
    case .column: "the member of an object that is compared (default \"\": the value or stamp)"
    case .decided: "chance decides once, or at each node anew (default once)"
    }
  }
}
