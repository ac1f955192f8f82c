import Replication
import ScriptSyntax
import Simulation

/// `put title "B" at a`: a client writes a key.
struct PutCommand: Command {
  static let signature = Signature(
    "put", .clients, "Writes a value to a key.",
    syntax: ["put KEY VALUE at NODE", "put KEY VALUE as CLIENT", "put KEY VALUE at NODE blind"],
    parameters: [
      .positional("KEY", .key), .positional("VALUE", .value),
      .clause("at", .node, "the leader that takes the write"),
      .clause("as", .client, "whose session it belongs to; alone: goes to the client's home"),
      .flag("blind", "follows nothing: an empty context"),
      .option("stamp", .duration, "an explicit clock reading"),
      .option("timeout", .duration, "how long a synchronous write waits (default 1s)"),
    ],
    details: [
      "The write causally follows what the node holds of the key; with `as`, what the client has",
      "read or written of it; with `blind`, nothing.",
    ],
    example: "nodes a b\nlink a <-> b\nput title \"B\" at a\nsettle\nget title at b",
    seeAlso: ["get", "delete", "client"])

  private let key: Mention
  private let value: Value
  private let node: Mention?
  private let client: Mention?
  private let isBlind: Bool
  private let stamp: Tick?
  private let timeout: Tick
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    key = try arguments.key()
    value = try arguments.value()
    node = arguments.clause("at") ? try arguments.node() : nil
    client = arguments.clause("as") ? try arguments.client() : nil
    isBlind = arguments.flag("blind")
    stamp = try arguments.option("stamp") ? try arguments.duration() : nil
    timeout = try arguments.option("timeout") ? try arguments.duration() : 1_000_000_000
    if node == nil, client == nil { throw arguments.missing("`at NODE` or `as CLIENT`") }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let at = try node.map { (mention) throws(Halt) in try session.node(mention) }
    let key = try session.key(key)
    try session.passToNextStatement(at: span)
    var context = WriteContext.node
    var target = at
    if let client {
      let id = try session.client(client)
      context = .client(id)
      target = at ?? session.world.route(id)
    }
    guard let target else {
      throw session.refusal(.unavailable, "no leader is up", at: span)
    }
    let request = WriteRequest(
      key: key, value: session.world.values.intern(value), node: target,
      context: isBlind ? .blind : context, stamp: stamp, timeout: timeout)
    try session.decide(.write(request), at: span)
    session.tell(into: &sink)
    session.confirm("wrote \(session.text(key)) at \(session.text(target))", into: &sink)
  }
}
