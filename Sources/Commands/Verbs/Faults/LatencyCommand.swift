import ScriptSyntax
import Simulation

/// `latency all 5ms`, `latency a->b 1ms..3ms uniform`: how long messages travel.
struct LatencyCommand: Command {
  static let signature = Signature(
    "latency", .faults, "Sets how long messages travel, from now on.",
    syntax: [
      "latency all MODEL", "latency A->B MODEL", "latency KIND MODEL", "latency A->B#N DURATION",
      "latency NODES + DURATION",
    ],
    parameters: StatedScope.parameters + [
      .positional("NODES + 20ms", .nodes, "what they send and receive takes so much longer"),
      .positional(
        "MODEL", .duration,
        "`5ms`; `1ms..3ms uniform`: all alike; `exp(5ms)`: mostly short, 5ms on average;"),
      .positional(
        "pareto(1ms, 2.5)", .any, "never below 1ms; the smaller the shape, the longer the tail;"),
      .positional("90% MODEL + 10% MODEL", .any, "one of several, by weights that make 100%"),
    ],
    details: [
      "The default is 10ms everywhere. What is in flight keeps its due time. With `delivery fifo`",
      "messages of a link do not overtake each other, whatever was drawn for them; with `any` a",
      "latency at random changes their order. What is drawn for a message depends on the seed and",
      "its name alone.",
    ],
    example: """
      nodes a b c
      link a -> b,c
      latency all 90% pareto(1ms, 3.35) + 10% exp(2ms)
      latency c +50ms
      put title "B" at a
      run 50ms
      expect title at b = "B" and title at c absent
      """,
    seeAlso: ["loss", "link", "delay", "delivery"])

  private enum Statement {
    case scope(StatedScope, StatedLatency)
    case detour(NodeSelector, Tick)
  }

  private let statement: Statement

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    if arguments.isDetour {
      let nodes = try arguments.nodeList()
      try arguments.require(.plus)
      statement = .detour(nodes, try arguments.duration())
      return
    }
    let scope = try StatedScope(&arguments)
    let latency =
      scope.isMessage ? StatedLatency(.constant(try arguments.duration())) : try arguments.latency()
    statement = .scope(scope, latency)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch statement {
    case .scope(let scope, let latency):
      let model = session.world.model(of: latency)
      var fate = Fate()
      if case .constant(let travel) = model { fate.latency = travel }
      try session.decide(scope, fate: fate) { .latency($0, model) }
      session.confirm("latency \(session.text(model))", into: &sink)
    case .detour(let selector, let latency):
      let nodes = try session.nodes(selector)
      try session.decideEach(nodes, at: selector.span) { .detour($0, latency) }
      session.confirm("\(session.text(nodes)): +\(Duration.text(latency))", into: &sink)
    }
  }
}

extension ArgumentReader {
  /// Whether nodes and a `+` are read next.
  var isDetour: Bool {
    for position in index..<limit {
      switch items[position].kind {
      case .symbol(.plus): return position > index
      case .symbol(.comma), .symbol(.bang), .word: continue
      case .literal where items[position].hasVariables: continue
      default: return false
      }
    }
    return false
  }
}
