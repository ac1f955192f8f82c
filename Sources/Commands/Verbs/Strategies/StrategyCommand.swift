import LuaStrategies
import Replication
import ScriptSyntax

/// `strategy newest lww clock=server`: a name for a rule with options, or for code.
struct StrategyCommand: Command {
  static let signature = Signature(
    "strategy", .strategies,
    "Registers a built-in strategy under a name, with options, or code of your own.",
    syntax: [
      "strategy NAME BUILTIN [OPTION=VALUE…]", "strategy NAME lua <<END",
      "strategy NAME lua file=\"FILE\"",
    ],
    parameters: [
      .positional("NAME", .newName),
      .positional(
        "BUILTIN", .choice(Builtins.names), "see `help strategies`; for `lua`, `help lua`"),
      .positional(
        "<<END", .heredoc, "behind `lua`: lines that return a function, and a line `END`"),
      .option("file", .file, "behind `lua`: where the code stands instead (default: here)"),
    ]
      + StrategyOption.allCases.map { option in
        .option(
          option.rawValue, option.acceptedWords.isEmpty ? .text : .choice(option.acceptedWords),
          option.note)
      },
    details: [
      "`lua` takes `clock=` as `lww` does. Its code is compiled before anything runs; code that",
      "fails keeps the siblings and ends the statement that made it run with `strategy`.",
      "A built-in takes the options that stand behind its name here, with their defaults:",
    ] + StrategyCatalogue.builtIns.map { .term($0.describe($0.defaults), $0.summary) } + [
      "So do types that merge (`help merges`) and the strategies of systems (`strategies`)."
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
      try arguments.skipCode()
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
    if Builtins.names.contains(where: { $0.hasSameBytes(as: name.name.text) }) {
      throw session.refusal(
        .duplicateName, "`\(name.name.text)` is a built-in strategy", at: name.span,
        remedy: "choose another name")
    }
    _ = try session.register(strategy, as: name)
    session.confirm("strategy \(name.name.text): \(strategy.description)", into: &sink)
  }
}

/// What may stand where a built-in strategy is named.
enum Builtins {
  /// The word that code follows.
  static let lua = "lua"
  /// The words, sorted.
  static let names = (StrategyCatalogue.all.map(\.name) + [lua]).sorted()
}

extension ArgumentReader {
  /// A built-in strategy by its name; nil where a variable stands for it.
  fileprivate mutating func builtin() throws(Diagnostic) -> StrategyDefinition? {
    let kind = ArgumentKind.choice(Builtins.names)
    let item = try take(kind)
    if item.hasVariables { return nil }
    guard let word = item.plainWord else { throw wrongKind("a built-in strategy", item) }
    if let definition = StrategyCatalogue.named(word) { return definition }
    if word.hasSameBytes(as: Builtins.lua) { return .lua(try code()) }
    let known = Builtins.names
    throw Diagnostic(
      code: .unknownWord, message: "there is no built-in strategy `\(word)`", span: item.span,
      remedy: suggestion(for: word, among: known) ?? "`strategies` lists them")
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
    case .remove:
      "what removing a field takes away: what was observed, or the field (default observed)"
    case .lift: "whether a stamp is lifted above those its writer has seen (default off)"
    case .numbers:
      "integers that both sides changed: a conflict, or both changes (default conflict)"
    case .fields: "members with a rule of their own: \"left:ours,note:drop\" (default none)"
    case .otherwise: "what becomes of versions that clash (default siblings)"
    case .column: "the member of an object that is compared (default \"\": the value or stamp)"
    case .ship: "what a write sends to other leaders: all its node holds, or itself (default state)"
    case .decided: "chance decides once, or at each node anew (default once)"
    }
  }
}
