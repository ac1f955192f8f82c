import ScriptSyntax
import Simulation

/// `latency all 5ms`, `latency a->b 1ms..3ms uniform`: how long messages travel.
struct LatencyCommand: Command {
  static let signature = Signature(
    "latency", .faults, "Sets how long messages travel, from now on.",
    syntax: ["latency all MODEL", "latency A->B MODEL", "latency KIND MODEL"],
    parameters: [
      .positional("all", .choice(["all"]), "every link; forgets what was set for single ones"),
      .positional("A->B", .link, "goes before what is set for a kind, and for all"),
      .positional("KIND", .messageKind, "goes before what is set for all"),
      .positional(
        "MODEL", .duration,
        "`5ms`; `1ms..3ms uniform`: all alike; `exp(5ms)`: mostly short, 5ms on average"),
    ],
    details: [
      "The default is 10ms everywhere. What is in flight keeps its due time. With `delivery fifo`",
      "messages of a link do not overtake each other, whatever was drawn for them.",
    ],
    example: """
      nodes a b c
      link a -> b,c
      latency all 1ms..3ms uniform
      latency a->c 50ms
      put title "B" at a
      run 10ms
      expect title at b = "B" and title at c absent
      """,
    seeAlso: ["link", "delay", "delivery"])

  private enum Scope {
    case all
    case links(LinkSelector)
    case kind(MessageKind)
  }

  private let scope: Scope
  private let model: LatencyModel
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if !arguments.isLoneWord {
      scope = .links(try arguments.links())
    } else if arguments.word("all") {
      scope = .all
    } else {
      scope = .kind(try arguments.kindOrAll())
    }
    model = try arguments.latencyModel()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch scope {
    case .all: try session.decide(.latency(.all, model), at: span)
    case .kind(let kind): try session.decide(.latency(.kind(kind), model), at: span)
    case .links(let links):
      let arcs = try session.arcs(links)
      try session.decideEach(arcs, at: links.span) { .latency(.link($0), model) }
    }
    session.confirm("latency \(model.text)", into: &sink)
  }
}

extension ArgumentReader {
  /// A kind of message, where `all` or a link could stand as well.
  fileprivate mutating func kindOrAll() throws(Diagnostic) -> MessageKind {
    let known = MessageKind.allCases.map(\.rawValue)
    if let item = next, let word = nextWord, !known.contains(word) {
      throw unknownWord(
        word, at: item.span, wanted: "`all`, a link such as `a->b` or a kind of message",
        among: known + ["all"])
    }
    return try messageKind()
  }
}
