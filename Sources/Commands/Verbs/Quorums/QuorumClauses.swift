import Replication
import ScriptSyntax
import Simulation

/// What a single request states about its quorum: `w=2 pw=1 to n1,n2`.
struct QuorumClauses: Sendable {
  /// The words of a kind of request.
  struct Words: Sendable {
    let need: String
    let primaries: String
    let reach: String
    let deed: String

    static let write = Words(need: "w", primaries: "pw", reach: "to", deed: "acknowledge")
    static let read = Words(need: "r", primaries: "pr", reach: "from", deed: "answer")

    /// The arguments as help shows them.
    var parameters: [Parameter] {
      [
        .clause(reach, .nodes, "leaderless: ask these replicas only (default: all of the key)"),
        .option(need, .need, "leaderless: how many \(deed) (default: as `replication` says)"),
        .option(primaries, .need, "how many of them are no stand-ins (default: any may be)"),
      ]
    }
  }

  private let need: Need?
  private let primaries: Need?
  private let reach: NodeSelector?
  /// Where the first of them stands.
  private let stated: SourceSpan?

  /// Reads what is there; all of it may be missing.
  init(_ arguments: inout ArgumentReader, _ words: Words) throws(Diagnostic) {
    var stated: SourceSpan?
    reach = arguments.clause(words.reach) ? try arguments.nodes() : nil
    stated = reach?.span
    need = try arguments.option(words.need) ? try arguments.need() : nil
    if need != nil { stated = stated ?? arguments.lastSpan }
    primaries = try arguments.option(words.primaries) ? try arguments.need() : nil
    if primaries != nil { stated = stated ?? arguments.lastSpan }
    self.stated = stated
  }

  /// Only chosen replicas, or fewer, of the predicate `get k at a from n2 r=1`.
  init(need: Need?, reach: NodeSelector?, at span: SourceSpan) {
    self.need = need
    self.reach = reach
    primaries = nil
    stated = need == nil && reach == nil ? nil : span
  }

  /// The quorum, with names turned into ids.
  ///
  /// Refused (`state`): something is stated, and the nodes are not leaderless.
  func quorum(in session: inout Session) throws(Halt) -> RequestQuorum {
    guard session.world.leaderless != nil else {
      guard let stated else { return RequestQuorum() }
      throw session.refusalOfQuorum(at: stated)
    }
    var quorum = RequestQuorum()
    quorum.isWatched = true
    quorum.need = need
    quorum.primaries = primaries
    if let reach {
      let nodes = try session.nodes(reach)
      quorum.reach = session.world.reaches.intern(nodes)
    }
    return quorum
  }
}

extension Session {
  /// Why a request can state no quorum here.
  fileprivate func refusalOfQuorum(at span: SourceSpan) -> Halt {
    guard let leader = world.leadership?.leader else {
      return refusal(
        .state, "there are no quorums: every leader answers for itself", at: span,
        remedy: "`replication leaderless` sets up quorums")
    }
    return refusal(
      .state, "there are no quorums: \(text(leader)) takes all writes, and any node answers reads",
      at: span,
      remedy: "`replication single-leader leader=\(text(leader)) sync=all` makes writes wait for "
        + "followers; `replication leaderless` sets up quorums")
  }
}
