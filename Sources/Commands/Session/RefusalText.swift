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
    case .down(let node): (.down, "\(text(node)) is not running", "`restart \(text(node))`")
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
        "add nodes, or set up replication with a smaller n"
      )
    case .busy(let count):
      (
        .state, "\(count) messages are in flight",
        "`settle` first; the way of replicating changes between requests only"
      )
    case .emptyRing: (.state, "a ring needs an owner", nil)
    case .full: (.budget, "a limit of the engine is reached", nil)
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
