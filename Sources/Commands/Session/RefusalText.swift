import ScriptSyntax
import Simulation

extension Session {
  /// A refusal of the world in words: its code, what is wrong, what to do about it.
  package func refused(_ refusal: Refusal, at span: SourceSpan) -> Halt {
    let (code, message, remedy) = words(for: refusal)
    return self.refusal(code, message, at: span, remedy: remedy)
  }

  private func words(for refusal: Refusal) -> (ErrorCode, String, String?) {
    switch refusal {
    case .down(let node): (.down, "\(text(node)) is not running", remedyForDown(node))
    case .paused(let node): (.down, "\(text(node)) is paused", "`resume \(text(node))`")
    case .writesFail(let node):
      (.unavailable, "\(text(node)) refuses writes", "`mend \(text(node))` ends it")
    case .noNode(let node): (.unknownNode, "there is no node `\(text(node))` any more", nil)
    case .noLink(let arc):
      (.state, "there is no link \(text(arc))", "`link \(text(arc.from)) -> \(text(arc.to))`")
    case .noMessage(let message):
      (
        .state, "no message \(text(message)) is in flight", "`show in-flight` lists the messages"
      )
    case .wasSent(let message):
      (
        .state, "\(text(message)) was sent already",
        "its lot is cast; `drop`, `duplicate` and `delay` are for what is in flight"
      )
    case .cut(let arc): (.state, "\(text(arc)) is cut by a partition", "`heal` ends it")
    case .already(let node): (.state, wordsForAlready(node), "`show nodes` tells")
    case .not(let node): (.state, "\(text(node)) takes writes already", "`show nodes` tells")
    case .begun:
      (
        .state, "the seed cannot change after the first event",
        "move `seed` to the start, or `reset` first"
      )
    case .conflict(let node):
      (
        .conflict, "the write conflicts with what \(text(node)) holds",
        "read first, so that the write follows what is there"
      )
    case .quiet: (.state, "nothing can be delivered", "`show in-flight` tells what waits and why")
    case .needOutOfRange(let need, let n):
      (.state, "\(need) of \(n) replicas cannot answer", "state a number from 1 to \(n)")
    case .tooFewReplicas(let needed, let got):
      (
        .state, "the key has \(got) nodes to live on, and n is \(needed)",
        "add nodes or `place` it on more, or set up replication with a smaller n"
      )
    case .busy(let count):
      (
        .state, count == 1 ? "a message is in flight" : "\(count) messages are in flight",
        "`settle` first; the way of replicating changes between requests only"
      )
    case .waiting(let count):
      (
        .state,
        "\(count.counted("message")) \(count == 1 ? "waits" : "wait") for what comes before",
        "`sync` the nodes first: `show nodes` tells where it waits, `why KEY` for what"
      )
    case .follows, .noLeader, .leads, .neitherLeads, .siblings, .noLog, .keptByLog:
      wordsOfLeader(refusal)
    case .notTyped, .unfit, .misbound, .linkRules: wordsOfMerge(refusal)
    case .notHeld(let key, let node):
      (
        .state,
        "\(text(node)) does not store \(text(key)), and an operation applies to what its "
          + "node holds", "`preference \(text(key))` lists the nodes that do"
      )
    case .emptyRing: (.state, "a ring needs an owner", nil)
    case .full: (.budget, "a limit of the engine is reached", nil)
    }
  }

  private func remedyForDown(_ node: NodeID) -> String {
    world.leadership?.leader == node
      ? "`restart \(text(node))`, or `promote` a follower" : "`restart \(text(node))`"
  }

  /// Refusals of a store with one leader.
  private func wordsOfLeader(_ refusal: Refusal) -> (ErrorCode, String, String?) {
    switch refusal {
    case .follows(let node, let leader):
      (
        .state, "\(text(node)) is a follower; the leader is \(text(leader))",
        world.node(leader)?.health == .up
          ? "write `at \(text(leader))`" : "`promote \(text(node))` makes it the leader"
      )
    case .noLeader:
      (.unavailable, "there is no leader: it was removed or lost its log", "`promote` a node")
    case .leads(let leader):
      (
        .state, "\(text(leader)) is the leader already",
        "`promote` makes another node the leader"
      )
    case .neitherLeads(let one, let other):
      (
        .state, "neither \(text(one)) nor \(text(other)) is the leader",
        world.leadership?.leader.map { "entries come from the leader: `sync \(text($0)) NODE`" }
      )
    case .siblings(let key, let node):
      (
        .state, "\(text(node)) holds several versions of \(text(key)), and a log has an order",
        "write \(text(key)) at \(text(node)) first"
      )
    case .keptByLog:
      (.state, "a log keeps deletions in their place: there is nothing to purge", nil)
    default:
      (
        .state, "there is no one leader to take over from",
        "before: `replication single-leader leader=NODE`"
      )
    }
  }

  private func wordsForAlready(_ node: NodeID) -> String {
    let view = world.node(node)
    let state =
      switch view?.health {
      case .crashed: "is down"
      case .paused: "is paused"
      case .up where view?.failsWrites == true: "refuses writes"
      case .up: "is up"
      case .removed, nil: "is gone"
      }
    return "\(text(node)) \(state) already"
  }
}
