import ScriptSyntax
import Simulation

/// Groups of nodes and the ways between them: `a | b c`, `a -> b,c`.
struct NodeGroups: Sendable {
  private let groups: [NodeSelector]
  private let isOneWay: Bool

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    var groups = [try arguments.nodes()]
    isOneWay = arguments.symbol(.arrow)
    if isOneWay {
      groups.append(try arguments.nodes())
    } else {
      while arguments.symbol(.bar) { groups.append(try arguments.nodes()) }
    }
    guard groups.count > 1 else { throw arguments.missing("`|` or `->` and a second group") }
    self.groups = groups
  }

  /// Where the first group stands.
  var span: SourceSpan { groups[0].span }

  /// Who is in each; refused (`state`): a node is in two.
  func members(in session: borrowing Session) throws(Halt) -> [[NodeID]] {
    var members: [[NodeID]] = []
    for group in groups {
      let nodes = try session.nodes(group)
      for node in nodes where members.contains(where: { $0.contains(node) }) {
        throw session.refusal(
          .state, "\(session.text(node)) stands on both sides", at: group.span,
          remedy: "`!\(session.text(node))` names all the others")
      }
      members.append(nodes)
    }
    return members
  }

  /// The groups as people write them.
  func text(_ members: [[NodeID]], in session: borrowing Session) -> String {
    var texts: [String] = []
    for nodes in members { texts.append(session.text(nodes)) }
    return texts.joined(separator: isOneWay ? " -> " : " | ")
  }

  /// Every way from a group to another.
  func ways(between members: [[NodeID]]) -> [Arc] {
    var arcs: [Arc] = []
    for (index, group) in members.enumerated() {
      for other in members[(index + 1)...] {
        for one in group {
          for another in other {
            arcs.append(Arc(one, another))
            if !isOneWay { arcs.append(Arc(another, one)) }
          }
        }
      }
    }
    return arcs
  }
}
