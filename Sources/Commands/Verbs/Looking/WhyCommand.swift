import ScriptSyntax
import Simulation

/// `why title at b`: how a key came to be what it is at a node.
struct WhyCommand: Command {
  static let signature = Signature(
    "why", .looking, "Explains what a node holds of a key: who wrote it, who decided, and why so.",
    syntax: ["why KEY at NODE", "why KEY"],
    parameters: [
      .positional("KEY", .key), .clause("at", .nodes, "where (without it: at every node)"),
    ],
    details: [
      "A value that never met another: where it was written and how it came. A value that was",
      "chosen: between which versions, by which stamps and which rule. Siblings: why all are kept.",
      "A write that no node holds any more is named as lost.",
    ],
    example: """
      nodes a b
      link a <-> b
      resolve title with lww
      put title "B" at a
      put title "C" at b
      settle
      why title at a
      """,
    seeAlso: ["show", "expect", "resolve"])

  private let key: Mention
  private let nodes: NodeSelector

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    key = try arguments.key()
    nodes = arguments.clause("at") ? try arguments.nodes() : .all(at: key.span)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let key = try session.knownKey(key)
    for node in try session.nodes(nodes) {
      let explanation = Explanation(of: key, at: node, in: session)
      sink.emit(.note(explanation.lines.joined(separator: "\n")))
    }
  }
}
