import ScriptSyntax
import Simulation

/// Where a request goes, and in whose session: `at NODE`, `as CLIENT`, or both.
struct RequestTarget: Sendable {
  private let node: Mention?
  private let client: Mention?
  private let span: SourceSpan

  /// Reads both clauses; either may be missing.
  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    node = arguments.clause("at") ? try arguments.node() : nil
    client = arguments.clause("as") ? try arguments.client() : nil
  }

  /// Whether a node is stated.
  var namesNode: Bool { node != nil }
  /// Whether a client is stated.
  var namesClient: Bool { client != nil }
  /// Whether there is anything to go by.
  var isStated: Bool { node != nil || client != nil }

  /// The client, who comes into being here; nil: none is stated.
  func client(in session: inout Session) throws(Halt) -> ClientID? {
    try client.map { (mention) throws(Halt) in try session.client(mention) }
  }

  /// The node that takes the request: the one stated, or the client's home.
  ///
  /// Refused (`unavailable`): nothing is up; (`state`): the client has no home.
  func node(in session: borrowing Session) throws(Halt) -> NodeID {
    if let node { return try session.node(node) }
    guard let client else { throw session.refusal(.state, "no node is stated", at: span) }
    let id = session.names.clients[client.name].map { ClientID(Int32($0)) }
    guard let id, let setup = session.world.client(id), !setup.homes.isEmpty else {
      let name = client.name.text
      throw session.refusal(
        .state, "\(name) has no home leader", at: client.span,
        remedy: "say `at NODE`, or before: `client \(name) home=NODE`")
    }
    guard let node = session.world.route(id) else {
      throw session.refusal(
        .unavailable, "no leader is up (needed 1, got 0)", at: client.span,
        remedy: "`restart` or `resume` one")
    }
    return node
  }
}
