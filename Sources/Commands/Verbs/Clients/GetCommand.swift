import Replication
import ScriptSyntax
import Simulation

/// `get title at b`: a client reads a key.
struct GetCommand: Command {
  static let signature = Signature(
    "get", .clients, "Reads a key: prints its value, or the siblings, and the context.",
    syntax: ["get KEY at NODE", "get KEY as CLIENT", "get KEY at NODE as CLIENT"],
    parameters: [
      .positional("KEY", .key),
      .clause("at", .node, "the leader that answers"),
      .clause("as", .client, "who reads, and remembers it; alone: asks the client's home"),
      .option("timeout", .duration, "how long the client waits (default 1s)"),
    ],
    details: [
      "The context `{a:1, b:2}` counts the writes of each node that the answer has seen: what a",
      "client who has read it follows with her next write. An absent key prints `(none)`.",
      "A strategy bound with `on=read` decides here; `ask` asks whoever sits at the prompt and",
      "writes the answer back.",
    ],
    example: "nodes a b\nlink a <-> b\nput title \"B\" at a\nput title \"C\" at b\nsettle\n"
      + "get title at a as ann\nput title \"D\" at a as ann\nexpect title at a = \"D\"",
    seeAlso: ["put", "expect", "resolve", "why"])

  private let key: Mention
  private let target: RequestTarget
  private let timeout: Tick
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    key = try arguments.key()
    target = try RequestTarget(&arguments)
    timeout = try arguments.option("timeout") ? try arguments.duration() : 1_000_000_000
    try arguments.refuseQuorums(of: "reads")
    if !target.isStated { throw arguments.missing("`at NODE` or `as CLIENT`") }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let node = try target.node(in: session)
    let client = try target.client(in: &session)
    let key = try session.key(key)
    try session.passToNextStatement(at: span)
    let request = try session.issue(
      .read(ReadRequest(key: key, node: node, client: client)), to: node, about: key,
      timeout: timeout, at: span)
    session.tell(into: &sink)
    guard request.hasSucceeded, case .read(let reply) = session.world.reply else {
      return try session.conclude(request, isStarted: false, into: &sink)
    }
    sink.emit(.events([line(reply, key, node, session)]))
    if reply.isAsked {
      try session.ask(reply, key: key, node: node, client: client, at: span, into: &sink)
    }
  }

  private func line(
    _ reply: ReadReply, _ key: KeyID, _ node: NodeID, _ session: borrowing Session
  ) -> EventLine {
    let rule = reply.isAsked ? nil : reply.strategy.map { session.rule($0, reply.reason) }
    let context = session.text(session.world.context(of: key, at: node))
    return EventLine(
      .read(
        values: session.values(reply), context: context, rule: rule, isAsked: reply.isAsked),
      tick: session.world.now, node: session.text(node), key: session.text(key))
  }
}

extension Session {
  /// What a read returned.
  fileprivate func values(_ reply: ReadReply) -> [Value] {
    reply.values.compactMap { world.values.value($0) }
  }

  /// Lets the reader choose among siblings, and writes the choice back as a client statement, which
  /// is told, so that a script can state it. With nobody to ask, tells such a statement.
  fileprivate mutating func ask(
    _ reply: ReadReply, key: KeyID, node: NodeID, client: ClientID?, at span: SourceSpan,
    into sink: inout some Sink
  ) throws(Halt) {
    let values = values(reply)
    guard let first = values.first, values.count > 1 else { return }
    guard let ask = options.ask else {
      let statement = put(first, key, node, client)
      return sink.emit(.note("nobody is here to be asked; `\(statement)` would decide it"))
    }
    guard let choice = ask(text(key), values.map(\.json)), values.indices.contains(choice) else {
      return sink.emit(.note("left as they are"))
    }
    sink.emit(.note(put(values[choice], key, node, client)))
    try passToNextStatement(at: span)
    let request = WriteRequest(
      key: key, value: world.values.intern(values[choice]), node: node,
      context: client.map { .client($0) } ?? .node)
    let started = try issue(
      .write(request), to: node, about: key, timeout: request.timeout, at: span)
    try conclude(started, isStarted: false, into: &sink)
    tell(into: &sink)
  }

  private func put(_ value: Value, _ key: KeyID, _ node: NodeID, _ client: ClientID?) -> String {
    var items = [Item(keyed: text(key)), Item(.literal(Literal(value)))]
    items += [Item(.word(.text("at"))), Item(.word(.text(text(node))))]
    if let client { items += [Item(.word(.text("as"))), Item(.word(.text(text(client))))] }
    return ScriptPrinter.print(Statement(verb: "put", items: items))
  }
}

extension Item {
  /// A key as it is written: bare where it can be, in quotes where it would mean something else.
  init(keyed text: String) {
    let isBare =
      ScriptPrinter.isBareWord(text) && !ReservedWords.contains(text)
      && !text.hasSameText(as: "blind")
    self.init(isBare ? .word(.text(text)) : .literal(.text(.text(text))))
  }
}

extension Literal {
  /// A value as a script writes it.
  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let bool): self = .bool(bool)
    case .int(let integer): self = .int(integer)
    case .double(let double): self = .double(double)
    case .string(let text): self = .text(.text(text))
    case .array(let elements): self = .array(elements.map { Literal($0) })
    case .object(let members):
      self = .object(members.map { (key: .text($0.key), value: Literal($0.value)) })
    }
  }
}
