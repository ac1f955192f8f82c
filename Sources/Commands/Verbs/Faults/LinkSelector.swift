import ScriptSyntax
import Simulation

/// Links as a script mentions them: `a->b`, `a->b,c`, `a<->b`, `all->c`.
struct LinkSelector: Sendable {
  let from: NodeSelector
  let to: NodeSelector
  let isBothWays: Bool

  /// The whole of it.
  var span: SourceSpan {
    SourceSpan(file: from.span.file, start: from.span.start, end: to.span.end)
  }
}

extension ArgumentReader {
  /// Links: nodes, an arrow, nodes, with commas between nodes.
  mutating func links() throws(Diagnostic) -> LinkSelector {
    guard !isAtEnd else { throw missing(ArgumentKind.link.phrase) }
    let from = try nodeList()
    if symbol(.both) { return LinkSelector(from: from, to: try nodeList(), isBothWays: true) }
    try require(.arrow)
    return LinkSelector(from: from, to: try nodeList(), isBothWays: false)
  }

  /// Whether what is read next is one word that no arrow or comma follows.
  var isLoneWord: Bool {
    guard nextWord != nil else { return false }
    guard index + 1 < limit, case .symbol(let symbol) = items[index + 1].kind else { return true }
    return symbol != .arrow && symbol != .both && symbol != .comma
  }

  /// A kind of message.
  mutating func messageKind() throws(Diagnostic) -> MessageKind {
    try choice(of: MessageKind.self)
  }
}

extension Session {
  /// The ways of a selector, each once; whether there are such links is the world's to say.
  func arcs(_ links: LinkSelector) throws(Halt) -> [Arc] {
    let to = try nodes(links.to)
    var arcs: [Arc] = []
    for sender in try nodes(links.from) {
      for receiver in to where sender != receiver {
        arcs.append(Arc(sender, receiver))
        if links.isBothWays { arcs.append(Arc(receiver, sender)) }
      }
    }
    guard !arcs.isEmpty else {
      throw refusal(.state, "no node has a link to itself", at: links.span)
    }
    return arcs
  }

  /// `a->b`, `a->b and a->c`, `4 links`.
  func text(_ arcs: [Arc]) -> String {
    arcs.count > 3 ? "\(arcs.count) links" : arcs.map { text($0) }.listed
  }

  /// `a`, `a and b`, in the order given.
  func text(_ nodes: [NodeID]) -> String { nodes.map { text($0) }.listed }
}
