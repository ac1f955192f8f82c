import Replication
import ScriptSyntax
import Simulation

extension Session {
  // MARK: - Names to ids

  /// The node of this name; refused (`unknown-node`) where there is none.
  package func node(_ mention: Mention) throws(Halt) -> NodeID {
    guard let node = names.nodes[mention.name] else {
      throw unknown(.unknownNode, "node", mention, among: names.nodes.names)
    }
    return node
  }

  /// The nodes of a selector: as listed, and groups in the order of creation, each once.
  ///
  /// Refused (`unknown-node`): a name that is not there, and an empty selection.
  package func nodes(_ selector: NodeSelector) throws(Halt) -> [NodeID] {
    if let mention = selector.single { return [try node(mention)] }
    var isTaken = [Bool](repeating: false, count: names.nodes.count)
    var taken: [NodeID] = []
    if selector.terms.allSatisfy(\.isExcluded) {
      taken = names.nodes.all
      for node in taken { isTaken[node.index] = true }
    }
    for term in selector.terms where !term.isExcluded {
      for node in try nodes(term) where !isTaken[node.index] {
        isTaken[node.index] = true
        taken.append(node)
      }
    }
    for term in selector.terms where term.isExcluded {
      for node in try nodes(term) { isTaken[node.index] = false }
    }
    let selected = taken.filter { isTaken[$0.index] }
    guard !selected.isEmpty else {
      let remedy = names.nodes.all.isEmpty ? "create nodes first: `nodes a b c`" : nil
      throw refusal(.unknownNode, "no node is selected", at: selector.span, remedy: remedy)
    }
    return selected
  }

  private func nodes(_ term: NodeSelector.Term) throws(Halt) -> [NodeID] {
    switch term.choice {
    case .name(let name): [try node(Mention(name, at: term.span))]
    case .all: names.nodes.all
    case .up: names.nodes.all.filter { isUp($0) }
    case .down: names.nodes.all.filter { !isUp($0) }
    case .zone(let zone): try nodes(in: zone, at: term.span)
    }
  }

  private func nodes(in zone: Name, at span: SourceSpan) throws(Halt) -> [NodeID] {
    let found = names.nodes.all.filter { names.nodes.zone($0) == zone }
    guard found.isEmpty else { return found }
    let zones = names.nodes.all.compactMap { names.nodes.zone($0)?.text }
    throw refusal(
      .unknownNode, "no node is in zone `\(zone.text)`", at: span,
      remedy: suggestion(for: zone.text, among: zones))
  }

  /// Whether a node runs: neither crashed nor paused.
  package func isUp(_ node: NodeID) -> Bool { world.node(node)?.health == .up }

  /// The link between two nodes; whether it exists is the world's to say.
  package func arc(_ link: LinkMention) throws(Halt) -> Arc {
    Arc(try node(link.from), try node(link.to))
  }

  /// The message meant: the one of this ordinal, or the oldest in flight on the link.
  ///
  /// Refused (`state`): nothing in flight there.
  package func message(_ mention: MessageMention) throws(Halt) -> MessageName {
    let arc = try arc(mention.link)
    if let ordinal = mention.ordinal { return MessageName(arc, ordinal) }
    guard let oldest = world.oldest(on: arc) else {
      throw refusal(
        .state, "nothing is in flight on \(text(arc))", at: mention.span,
        remedy: "`show in-flight` lists the messages")
    }
    return oldest
  }

  /// A key that a write, read or binding uses: it comes into being here, under the rules bound.
  package mutating func key(_ mention: Mention) throws(Halt) -> KeyID {
    if let position = names.keys[mention.name] { return KeyID(Int32(position)) }
    try decide(.addKey(names.bindings.rules(for: mention.name)), at: mention.span)
    let key = KeyID(Int32(names.keys.append(mention.name)))
    let label = world.values.intern(mention.name.text)
    try decide(.labelKey(key, label), at: mention.span)
    if world.leaderless != nil { try placeByHash(key, at: mention.span) }
    return key
  }

  /// A key that something has used; refused (`unknown-key`) otherwise.
  package func knownKey(_ mention: Mention) throws(Halt) -> KeyID {
    guard let position = names.keys[mention.name] else {
      throw unknown(.unknownKey, "key", mention, among: names.keys.names.map(\.text))
    }
    return KeyID(Int32(position))
  }

  /// A client; comes into being by being named.
  package mutating func client(_ mention: Mention) throws(Halt) -> ClientID {
    if let position = names.clients[mention.name] { return ClientID(Int32(position)) }
    let client = ClientID(Int32(names.clients.count))
    try decide(.client(client, ClientSetup()), at: mention.span)
    names.clients.append(mention.name)
    return client
  }

  /// A strategy that was registered, or a built-in one at its defaults.
  ///
  /// Refused (`unknown-strategy`): neither.
  package mutating func strategy(_ mention: Mention) throws(Halt) -> StrategyID {
    if let position = names.strategies[mention.name] {
      return StrategyID(UInt16(clamping: position))
    }
    guard let definition = StrategyCatalogue.named(mention.name.text) else {
      guard !mention.name.text.hasSameBytes(as: Builtins.lua) else {
        throw refusal(
          .unknownStrategy, "`lua` takes code, and so needs a name", at: mention.span,
          remedy: "before: `strategy NAME lua <<END`; then `with NAME`")
      }
      let known = names.strategies.names.map(\.text) + StrategyCatalogue.all.map(\.name)
      throw unknown(.unknownStrategy, "strategy", mention, among: known)
    }
    return try register(Strategy(definition), as: mention)
  }

  /// Registers a strategy under a name that is free.
  package mutating func register(
    _ strategy: Strategy, as mention: Mention
  ) throws(Halt) -> StrategyID {
    guard names.strategies[mention.name] == nil else {
      throw refusal(
        .duplicateName, "there is a strategy `\(mention.name.text)` already", at: mention.span,
        remedy: "choose another name")
    }
    try decide(.addStrategy(strategy), at: mention.span)
    return StrategyID(UInt16(clamping: names.strategies.append(mention.name)))
  }

  private func unknown(
    _ code: ErrorCode, _ what: String, _ mention: Mention, among known: [String]
  ) -> Halt {
    let name = mention.name.text
    let listed = known.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
    let all = known.isEmpty ? "there is none yet" : "there are \(listed)"
    return refusal(
      code, "there is no \(what) `\(name)`", at: mention.span,
      remedy: suggestion(for: name, among: known) ?? (known.count > 12 ? nil : all))
  }

  // MARK: - Ids to names

  /// What a node is called.
  package func text(_ node: NodeID) -> String { names.nodes.text(node) }
  /// What a key is called.
  package func name(of key: KeyID) -> String { names.keys.text(key.index) }
  /// What a key is called, quoted where it could not stand bare in a statement.
  package func text(_ key: KeyID) -> String {
    let name = name(of: key)
    let isKnown = names.keys.names.indices.contains(key.index)
    return !isKnown || ScriptPrinter.isBareWord(name)
      ? name : ScriptPrinter.print(.text(.text(name)))
  }
  /// What a client is called.
  package func text(_ client: ClientID) -> String { names.clients.text(client.index) }
  /// What a strategy is called.
  package func text(_ strategy: StrategyID) -> String {
    names.strategies.text(Int(strategy.rawValue))
  }
  /// A link: `a->b`.
  package func text(_ arc: Arc) -> String { "\(text(arc.from))->\(text(arc.to))" }
  /// A message: `a->b#2`.
  package func text(_ message: MessageName) -> String {
    "\(text(message.arc))#\(message.ordinal)"
  }
}
