import Replication
import ScriptSyntax
import Simulation

/// What `put`, `delete` and `update` have in common: which key, what becomes of it, and how the
/// request goes.
struct ClientWrite: Sendable {
  /// What becomes of a key.
  enum Change: Sendable {
    case put(Value)
    case delete
    case update(MergeOperation)
  }

  private let key: Mention
  private let change: Change
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

  /// Reads what stands behind the key and its change.
  init(
    _ arguments: inout ArgumentReader, _ key: Mention, _ change: Change
  ) throws(Diagnostic) {
    span = arguments.span
    self.key = key
    self.change = change
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
    var request = try request(at: node, in: &session)
    try session.uphold(&request, at: span, into: &sink)
    try session.conclude(
      try issue(request, in: &session), isStarted: isStarted, into: &sink)
    session.tell(into: &sink)
    session.confirm(done(at: request.node, session), into: &sink)
  }

  /// The request, with names turned into ids: key and client come into being here.
  func request(at node: NodeID, in session: inout Session) throws(Halt) -> WriteRequest {
    let client = try target.client(in: &session)
    let context: WriteContext = isBlind ? .blind : client.map { .client($0) } ?? .node
    var value = ValueID.tombstone
    if case .put(let new) = change { value = session.world.values.intern(new) }
    var request = WriteRequest(
      key: try session.key(key), value: value, node: node, context: context, stamp: stamp,
      timeout: timeout)
    request.client = client
    request.quorum = try quorum.quorum(in: &session)
    return request
  }

  /// Hands the request to its node.
  func issue(
    _ request: WriteRequest, in session: inout Session
  ) throws(Halt) -> StartedRequest {
    var decision = Decision.write(request)
    if case .update(let operation) = change { decision = .update(request, operation) }
    return try session.issue(
      decision, to: request.node, about: request.key, timeout: request.timeout, at: span)
  }

  private func done(at node: NodeID, _ session: borrowing Session) -> String {
    "\(isStarted ? "started" : change.participle) \(key.name.text) at \(session.text(node))"
  }
}

extension ClientWrite.Change {
  /// What was done, in a word.
  fileprivate var participle: String {
    switch self {
    case .put: "wrote"
    case .delete: "deleted"
    case .update: "updated"
    }
  }
}

/// A command that writes one key, and so can stand in a transaction.
protocol WritingCommand: Command {
  /// What it writes.
  var write: ClientWrite { get }
}
