import ScriptSyntax
import Simulation

/// `diff a b`: what differs between two points, futures or nodes.
struct DiffCommand: Command {
  static let signature = Signature(
    "diff", .travel, "Shows what differs between two nodes, or between two marks or futures.",
    syntax: ["diff NODE NODE", "diff NAME NAME", "diff NAME"],
    parameters: [
      .positional("NAME", .point, "a node, else a mark, else a future; one: compared with here")
    ],
    details: [
      "Nodes are compared key by key. Of two points every key is compared at every node: values,",
      "and which writes they come from. Nodes go before marks, marks before futures.",
    ],
    example: "nodes a b\nlink a <-> b\nput k 1 at a\nmark before\nsettle\ndiff before\ndiff a b",
    seeAlso: ["mark", "fork", "show"])

  private let first: Mention
  private let second: Mention?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    first = try arguments.point()
    second = arguments.isAtEnd ? nil : try arguments.point()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    if let second, let one = session.names.nodes[first.name],
      let other = session.names.nodes[second.name]
    {
      return sink.emit(.table(session.table(comparing: one, other)))
    }
    let one = try session.point(first)
    let other = if let second { try session.point(second) } else { session.fork() }
    let name = second?.name.text ?? "here"
    if let note = one.clocks(first.name.text, other, name) { sink.emit(.note(note)) }
    sink.emit(.table(one.table(first.name.text, comparing: other, name)))
  }
}

extension Session {
  /// The session at a mark, or of a future; refused (`state`) where there is none of the name.
  fileprivate func point(_ mention: Mention) throws(Halt) -> Session {
    let name = mention.name
    if let mark = journey.timeline.mark(name) { return mark.session.reopened() }
    if name == journey.futures.current { return fork() }
    if let future = journey.futures[name] { return future.reopened() }
    let known =
      journey.timeline.marks.map(\.name.text) + journey.futures.names.map(\.text)
      + names.nodes.names
    throw refusal(
      .state, "there is no node, mark or future `\(name.text)`", at: mention.span,
      remedy: suggestion(for: name.text, among: known))
  }

  /// What two nodes hold, where that differs.
  fileprivate func table(comparing one: NodeID, _ other: NodeID) -> TableReport {
    var table = TableReport(
      columns: ["KEY", text(one), text(other)],
      empty: "\(text(one)) and \(text(other)) hold the same")
    for position in 0..<names.keys.count {
      let key = KeyID(Int32(position))
      let (left, right) = (held(key, at: one), held(key, at: other))
      if left != right { table.rows.append([text(key), left, right]) }
    }
    return table
  }

  /// What two sessions hold, where that differs; keys and nodes in the order of their creation.
  fileprivate borrowing func table(
    _ name: String, comparing other: borrowing Session, _ otherName: String
  ) -> TableReport {
    var table = TableReport(
      columns: ["KEY", "NODE", name, otherName], empty: "\(name) and \(otherName) hold the same")
    let keys = names.keys.names + other.names.keys.names.filter { names.keys[$0] == nil }
    let nodes = names.nodes.names + other.names.nodes.names.filter { names.nodes[Name($0)] == nil }
    for key in keys {
      for node in nodes {
        let (left, right) = (held(key, at: node), other.held(key, at: node))
        if left != right { table.rows.append([key.text, node, left, right]) }
      }
    }
    return table
  }

  private func held(_ key: Name, at node: String) -> String {
    guard let node = names.nodes[Name(node)] else { return "(no node)" }
    guard let position = names.keys[key] else { return "(none)" }
    return held(KeyID(Int32(position)), at: node)
  }

  /// What a node holds of a key, with the writes it comes from.
  private func held(_ key: KeyID, at node: NodeID) -> String {
    let writes = world.versions(of: key, at: node).map(\.dot).sorted().map { text($0) }
    let values = shownValues(of: key, at: node)
    return writes.isEmpty ? values : "\(values) {\(writes.joined(separator: ", "))}"
  }

  /// How the clocks and what is in flight differ; nil: they do not.
  fileprivate borrowing func clocks(
    _ name: String, _ other: borrowing Session, _ otherName: String
  ) -> String? {
    let (here, there) = (world.count(.inFlight), other.world.count(.inFlight))
    guard world.now != other.world.now || here != there else { return nil }
    return "\(name): \(Duration.text(world.now)), \(here.counted("message")) in flight; "
      + "\(otherName): \(Duration.text(other.world.now)), \(there.counted("message")) in flight"
  }
}
