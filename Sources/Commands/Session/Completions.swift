import Replication
import ScriptSyntax
import Simulation

/// A candidate before it is described: there may be very many.
struct Offer {
  /// What can be said about it.
  enum Subject {
    case words(String)
    case node(NodeID)
    case key(KeyID)
    case client(ClientID)
    case link(LinkView)
    case message(MessageView)
    case variable
  }

  /// What is compared with what is typed.
  let name: String
  let subject: Subject
  /// Whether it is quoted where it cannot stand bare, as keys and files can be, and nothing else.
  var isText = false
}

extension Session {
  /// Candidates beyond these are not described: nobody reads so many.
  private static var described: Int { 100 }
  /// Of more messages in flight than these the links are offered.
  private static var listedMessages: Int { 1000 }

  /// The candidates for the word at the end of an entry that is being typed.
  func completions(for entry: String) -> Completions {
    guard let typed = TypedStatement(entry) else { return .none }
    let slot = slot(of: typed)
    let part = typed.part(isWhole: slot.isWhole)
    let prefix = Array(part.text.utf8)
    let fitting = offers(slot, typed, part).filter { offer in
      offer.name.utf8.starts(with: prefix) && (offer.isText || !part.isQuoted)
    }
    var candidates: [Completion] = []
    var last: Name?
    for offer in fitting.map({ (Name($0.name), $0) }).sorted(by: { $0.0 < $1.0 })
    where last != offer.0 {
      last = offer.0
      let summary = candidates.count < Self.described ? describe(offer.1) : ""
      candidates.append(Completion(text: written(offer.1, part), summary: summary))
    }
    return Completions(candidates: candidates, replaced: part.written.count)
  }

  /// How the verb at the end of an entry is used: the form that has most of the words typed.
  ///
  /// A form that is the verb alone says nothing new, unless it is the only one.
  func syntax(for entry: String) -> String? {
    guard let typed = TypedStatement(entry), let verb = typed.words.first,
      let signature = signature(of: verb)
    else { return nil }
    var best: (form: String, fit: Int)?
    for form in signature.syntax where form != verb || signature.syntax.count == 1 {
      let words = form.split(whereSeparator: { " |[]".contains($0) })
      let fit = typed.words.count { word in words.contains { $0.utf8.elementsEqual(word.utf8) } }
      if fit > best?.fit ?? -1 { best = (form, fit) }
    }
    return best?.form
  }

  // MARK: - What can stand there

  private func signature(of verb: String) -> Signature? {
    let entry = CommandTable.entry(verb) ?? environment.known.definitions[Name(verb)]?.entry
    return entry?.signature
  }

  private func slot(of typed: TypedStatement) -> Slot {
    guard let verb = typed.words.first else { return Slot() }
    guard let signature = signature(of: verb) else { return Slot() }
    if let option = typed.option, signature.options.contains(option) {
      let parameter = signature.parameters.first { $0.role == .option && $0.name == option }
      return Slot(kinds: parameter.map { [$0.kind] } ?? [], isOption: true)
    }
    var words = typed.words.dropFirst()
    if typed.openArrow != nil { words = words.dropLast() }
    return signature.slot(after: words)
  }

  private func offers(
    _ slot: Slot, _ typed: TypedStatement, _ part: TypedStatement.Part
  ) -> [Offer] {
    if part.text.utf8.first == UInt8(ascii: "$"), !part.isQuoted {
      return environment.variableNames.map { Offer(name: "$" + $0, subject: .variable) }
    }
    guard let verb = typed.words.first else { return verbOffers() }
    guard let signature = signature(of: verb) else { return [] }
    var offers: [Offer] = []
    for kind in slot.kinds { offers += named(kind, typed, part) }
    guard !slot.isOption, slot.isFree, part.sign == nil, typed.openArrow == nil else {
      return offers
    }
    for parameter in signature.parameters where !typed.mentions(parameter) {
      switch parameter.role {
      case .positional: continue
      case .option:
        offers.append(Offer(name: parameter.name + "=", subject: .words(parameter.note)))
      case .clause, .flag:
        offers.append(Offer(name: parameter.name, subject: .words(parameter.note)))
      }
    }
    return offers
  }

  private func verbOffers() -> [Offer] {
    let definitions = environment.known.definitions
    return CommandTable.entries.map {
      Offer(name: $0.signature.verb, subject: .words($0.signature.summary))
    }
      + definitions.names.map { name in
        let syntax = definitions[Name(name)]?.entry.signature.syntax.first ?? name
        return Offer(name: name, subject: .words("defined here: \(syntax)"))
      }
  }

  private func named(
    _ kind: ArgumentKind, _ typed: TypedStatement, _ part: TypedStatement.Part
  ) -> [Offer] {
    switch kind {
    case .node: return nodeOffers()
    case .nodes:
      return nodeOffers()
        + [
          Offer(name: "all", subject: .words("every node")),
          Offer(name: "down", subject: .words("nodes that do not run")),
          Offer(name: "up", subject: .words("nodes that run")),
        ]
    case .link: return linkOffers(typed.openArrow)
    case .message: return messageOffers(typed.openArrow)
    case .key: return keyOffers()
    case .client:
      return names.clients.names.enumerated().map {
        Offer(name: $1.text, subject: .client(ClientID(Int32($0))))
      }
    case .strategy:
      // `help VERB` ends there, `help strategy` goes on.
      let isOther = typed.words.first == "help" && typed.words.last != "strategy"
      return isOther ? [] : strategyOffers()
    case .point: return pointOffers()
    case .choice(let choices): return words(choices, "")
    case .operation: return operationOffers(typed.words.dropFirst().first)
    case .need: return words(["all", "majority"], "")
    case .messageKind: return words(MessageKind.allCases.map(\.rawValue), "kind of message")
    case .conflictKind:
      return ConflictKind.allCases.map { Offer(name: $0.rawValue, subject: .words($0.words)) }
        + words(["link"], "what arrives on one link")
    case .file: return fileOffers(part.text)
    case .verb:
      return CommandTable.entries.map {
        Offer(name: $0.signature.verb, subject: .words($0.signature.summary))
      } + HelpTopic.all.map { Offer(name: $0.name, subject: .words($0.summary)) }
        + CodePage.all.map { Offer(name: $0.code, subject: .words($0.summary)) }
    case .predicate: return predicateOffers(typed, part)
    case .newName, .value, .duration, .count, .number, .percentage, .block, .heredoc, .text, .any:
      return []
    }
  }

  private func nodeOffers() -> [Offer] {
    var offers: [Offer] = []
    for node in names.nodes.all { offers.append(Offer(name: text(node), subject: .node(node))) }
    return offers
  }

  private func pointOffers() -> [Offer] {
    journey.timeline.marks.map { Offer(name: $0.name.text, subject: .words("a mark")) }
      + journey.futures.names.map { Offer(name: $0.text, subject: .words("a future")) }
  }

  private func keyOffers() -> [Offer] {
    names.keys.names.enumerated().map {
      Offer(name: $1.text, subject: .key(KeyID(Int32($0))), isText: true)
    }
  }

  /// The operations that the key's type takes; all, where it has none yet.
  private func operationOffers(_ key: String?) -> [Offer] {
    let merge = key.flatMap { names.keys[Name($0)] }.flatMap { world.merge(of: KeyID(Int32($0))) }
    guard let merge else { return words(MergeOperation.Kind.allCases.map(\.rawValue), "") }
    return words(merge.operations.map(\.rawValue), merge.name)
  }

  private func strategyOffers() -> [Offer] {
    var offers = StrategyCatalogue.all.map { Offer(name: $0.name, subject: .words($0.summary)) }
    for (name, strategy) in zip(names.strategies.names, world.strategies) {
      offers.append(Offer(name: name.text, subject: .words(strategy.description)))
    }
    return offers
  }

  /// Links that exist; behind `a -> ` their right ends.
  private func linkOffers(_ left: String?, busyOnly: Bool = false) -> [Offer] {
    var offers: [Offer] = []
    for link in world.links() where !busyOnly || link.inFlight > 0 {
      guard let left else {
        offers.append(Offer(name: text(link.arc), subject: .link(link)))
        continue
      }
      guard text(link.arc.from).hasSameBytes(as: left) else { continue }
      offers.append(Offer(name: text(link.arc.to), subject: .link(link)))
    }
    return offers
  }

  /// Messages in flight; of very many only the links they are on, which name the oldest of each.
  private func messageOffers(_ left: String?) -> [Offer] {
    guard left == nil, world.count(.inFlight) <= Self.listedMessages else {
      return linkOffers(left, busyOnly: true)
    }
    var offers: [Offer] = []
    for message in world.inFlight() {
      offers.append(Offer(name: text(message.name), subject: .message(message)))
    }
    return offers
  }

  /// Scripts and folders; where none fits, all files.
  private func fileOffers(_ typed: String) -> [Offer] {
    let slash = typed.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let start = Array(typed.utf8.dropFirst(folder.utf8.count))
    let showsHidden = start.first == UInt8(ascii: ".")
    let entries = options.files.list(folder).filter { entry in
      entry.name.utf8.starts(with: start)
        && (showsHidden || entry.name.utf8.first != UInt8(ascii: "."))
    }
    let scripts = entries.filter {
      $0.isFolder || $0.name.utf8.suffix(5).elementsEqual(".repl".utf8)
    }
    return (scripts.isEmpty ? entries : scripts).map {
      Offer(
        name: folder + $0.name + ($0.isFolder ? "/" : ""),
        subject: .words($0.isFolder ? "folder" : ""), isText: true)
    }
  }

  /// What may follow in a predicate, judged by the word before.
  private func predicateOffers(
    _ typed: TypedStatement, _ part: TypedStatement.Part
  ) -> [Offer] {
    if let sign = part.sign, "=<>!".utf8.contains(sign) { return [] }
    switch typed.words.last {
    case "at", "up": return named(.nodes, typed, part)
    case "on", "siblings", "conflict", "get": return keyOffers()
    case "as": return named(.client, typed, part)
    case "error":
      return ErrorCode.allCases.map { Offer(name: $0.rawValue, subject: .words($0.page.summary)) }
    case "=", "!=", "<", "<=", ">", ">=": return []
    case "expect", "until", "not", "and", "or", "always", "never":
      return keyOffers() + judgementOffers + ownPredicateOffers
        + Counter.allCases.map { Offer(name: $0.rawValue, subject: .words($0.summary)) }
    case "converged": return keyOffers() + connectors
    default: return connectors
    }
  }

  private var ownPredicateOffers: [Offer] {
    environment.known.predicates.map {
      Offer(name: $0.name.name.text, subject: .words("a predicate of yours"))
    }
  }

  private var judgementOffers: [Offer] {
    [
      Offer(name: "conflict", subject: .words("some node shows more than one value of a key")),
      Offer(name: "converged", subject: .words("all nodes show equal values")),
      Offer(name: "error", subject: .words("the block behind it is refused with this code")),
      Offer(name: "get", subject: .words("a read, and its answer")),
      Offer(name: "not", subject: .words("what follows does not hold")),
      Offer(name: "quiet", subject: .words("nothing can be delivered any more")),
      Offer(name: "siblings", subject: .words("the live values of a key, in any order")),
      Offer(name: "up", subject: .words("these nodes run")),
    ]
  }

  private var connectors: [Offer] {
    [
      Offer(name: "absent", subject: .words("no live version")),
      Offer(name: "and", subject: .words("both hold")),
      Offer(name: "as", subject: .words("for this client")),
      Offer(name: "at", subject: .words("at these nodes; without it: at every node")),
      Offer(name: "from", subject: .words("which replicas answer")),
      Offer(name: "on", subject: .words("this key alone")),
      Offer(name: "or", subject: .words("one of them holds")),
    ]
  }

  private func words(_ words: [String], _ summary: String) -> [Offer] {
    words.map { Offer(name: $0, subject: .words(summary)) }
  }

  // MARK: - What is inserted, and what is said

  /// The candidate as it stands in a script, in the quotes that were opened or that it needs.
  private func written(_ offer: Offer, _ part: TypedStatement.Part) -> String {
    guard offer.isText else { return offer.name }
    let isReserved = ReservedWords.contains(offer.name) || PredicateWords.all.contains(offer.name)
    let isFile = if case .words = offer.subject { true } else { false }
    if !part.isQuoted, !isFile, !isReserved, ScriptPrinter.isBareWord(offer.name) {
      return offer.name
    }
    // A folder goes on: its quotes stay open.
    let isOpen = isFile && offer.name.utf8.last == UInt8(ascii: "/")
    let isRaw =
      part.written.first == UInt8(ascii: "'")
      && offer.name.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "'") }
    let quoted = ScriptPrinter.print(isRaw ? .raw(offer.name) : .text(.text(offer.name)))
    return isOpen ? String(quoted.dropLast()) : quoted
  }

  private func describe(_ offer: Offer) -> String {
    switch offer.subject {
    case .words(let words): words
    case .node(let node): description(of: node)
    case .key(let key): description(of: key)
    case .client(let client): description(of: client)
    case .link(let link): description(of: link)
    case .message(let message): description(of: message)
    case .variable: environment.value(of: Name(String(offer.name.dropFirst())))?.shown ?? ""
    }
  }
}
