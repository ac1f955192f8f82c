import ScriptSyntax
import Simulation

/// `topology ring a b c`: links nodes in a well-known shape.
struct TopologyCommand: Command {
  static let signature = Signature(
    "topology", .topology, "Links nodes in a well-known shape; replaces all links that stood.",
    syntax: [
      "topology ring|mesh|line [NODES] [two-way|one-way] [latency=10ms]",
      "topology star [NODES] hub=NODE", "topology tree [NODES] fanout=2", "topology none",
    ],
    parameters: [
      .positional("SHAPE", .choice(TopologyShape.allCases.map(\.rawValue))),
      .positional("NODES", .nodes, "in this order; without: all, in the order of their creation"),
      .option("hub", .node, "the middle of a star (default: the first node)"),
      .option("fanout", .count, "the children of each node of a tree (default 2)"),
      .flag("two-way", "the default of star, tree and line"),
      .flag("one-way", "the default of ring"),
      .option("latency", .duration, "of every link: `20ms`, or `1ms..3ms` (default 10ms)"),
    ],
    details: [
      "One-way stars and trees lead away from the hub or root. Nodes that are created later, and",
      "nodes not named, have no links.",
    ],
    example: "nodes a b c d\ntopology ring\nput k 1 at a\nsettle\nexpect delivered = 3\n"
      + "topology star hub=b",
    seeAlso: ["link", "nodes", "forwarding"])

  private let shape: TopologyShape
  private let nodes: NodeSelector
  private let hub: Mention?
  private let fanout: Int
  private let isTwoWay: Bool
  private let latency: StatedLatency?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    shape = try arguments.choice(of: TopologyShape.self)
    let takesNodes = shape != .none && !arguments.isAtEnd
    nodes = takesNodes ? try arguments.nodes() : .all(at: arguments.span)
    hub = try shape == .star ? arguments.hub() : nil
    fanout = try shape == .tree ? arguments.fanout() : 2
    latency = try shape == .none ? nil : arguments.latencyOption()
    isTwoWay = try arguments.direction(of: shape)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let arcs = shape == .none ? [] : try arcs(in: session)
    try session.decide(.topology(arcs), at: span)
    if let latency {
      let model = session.world.model(of: latency)
      for arc in arcs { try session.decide(.latency(.link(arc), model), at: span) }
    }
    session.confirm(
      arcs.isEmpty ? "no links" : "\(shape.rawValue): \(session.text(arcs))", into: &sink)
  }

  private func arcs(in session: borrowing Session) throws(Halt) -> [Arc] {
    var members = try session.nodes(nodes)
    if let hub {
      let middle = try session.node(hub)
      members.removeAll { $0 == middle }
      members.insert(middle, at: 0)
    }
    guard members.count > 1 else {
      throw session.refusal(
        .state, "a \(shape.rawValue) needs two nodes or more", at: nodes.span,
        remedy: "name more nodes, or create them before")
    }
    guard shape != .mesh || members.count <= 1000 else {
      throw session.refusal(
        .budget, "a mesh has 1000 nodes at most", at: nodes.span,
        remedy: "name fewer nodes, or link them as a `ring`, `star` or `tree`")
    }
    var arcs: [Arc] = []
    for (from, to) in shape.pairs(of: members.count, fanout: fanout) {
      arcs.append(Arc(members[from], members[to]))
      if isTwoWay, shape != .mesh { arcs.append(Arc(members[to], members[from])) }
    }
    return arcs
  }
}

/// The shapes by the words people write.
enum TopologyShape: String, CaseIterable, Sendable {
  case ring, star, tree, mesh, line, none

  /// Whether its links go both ways unless something else is stated.
  var isTwoWay: Bool { self != .ring }

  /// The positions linked, senders first: away from the hub or root, which is the first.
  func pairs(of count: Int, fanout: Int) -> [(Int, Int)] {
    let others = 1..<count
    switch self {
    case .none: return []
    case .ring: return (0..<count).map { ($0, ($0 + 1) % count) }
    case .line: return others.map { ($0 - 1, $0) }
    case .star: return others.map { (0, $0) }
    case .tree: return others.map { (($0 - 1) / fanout, $0) }
    case .mesh:
      return (0..<count).flatMap { from in
        (0..<count).filter { $0 != from }.map { (from, $0) }
      }
    }
  }
}

extension ArgumentReader {
  fileprivate mutating func hub() throws(Diagnostic) -> Mention? {
    try option("hub") ? try node() : nil
  }

  fileprivate mutating func fanout() throws(Diagnostic) -> Int {
    try option("fanout") ? try count() : 2
  }

  /// Whether `two-way` or `one-way` is stated, or else what the shape has by itself.
  fileprivate mutating func direction(of shape: TopologyShape) throws(Diagnostic) -> Bool {
    guard shape != .none else { return false }
    let isTwoWay = flag("two-way")
    guard shape != .mesh, flag("one-way") else { return isTwoWay || shape.isTwoWay }
    guard isTwoWay else { return false }
    throw Diagnostic(
      code: .repeatedOption, message: "`two-way` and `one-way` exclude each other", span: span,
      remedy: "keep one of them")
  }
}
