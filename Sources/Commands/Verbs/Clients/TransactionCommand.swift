import ScriptSyntax
import Simulation

/// `transaction at a { put x 1; put y 2 }`: several writes at one leader, at one instant.
struct TransactionCommand: Command {
  static let signature = Signature(
    "transaction", .clients, "Writes several keys at one node, at one instant.",
    syntax: ["transaction at NODE { put KEY VALUE; … }"],
    parameters: [
      .clause("at", .node, "the leader that takes all writes"),
      .positional("{ … }", .block, "`put`, `delete` and `update` without `at`"),
    ],
    details: [
      "Either all writes are made or none: a node that takes no writes refuses them together.",
      "They are replicated and merged key by key: other nodes may come to see only some of them.",
    ],
    example: "nodes a b\nlink a <-> b\ntransaction at a { put x 1; put y 2 }\nsettle\n"
      + "expect x at b = 1 and y at b = 2",
    seeAlso: ["put", "together"])

  private let node: Mention
  private let block: Block
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    guard arguments.clause("at") else { throw arguments.missing("`at NODE`") }
    node = try arguments.node()
    block = try arguments.block(as: .transaction)
    for statement in block.statements where !statement.isWrite {
      throw Diagnostic(
        code: .misplacedStatement,
        message: "only `put`, `delete` and `update` stand in a transaction",
        span: statement.span, remedy: "move it before or behind the transaction")
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let writes = try writes(in: &session, sink)
    let node = try session.node(node)
    try session.passToNextStatement(at: span)
    try checkWritable(node, session)
    let requests = try requests(writes, at: node, in: &session, into: &sink)
    let started = try issue(writes, requests, in: &session)
    if session.pace.isShared {
      session.pace.joint += started
    } else {
      try session.join(started, into: &sink)
    }
    session.tell(into: &sink)
    session.confirm("wrote \(writes.count) keys at \(session.text(node))", into: &sink)
  }

  private func writes(
    in session: inout Session, _ sink: borrowing some Sink
  ) throws(Halt) -> [ClientWrite] {
    var writes: [ClientWrite] = []
    for statement in block.statements {
      guard let write = try session.write(of: statement, sink) else { continue }
      writes.append(write)
    }
    return writes
  }

  private func checkWritable(_ node: NodeID, _ session: borrowing Session) throws(Halt) {
    guard let view = session.world.node(node) else { return }
    if view.health == .crashed { throw session.refused(.down(node), at: span) }
    if view.failsWrites { throw session.refused(.writesFail(node), at: span) }
  }

  /// What the node is asked for, once it has what the writers are promised.
  private func requests(
    _ writes: [ClientWrite], at node: NodeID, in session: inout Session, into sink: inout some Sink
  ) throws(Halt) -> [WriteRequest] {
    var requests: [WriteRequest] = []
    for write in writes {
      var request = try write.request(at: node, in: &session)
      try session.uphold(&request, isMovable: false, at: span, into: &sink)
      requests.append(request)
    }
    return requests
  }

  /// All writes at one instant; if one of them is refused, none is made.
  private func issue(
    _ writes: [ClientWrite], _ requests: [WriteRequest], in session: inout Session
  ) throws(Halt) -> [StartedRequest] {
    var before: World? = session.mayRefuse(requests) ? session.world.fork() : nil
    let events = session.events
    var started: [StartedRequest] = []
    for (write, request) in zip(writes, requests) {
      do throws(Halt) {
        started.append(try write.issue(request, in: &session))
      } catch {
        if let world = before.take() {
          session.world = world
          session.events = events
        }
        throw error
      }
    }
    return started.filter { !$0.hasSucceeded }
  }
}

extension Session {
  /// Whether one of several writes may be refused by what its node holds: an operation that does
  /// not fit, or a write that follows less, by a strategy that stops.
  fileprivate func mayRefuse(_ requests: [WriteRequest]) -> Bool {
    for request in requests where world.merge(of: request.key) != nil { return true }
    return requests.contains { $0.context != .node }
      && world.strategies.contains { $0.definition.name.hasSameText(as: "error") }
  }

  /// The write that a statement of a transaction makes, with its variables replaced.
  fileprivate mutating func write(
    of statement: BoundStatement, _ sink: borrowing some Sink
  ) throws(Halt) -> ClientWrite? {
    try spendStatement(at: statement.span, sink)
    var body = statement.body
    if case .deferred(let deferred) = body { body = try bind(deferred) }
    guard case .command(let command) = body else { return nil }
    return (command as? any WritingCommand)?.write
  }
}

extension BoundStatement {
  /// Whether the statement is one write.
  fileprivate var isWrite: Bool {
    switch body {
    case .command(let command): command is any WritingCommand
    case .deferred(let deferred):
      ["put", "delete", "update"].contains(deferred.entry.signature.verb)
    case .call: false
    }
  }
}
