import ScriptSyntax
import Simulation

/// `nodes a b c`: creates nodes.
struct NodesCommand: Command {
  static let signature = Signature(
    "nodes", .topology, "Creates nodes.",
    syntax: ["nodes NAME…", "nodes n1..n5 zone=eu"],
    parameters: [
      .positional("NAME…", .newName, "names and ranges"),
      .option("zone", .newName, "where they stand: `zone:eu` selects them (default: nowhere)"),
      .option("rank", .number, "what `highest-node` compares before names (default 0)"),
    ],
    details: ["Nodes come and go at any time: `nodes e` adds one, `remove e` takes it away."],
    example: "nodes a b n1..n3\nnodes c zone=eu\nshow nodes",
    seeAlso: ["topology", "link", "remove"])

  private let names: [Mention]
  private let zone: Mention?
  private let rank: Int32
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    names = try arguments.newNames()
    zone = try arguments.option("zone") ? try arguments.newName() : nil
    rank =
      try arguments.option("rank")
      ? Int32(clamping: try arguments.integer(in: -1_000_000...1_000_000)) : 0
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    var seen = NameTable()
    for mention in names {
      guard session.names.nodes[mention.name] == nil, seen[mention.name] == nil else {
        throw session.refusal(
          .duplicateName, "there is a node `\(mention.name.text)` already", at: mention.span,
          remedy: "choose another name")
      }
      seen.append(mention.name)
    }
    try session.decide(.addNodes(count: names.count), at: span)
    for mention in names {
      let node = session.names.nodes.append(mention.name, zone: zone?.name, rank: rank)
      let label = session.world.values.intern(mention.name.text)
      try session.decide(.label(node, label), at: mention.span)
    }
    try session.decide(.rank(session.names.nodes.ranks), at: span)
    if !session.names.nodes.forwards {
      for node in session.names.nodes.all.suffix(names.count) {
        try session.decide(.relay(node, false), at: span)
      }
    }
    session.confirm(
      "created " + names.map(\.name.text).joined(separator: ", "), into: &sink)
  }
}
