import ScriptSyntax
import Simulation

/// `why title at b`: how a key came to be what it is at a node; `why not quiet`: what is under way.
struct WhyCommand: Command {
  static let signature = Signature(
    "why", .looking, "Explains what a node holds of a key, what it lacks, and what is under way.",
    syntax: ["why KEY at NODE", "why KEY", "why KEY/FIELD at NODE", "why not quiet"],
    parameters: [
      .positional("KEY", .key, "with `/FIELD` for a field of a map; a key with `/` is quoted"),
      .clause("at", .nodes, "where (without it: at every node)"),
    ],
    details: [
      "A value that never met another: where it was written and by which messages it came. A value",
      "that was chosen: between which versions, by which stamps and which rule. Siblings: why all",
      "are kept. A write that no node holds any more is named as lost; one that is not here, with",
      "what keeps it away: a message that is due, blocked or lost, a rule that chose another. Of a",
      "field of a map: the updates that are still seen in it.",
      "",
      "`why not quiet` tells what happens yet without another statement, what is blocked, and what",
      "would release it.",
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

  private enum Question {
    case value(KeyPlace, NodeSelector)
    case unrest
  }

  private let question: Question

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    if arguments.takeNotQuiet() {
      question = .unrest
      return
    }
    let place = try arguments.keyPlace()
    question = .value(
      place, arguments.clause("at") ? try arguments.nodes() : .all(at: place.key.span))
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch question {
    case .value(let place, let nodes): try explain(place, at: nodes, in: session, into: &sink)
    case .unrest: sink.emit(.note(Unrest(in: session).lines.joined(separator: "\n")))
    }
  }

  private func explain(
    _ place: KeyPlace, at nodes: NodeSelector, in session: borrowing Session,
    into sink: inout some Sink
  ) throws(Halt) {
    let (key, path) = try session.known(place)
    for node in try session.nodes(nodes) {
      let explanation = Explanation(of: key, path, at: node, in: session)
      sink.emit(.note(explanation.lines.joined(separator: "\n")))
    }
  }
}

extension ArgumentReader {
  /// Takes `not quiet`, if that is what is asked about.
  fileprivate mutating func takeNotQuiet() -> Bool {
    guard items.count > 1, items[0].isWord("not"), items[1].isWord("quiet") else { return false }
    return word("not") && word("quiet")
  }
}
