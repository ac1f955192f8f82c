import Replication
import ScriptSyntax
import Simulation

/// `get title at b`: a client reads a key.
struct GetCommand: Command {
  static let signature = Signature(
    "get", .clients, "Reads a key: prints its value, or the siblings, and the context.",
    syntax: [
      "get KEY at NODE", "get KEY as CLIENT", "get KEY at NODE as CLIENT",
      "get KEY at NODE from NODES", "get KEY at NODE r=1", "get KEY/FIELD at NODE",
      "get KEY at NODE &",
    ],
    parameters: [
      .positional("KEY", .key, "with `/FIELD` for a field of a map; a key with `/` is quoted"),
      .clause("at", .node, "the leader that answers, or the node that asks the replicas"),
      .clause("as", .client, "who reads, and remembers it; alone: asks the client's home"),
      .option("timeout", .duration, "how long the client waits (default 1s)"),
    ] + QuorumClauses.Words.read.parameters,
    details: [
      "The context `{a:1, b:2}` counts the writes of each node that the answer has seen: what a",
      "client who has read it follows with her next write. An absent key prints `(none)`.",
      "A strategy bound with `on=read` decides here; `ask` asks whoever sits at the prompt and",
      "writes the answer back. Leaderless, the world runs until enough replicas have answered;",
      "`&` only starts the read, and `wait` shows its answer.",
    ],
    example: "nodes a b\nlink a <-> b\nput title \"B\" at a\nput title \"C\" at b\nsettle\n"
      + "get title at a as ann\nput title \"D\" at a as ann\nexpect title at a = \"D\"",
    seeAlso: ["put", "expect", "resolve", "why", "quorums"])

  /// A client remembers what she has read.
  var isUnit: Bool { target.namesClient }

  private let place: KeyPlace
  private let target: RequestTarget
  private let timeout: Tick
  private let quorum: QuorumClauses
  private let isStarted: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    place = try arguments.keyPlace()
    target = try RequestTarget(&arguments)
    timeout = try arguments.option("timeout") ? try arguments.duration() : 1_000_000_000
    quorum = try QuorumClauses(&arguments, .read)
    isStarted = arguments.ampersand()
    if !target.isStated { throw arguments.missing("`at NODE` or `as CLIENT`") }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let node = try target.node(in: session)
    let client = try target.client(in: &session)
    let quorum = try quorum.quorum(in: &session)
    let (key, path) = try session.used(place)
    try session.passToNextStatement(at: span)
    var read = ReadRequest(key: key, node: node, client: client, timeout: timeout)
    read.quorum = quorum
    try session.uphold(&read, at: span, into: &sink)
    var request = try session.issue(
      .read(read), to: read.node, about: key, timeout: read.timeout, at: span)
    request.reading = StartedRequest.Reading(node: read.node, client: client, path: path)
    session.tell(into: &sink)
    guard request.hasSucceeded, case .read(let reply) = session.world.reply,
      let reading = request.reading
    else {
      return try session.conclude(request, isStarted: isStarted, into: &sink)
    }
    try session.show(reply, of: key, to: reading, isAlone: true, at: span, into: &sink)
  }
}
