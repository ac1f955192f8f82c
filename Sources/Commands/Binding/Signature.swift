/// What one argument of a verb is: drives binding messages, help and completion alike.
package enum ArgumentKind: Sendable, Equatable {
  case node, nodes, newName, point, key, value, operation, strategy, client, link, message
  case messageKind, conflictKind
  case duration, count, number, need, percentage, file, block, heredoc, predicate, text, verb, any
  /// One of these words.
  case choice([String])

  /// What to call it in a message, with its article.
  package var phrase: String {
    switch self {
    case .node: "a node"
    case .nodes: "nodes"
    case .newName: "a new name"
    case .point: "a mark or a future"
    case .key: "a key"
    case .value: "a value"
    case .operation: "an operation"
    case .strategy: "a strategy"
    case .client: "a client"
    case .link: "a link such as `a->b`"
    case .message: "a message such as `a->b#2`"
    case .messageKind: "a kind of message"
    case .conflictKind: "a kind of conflict"
    case .duration: "a duration such as `10ms`"
    case .count: "a count"
    case .number: "a number"
    case .need: "a number, `majority` or `all`"
    case .percentage: "a percentage such as `5%`"
    case .file: "a file name in quotes"
    case .block: "a block `{ … }`"
    case .heredoc: "code, `<<END` up to a line `END`"
    case .predicate: "a predicate"
    case .text: "a text"
    case .verb: "a verb or topic"
    case .any: "an argument"
    case .choice(let words): Self.list(words)
    }
  }

  /// What stands for it in the forms of help.
  package var placeholder: String {
    switch self {
    case .node: "NODE"
    case .nodes: "NODES"
    case .newName, .point: "NAME"
    case .key: "KEY"
    case .value: "VALUE"
    case .operation: "OPERATION"
    case .strategy: "STRATEGY"
    case .client: "CLIENT"
    case .link: "A->B"
    case .message: "A->B#N"
    case .messageKind, .conflictKind: "KIND"
    case .duration: "DURATION"
    case .count: "COUNT"
    case .number: "NUMBER"
    case .need: "N|majority|all"
    case .percentage: "5%"
    case .file: "\"FILE\""
    case .block: "{ … }"
    case .heredoc: "<<END"
    case .predicate: "PREDICATE"
    case .text: "TEXT"
    case .verb: "VERB"
    case .any: "…"
    case .choice(let words): words.joined(separator: "|")
    }
  }

  private static func list(_ words: [String]) -> String {
    let quoted = words.map { "`\($0)`" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "a word" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// One argument of a verb.
package struct Parameter: Sendable {
  /// How it is written, with a placeholder for what it is: `at NODE`, `timeout=DURATION`.
  package var form: String {
    switch role {
    case .positional, .flag: name
    case .clause: "\(name) \(kind.placeholder)"
    case .option: "\(name)=\(kind.placeholder)"
    }
  }

  /// How the argument is recognised.
  package enum Role: Sendable {
    /// By its place behind the verb.
    case positional
    /// By the little word before it: `at NODE`.
    case clause
    /// By its name and `=`: `timeout=1s`.
    case option
    /// A word that stands alone: `blind`.
    case flag
  }

  /// How it is recognised.
  package let role: Role
  /// The placeholder in capitals for a positional; else the word itself.
  package let name: String
  /// What it is; nothing for a flag.
  package let kind: ArgumentKind
  /// A few words for help, the default included.
  package let note: String

  /// An argument by its place; `name` is a placeholder in capitals.
  package static func positional(
    _ name: String, _ kind: ArgumentKind, _ note: String = ""
  ) -> Parameter { Parameter(role: .positional, name: name, kind: kind, note: note) }

  /// An argument behind a little word.
  package static func clause(
    _ word: String, _ kind: ArgumentKind, _ note: String = ""
  ) -> Parameter { Parameter(role: .clause, name: word, kind: kind, note: note) }

  /// A `name=value`.
  package static func option(
    _ name: String, _ kind: ArgumentKind, _ note: String = ""
  ) -> Parameter { Parameter(role: .option, name: name, kind: kind, note: note) }

  /// A word on its own.
  package static func flag(_ word: String, _ note: String = "") -> Parameter {
    Parameter(role: .flag, name: word, kind: .any, note: note)
  }
}

/// The chapters of the manual; also the folders of the verbs.
package enum VerbGroup: String, Sendable, CaseIterable {
  case topology, clients, strategies, quorums, faults, time, looking, checking, travel, session
}

/// A verb described once, for binding, help, completion and the manual.
package struct Signature: Sendable {
  /// The word that starts the statement.
  package let verb: String
  /// The chapter it belongs to.
  package let group: VerbGroup
  /// One sentence.
  package let summary: String
  /// The forms it takes, as help shows them.
  package let syntax: [String]
  /// Its arguments in the order help shows them.
  package let parameters: [Parameter]
  /// Defaults and rules, a sentence or more a line.
  package let details: [HelpLine]
  /// A script that runs by itself.
  package let example: String
  /// Verbs and topics to read next.
  package let seeAlso: [String]
  /// The words that are never names or values where this verb is read: clauses and flags.
  let keywords: [String]
  /// The names before `=`.
  let options: [String]

  /// Whether the verb may have a block.
  var takesBlock: Bool { parameters.contains { $0.kind == .block } }

  /// Describes a verb.
  package init(
    _ verb: String, _ group: VerbGroup, _ summary: String, syntax: [String],
    parameters: [Parameter] = [], details: [HelpLine] = [], example: String, seeAlso: [String] = []
  ) {
    self.verb = verb
    self.group = group
    self.summary = summary
    self.syntax = syntax
    self.parameters = parameters
    self.details = details
    self.example = example
    self.seeAlso = seeAlso
    keywords = parameters.filter { $0.role == .clause || $0.role == .flag }.map(\.name)
    options = parameters.filter { $0.role == .option }.map(\.name)
  }
}
