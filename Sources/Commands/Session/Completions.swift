import Replication
import Simulation

extension Session {
  /// The candidates for the word at the end of a line, sorted, and how many bytes they replace.
  ///
  /// Inside quotes there are none.
  borrowing func completions(
    for line: String
  ) -> (candidates: [Completion], replaced: Int) {
    guard let typed = TypedStatement(line) else { return ([], 0) }
    var candidates: [Completion] = []
    if typed.prefix.utf8.first == UInt8(ascii: "$") {
      candidates = environment.variableNames.map { Completion(text: "$" + $0, summary: "") }
    } else if let verb = typed.words.first {
      candidates = arguments(of: verb, typed)
    } else {
      candidates = CommandTable.entries.map {
        Completion(text: $0.signature.verb, summary: $0.signature.summary)
      }
      candidates += environment.known.definitions.names.map {
        Completion(text: $0, summary: "defined here")
      }
    }
    let prefix = Array(typed.prefix.utf8)
    let fitting = candidates.filter { $0.text.utf8.starts(with: prefix) }
    var unique: [Completion] = []
    for candidate in fitting.sorted(by: { Name($0.text) < Name($1.text) })
    where unique.last.map({ Name($0.text) != Name(candidate.text) }) ?? true {
      unique.append(candidate)
    }
    return (unique, prefix.count)
  }

  private borrowing func arguments(of verb: String, _ typed: TypedStatement) -> [Completion] {
    let entry = CommandTable.entry(verb) ?? environment.known.definitions[Name(verb)]?.entry
    guard let signature = entry?.signature else { return [] }
    if let option = typed.option {
      let parameter = signature.parameters.first { $0.role == .option && $0.name == option }
      return parameter.map { named($0.kind, typed) } ?? []
    }
    let slot = signature.slot(after: typed.words.dropFirst())
    var candidates = slot.kind.map { named($0, typed) } ?? []
    guard !typed.isGlued, slot.isFree else { return candidates }
    for parameter in signature.parameters {
      switch parameter.role {
      case .positional: continue
      case .option:
        candidates.append(Completion(text: parameter.name + "=", summary: parameter.note))
      case .clause, .flag:
        candidates.append(Completion(text: parameter.name, summary: parameter.note))
      }
    }
    return candidates
  }

  private borrowing func named(_ kind: ArgumentKind, _ typed: TypedStatement) -> [Completion] {
    switch kind {
    case .node, .link, .message: return words(names.nodes.names, "node")
    case .nodes: return words(names.nodes.names, "node") + words(["all", "down", "up"], "nodes")
    case .key: return words(names.keys.names.map(\.text), "key")
    case .client: return words(names.clients.names.map(\.text), "client")
    case .strategy:
      return words(names.strategies.names.map(\.text), "strategy")
        + StrategyCatalogue.all.map { Completion(text: $0.name, summary: $0.summary) }
    case .choice(let choices): return words(choices, "")
    case .messageKind: return words(MessageKind.allCases.map(\.rawValue), "kind of message")
    case .verb:
      return CommandTable.entries.map {
        Completion(text: $0.signature.verb, summary: $0.signature.summary)
      } + HelpTopic.all.map { Completion(text: $0.name, summary: $0.summary) }
    case .predicate: return predicateWords(typed)
    case .newName, .value, .duration, .count, .number, .percentage, .file, .block, .heredoc,
      .text, .any:
      return []
    }
  }

  private borrowing func predicateWords(_ typed: TypedStatement) -> [Completion] {
    switch typed.words.last {
    case "at", "up": return named(.nodes, typed)
    case "on": return named(.key, typed)
    case "as": return named(.client, typed)
    case "error": return words(ErrorCode.allCases.map(\.rawValue), "error code")
    default:
      return named(.key, typed) + words(PredicateWords.judgements, "judgement")
        + words(PredicateWords.counters, "counter")
        + words(["absent", "and", "at", "error", "not", "on", "or"], "")
    }
  }

  private func words(_ words: [String], _ summary: String) -> [Completion] {
    words.map { Completion(text: $0, summary: summary) }
  }
}

extension Signature {
  /// What is expected behind these words; `isFree`: little words and options may stand there too.
  fileprivate func slot(
    after words: ArraySlice<String>
  ) -> (kind: ArgumentKind?, isFree: Bool) {
    let positionals = parameters.filter { $0.role == .positional }
    var position = 0
    var clause: Parameter?
    var isFresh = false
    for word in words {
      if let parameter = parameters.first(where: { $0.name == word && $0.role == .clause }) {
        clause = parameter
        isFresh = true
      } else if word.utf8.contains(UInt8(ascii: "=")) || keywords.contains(word) {
        continue
      } else if isFresh {
        isFresh = false
      } else if clause == nil {
        position += 1
      }
    }
    if let clause { return (isFresh || clause.kind.isPlural ? clause.kind : nil, !isFresh) }
    guard let last = positionals.last else { return (nil, true) }
    if let plural = positionals.firstIndex(where: \.kind.isPlural), position >= plural {
      return (positionals[plural].kind, position > 0)
    }
    if position < positionals.count { return (positionals[position].kind, position > 0) }
    return (last.name.hasSuffix("…") || last.kind.isPlural ? last.kind : nil, true)
  }
}

extension ArgumentKind {
  /// Whether several words may follow each other here.
  fileprivate var isPlural: Bool { self == .nodes || self == .predicate }
}

/// The statement at the end of a line, as far as it is typed.
struct TypedStatement {
  /// The words before the one that is being typed.
  private(set) var words: [String] = []
  /// The word that is being typed, behind its last `,` `=` `!` `(` or `->`.
  private(set) var prefix = ""
  /// The name before `=`, if the word has one.
  private(set) var option: String?
  /// Whether the word goes on behind such a sign.
  private(set) var isGlued = false

  /// Reads the end of a line; nil inside quotes and comments.
  init?(_ line: String) {
    var word: [UInt8] = []
    var quote: UInt8?
    var isEscaped = false
    for byte in line.utf8 {
      if let open = quote {
        word.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = open == UInt8(ascii: "\"")
        } else if byte == open {
          quote = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        quote = byte
        word.append(byte)
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        finish(&word)
      case UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\n"):
        words = []
        word = []
      case UInt8(ascii: "#") where word.isEmpty: return nil
      default: word.append(byte)
      }
    }
    guard quote == nil else { return nil }
    split(word)
  }

  private mutating func finish(_ word: inout [UInt8]) {
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    word = []
  }

  private mutating func split(_ word: [UInt8]) {
    let signs = Array(",=!(>".utf8)
    let cut = word.lastIndex { signs.contains($0) }
    prefix = String(decoding: word[(cut.map { $0 + 1 } ?? 0)...], as: UTF8.self)
    isGlued = cut != nil
    if let equal = word.firstIndex(of: UInt8(ascii: "=")) {
      option = String(decoding: word[..<equal], as: UTF8.self)
    }
  }
}
