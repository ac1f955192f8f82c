import ScriptSyntax
import Simulation

/// Links as `link` and `unlink` name them: `a -> b -> c`, `a <-> b`, `a -> b,c`.
///
/// Shape: one arrow less than groups, at least one arrow once a script runs.
struct LinkChain: Sendable {
  private var groups: [NodeSelector] = []
  /// Whether the arrow behind the group of this position goes both ways.
  private var goBothWays: [Bool] = []

  /// Reads a chain.
  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let mayHoldArrow = arguments.next?.hasVariables ?? false
    groups.append(try arguments.nodes())
    while true {
      if arguments.symbol(.arrow) {
        goBothWays.append(false)
      } else if arguments.symbol(.both) {
        goBothWays.append(true)
      } else {
        break
      }
      groups.append(try arguments.nodes())
    }
    if goBothWays.isEmpty, !mayHoldArrow { throw arguments.missing("`->` or `<->` and a node") }
  }

  /// The ways meant, in the order written; a group next to one of its own nodes leaves that out.
  ///
  /// Refused (`state`): a node with a link to itself, and nothing else.
  func arcs(in session: borrowing Session) throws(Halt) -> [Arc] {
    var arcs: [Arc] = []
    var from = try session.nodes(groups[0])
    for (position, goesBothWays) in goBothWays.enumerated() {
      let to = try session.nodes(groups[position + 1])
      let before = arcs.count
      for sender in from {
        for receiver in to where sender != receiver {
          arcs.append(Arc(sender, receiver))
          if goesBothWays { arcs.append(Arc(receiver, sender)) }
        }
      }
      guard arcs.count > before else {
        throw session.refusal(
          .state, "a node has no link to itself", at: groups[position + 1].span,
          remedy: "name another node behind the arrow")
      }
      from = to
    }
    return arcs
  }
}
