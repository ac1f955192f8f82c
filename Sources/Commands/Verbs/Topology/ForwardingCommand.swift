import ScriptSyntax
import Simulation

/// `forwarding tags=path`: how writes are passed on, and kept from running in circles.
struct ForwardingCommand: Command {
  static let signature = Signature(
    "forwarding", .topology, "Says how nodes pass on what they receive; replaces what stood.",
    syntax: [
      "forwarding tags=path|announced|origin|none [redundant=stop|forward]",
      "forwarding tags=origin ignore=NODES at NODES",
      "forwarding off [at NODES]", "forwarding on [at NODES]",
    ],
    parameters: [
      .positional("on|off", .choice(["on", "off"]), "whether nodes pass on what they receive"),
      .option(
        "tags", .choice(ForwardingTags.allCases.map(\.rawValue)),
        "a message names nodes passed, also those sent to, its origin, nothing (default path)"),
      .option(
        "redundant", .choice(RedundantRule.allCases.map(\.rawValue)),
        "whether a copy of what was known is passed on (default stop)"),
      .option(
        "ignore", .nodes, "whose writes are dropped by the nodes behind `at` (default: nobody's)"),
      .clause("at", .nodes, "who ignores, or is turned on or off (default: all)"),
    ],
    details: [
      "The default is `forwarding tags=path`: every node passes on what is new to it, to all that",
      "the message does not name. With `off` a node keeps what it receives to itself, and only its",
      "own writes go out. `ignore=` without `tags=` adds to what stands; every other form but",
      "`on` and `off` starts anew: all nodes pass on, nobody ignores anybody.",
    ],
    example: "nodes a b c\ntopology line\nforwarding off at b\nput k 1 at a\nsettle\n"
      + "expect k at b = 1 and k at c absent",
    seeAlso: ["topology", "link"])

  private enum Form {
    case turn(on: Bool, NodeSelector?)
    case tags(ForwardingTags, RedundantRule, Ignoring?)
    case ignore(Ignoring)
  }

  private struct Ignoring {
    let origins: NodeSelector
    let at: NodeSelector
  }

  private let form: Form
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if !arguments.isAtEnd {
      let isOn = try arguments.onOff()
      form = .turn(on: isOn, arguments.clause("at") ? try arguments.nodes() : nil)
      return
    }
    let tags = try arguments.option("tags") ? try arguments.choice(of: ForwardingTags.self) : nil
    let redundant =
      try arguments.option("redundant") ? try arguments.choice(of: RedundantRule.self) : nil
    let ignoring = try Self.ignoring(&arguments)
    if tags != nil || redundant != nil {
      form = .tags(tags ?? .path, redundant ?? .stop, ignoring)
    } else if let ignoring {
      form = .ignore(ignoring)
    } else {
      throw arguments.missing("`tags=`, `redundant=`, `ignore=`, `on` or `off`")
    }
  }

  private static func ignoring(
    _ arguments: inout ArgumentReader
  ) throws(Diagnostic) -> Ignoring? {
    guard try arguments.option("ignore") else { return nil }
    let origins = try arguments.nodes()
    guard arguments.clause("at") else { throw arguments.missing("`at NODES`: who ignores") }
    return Ignoring(origins: origins, at: try arguments.nodes())
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch form {
    case .turn(let isOn, let nodes):
      try turn(isOn, nodes, in: &session)
      session.confirm("forwarding \(isOn ? "on" : "off")", into: &sink)
    case .tags(let tags, let redundant, let ignoring):
      let pairs = try ignoring.map { (pairs) throws(Halt) in try Self.pairs(pairs, session) } ?? []
      try session.decide(.forwarding(tags, redundant: redundant), at: span)
      try session.decide(.clearIgnores, at: span)
      try turn(true, nil, in: &session)
      try ignore(pairs, in: &session)
      session.confirm(
        "forwarding tags=\(tags.rawValue) redundant=\(redundant.rawValue)", into: &sink)
    case .ignore(let ignoring):
      try ignore(try Self.pairs(ignoring, session), in: &session)
      session.confirm("forwarding ignores more", into: &sink)
    }
  }

  private func turn(
    _ isOn: Bool, _ nodes: NodeSelector?, in session: inout Session
  ) throws(Halt) {
    let turned = try nodes.map { (nodes) throws(Halt) in try session.nodes(nodes) }
    if turned == nil { session.names.nodes.forwards = isOn }
    for node in turned ?? session.names.nodes.all {
      try session.decide(.relay(node, isOn), at: span)
    }
  }

  private static func pairs(
    _ ignoring: Ignoring, _ session: borrowing Session
  ) throws(Halt) -> [(origin: NodeID, at: NodeID)] {
    let origins = try session.nodes(ignoring.origins)
    return try session.nodes(ignoring.at).flatMap { at in origins.map { ($0, at) } }
  }

  private func ignore(
    _ pairs: [(origin: NodeID, at: NodeID)], in session: inout Session
  ) throws(Halt) {
    for pair in pairs {
      try session.decide(.ignore(origin: pair.origin, at: pair.at), at: span)
    }
  }
}
