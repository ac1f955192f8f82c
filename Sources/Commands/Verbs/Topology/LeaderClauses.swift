import ScriptSyntax
import Simulation

/// `leader=a sync=none|all|b,c`: who takes the writes, and whom they wait for.
struct LeaderClauses: Sendable {
  /// Whom writes wait for, as it was written.
  private enum Waiting: Sendable {
    case none, all
    case nodes(NodeSelector)
  }

  private let leader: Mention
  private let waiting: Waiting

  /// Reads both options; the leader must be stated.
  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    guard try arguments.option("leader") else { throw arguments.missing("`leader=NODE`") }
    leader = try arguments.node()
    guard try arguments.option("sync") else {
      waiting = .none
      return
    }
    switch arguments.nextWord {
    case "none", "all":
      waiting = try arguments.choice(["none", "all"]).hasSameText(as: "all") ? .all : .none
    default: waiting = .nodes(try arguments.nodeList())
    }
  }

  /// The setup, with names turned into ids.
  ///
  /// Refused (`state`): the leader is to wait for itself.
  func setup(in session: borrowing Session) throws(Halt) -> LeaderSetup {
    var setup = LeaderSetup(leader: try session.node(leader))
    switch waiting {
    case .none: break
    case .all: setup.waiting = .all
    case .nodes(let selector):
      let nodes = try session.nodes(selector)
      guard !nodes.contains(setup.leader) else {
        throw session.refusal(
          .state, "\(leader.name.text) is the leader, and writes wait for followers",
          at: selector.span, remedy: "leave it out of `sync=`")
      }
      setup.waiting = .nodes(nodes)
    }
    return setup
  }
}

extension Session {
  /// `a leads, writes wait for b and c`.
  func text(_ setup: LeaderSetup) -> String {
    let whom =
      switch setup.waiting {
      case .none: "writes do not wait"
      case .all: "writes wait for every follower"
      case .nodes(let nodes): "writes wait for \(text(nodes))"
      }
    return "\(text(setup.leader)) leads, \(whom)"
  }
}
