import Causality
import Replication
import ScriptSyntax
import Simulation

// What is done with the answer of a read.
extension Session {
  /// Shows what a read brought, with its key where it was not `alone`; lets the reader decide where
  /// she is asked to.
  mutating func show(
    _ reply: ReadReply, of key: KeyID, to reading: StartedRequest.Reading, isAlone: Bool,
    at span: SourceSpan, into sink: inout some Sink
  ) throws(Halt) {
    let rule = reply.isAsked ? nil : reply.strategy.map { self.rule($0, reply.reason) }
    let context =
      world.leaderless == nil ? world.context(of: key, at: reading.node) : reply.context
    let what = EventLine.What.read(
      values: values(reply), context: text(context), rule: rule, isAsked: reply.isAsked,
      isAlone: isAlone)
    sink.emit(
      .events([EventLine(what, tick: world.now, node: text(reading.node), key: name(of: key))]))
    if reply.isAsked { try ask(reply, of: key, reading, at: span, into: &sink) }
  }

  /// What a read returned.
  func values(_ reply: ReadReply) -> [Value] {
    reply.values.compactMap { world.values.value($0) }
  }

  /// Lets the reader choose among siblings, and writes the choice back as a client statement, which
  /// is told, so that a script can state it. With nobody to ask, tells such a statement.
  private mutating func ask(
    _ reply: ReadReply, of key: KeyID, _ reading: StartedRequest.Reading, at span: SourceSpan,
    into sink: inout some Sink
  ) throws(Halt) {
    let values = values(reply)
    guard let first = values.first, values.count > 1 else { return }
    let (name, texts) = (text(key), values.map(\.json))
    guard let ask = options.ask else {
      let statement = put(first, key, reading)
      return sink.emit(.note("nobody is here to be asked; `\(statement)` would decide it"))
    }
    let choice = journey.replies.answer { ask(name, texts) }
    guard let choice, values.indices.contains(choice) else {
      return sink.emit(.note("left as they are"))
    }
    let statement = put(values[choice], key, reading)
    journey.replies.note(statement)
    sink.emit(.note(statement))
    try passToNextStatement(at: span)
    var request = WriteRequest(
      key: key, value: world.values.intern(values[choice]), node: reading.node,
      context: reading.client.map { .client($0) } ?? .node)
    request.quorum.isWatched = world.leaderless != nil
    let started = try issue(
      .write(request), to: reading.node, about: key, timeout: request.timeout, at: span)
    try conclude(started, isStarted: false, into: &sink)
    tell(into: &sink)
  }

  private func put(_ value: Value, _ key: KeyID, _ reading: StartedRequest.Reading) -> String {
    var items = [Item(keyed: name(of: key)), Item(.literal(Literal(value)))]
    items += [Item(.word(.text("at"))), Item(.word(.text(text(reading.node))))]
    if let client = reading.client {
      items += [Item(.word(.text("as"))), Item(.word(.text(text(client))))]
    }
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
