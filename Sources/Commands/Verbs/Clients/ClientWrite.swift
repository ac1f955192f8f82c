import Replication
import ScriptSyntax
import Simulation

/// What `put` and `delete` have in common: which key, what it becomes, and how the request goes.
struct ClientWrite: Sendable {
  private let key: Mention
  /// nil: a deletion.
  private let value: Value?
  private let target: RequestTarget
  private let isBlind: Bool
  private let stamp: Tick?
  private let timeout: Tick
  private let quorum: QuorumClauses
  private let isStarted: Bool
  private let span: SourceSpan

  /// The arguments that every write takes behind its key and value.
  static let parameters: [Parameter] =
    [
      .clause("at", .node, "the leader that takes the write, or the node that sends it on"),
      .clause("as", .client, "whose session it belongs to; alone: goes to the client's home"),
      .flag("blind", "follows nothing: an empty context"),
      .option("stamp", .duration, "an explicit clock reading (default: what the clock says)"),
      .option("timeout", .duration, "how long the client waits (default 1s)"),
    ] + QuorumClauses.Words.write.parameters

  /// Reads a write, with its value or as a deletion.
  init(_ arguments: inout ArgumentReader, hasValue: Bool) throws(Diagnostic) {
    span = arguments.span
    key = try arguments.key()
    value = hasValue ? try arguments.value() : nil
    target = try RequestTarget(&arguments)
    isBlind = arguments.flag("blind")
    stamp = try arguments.option("stamp") ? try arguments.duration() : nil
    timeout = try arguments.option("timeout") ? try arguments.duration() : 1_000_000_000
    quorum = try QuorumClauses(&arguments, .write)
    isStarted = arguments.isInTransaction != true && arguments.ampersand()
    switch arguments.isInTransaction {
    case true? where target.namesNode:
      throw Diagnostic(
        code: .surplusArgument, message: "the transaction says where its writes go", span: span,
        remedy: "leave out `at NODE`")
    case false? where !target.isStated: throw arguments.missing("`at NODE` or `as CLIENT`")
    default: break
    }
  }

  /// Writes, and waits for the outcome where that is not put off.
  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let node = try target.node(in: session)
    try session.passToNextStatement(at: span)
    let request = try request(at: node, in: &session)
    try session.conclude(
      try issue(request, in: &session), isStarted: isStarted, into: &sink)
    session.tell(into: &sink)
    session.confirm(done(at: node, session), into: &sink)
  }

  /// The request, with names turned into ids: key and client come into being here.
  func request(at node: NodeID, in session: inout Session) throws(Halt) -> WriteRequest {
    let client = try target.client(in: &session)
    let context: WriteContext = isBlind ? .blind : client.map { .client($0) } ?? .node
    var request = WriteRequest(
      key: try session.key(key),
      value: value.map { session.world.values.intern($0) } ?? .tombstone, node: node,
      context: context, stamp: stamp, timeout: timeout)
    request.client = client
    request.quorum = try quorum.quorum(in: &session)
    return request
  }

  /// Hands the request to its node.
  func issue(
    _ request: WriteRequest, in session: inout Session
  ) throws(Halt) -> StartedRequest {
    try session.issue(
      .write(request), to: request.node, about: request.key, timeout: timeout, at: span)
  }

  private func done(at node: NodeID, _ session: borrowing Session) -> String {
    let verb = isStarted ? "started" : value == nil ? "deleted" : "wrote"
    return "\(verb) \(key.name.text) at \(session.text(node))"
  }
}

/// A command that writes one key, and so can stand in a transaction.
protocol WritingCommand: Command {
  /// What it writes.
  var write: ClientWrite { get }
}
