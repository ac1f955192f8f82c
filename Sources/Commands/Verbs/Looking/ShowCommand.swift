import ScriptSyntax
import Simulation

/// `show`, `show nodes`, `show title`: what there is.
struct ShowCommand: Command {
  /// What can be shown beside a key.
  enum Topic: String, CaseIterable {
    case nodes, links
    case inFlight = "in-flight"
    case topology, strategies, resolve, clients, stats, log, hints, ring
  }

  static let signature = Signature(
    "show", .looking, "Shows what there is; no message is sent and the clock stands still.",
    syntax: [
      "show", "show nodes|links|in-flight|topology", "show strategies|resolve|clients|stats|log",
      "show KEY", "show KEY state", "show quorum KEY", "show hints|ring",
    ],
    parameters: [
      .positional(
        "TOPIC", .choice(topics), "none: every key, node by node"),
      .positional("KEY", .key, "what every node holds of it; quoted where it is a topic's name"),
      .positional(
        "state", .choice(["state"]), "of a typed key: what is behind the value it shows"),
      .clause("quorum", .key, "the last request about this key, and who answered it"),
    ],
    details: [
      "`show topology` prints statements that make the same links. `show resolve` lists what is",
      "bound to which keys, `show log` what happened last, writes and replacements included.",
      "Leaderless, `show quorum KEY` lists who was asked by the last request about the key, who",
      "answered what, and which answers counted; `show hints` what nodes keep for others, and",
      "`show ring` who owns each partition, who holds its keys, and which these are.",
    ],
    example: """
      nodes a b
      link a <-> b
      put title "B" at a
      show
      show title
      show in-flight
      """,
    seeAlso: ["why", "expect", "get"])

  private static let topics = Topic.allCases.map(\.rawValue) + ["quorum"]

  private enum Subject {
    case everything
    case topic(Topic)
    case quorum(Mention)
    case key(Mention)
    case state(Mention)
  }

  private let subject: Subject
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if arguments.clause("quorum") {
      subject = .quorum(try arguments.key())
    } else if arguments.isAtEnd {
      subject = .everything
    } else if let word = arguments.nextWord, let topic = Topic(rawValue: word) {
      _ = arguments.take()
      subject = .topic(topic)
    } else {
      let key = try arguments.key()
      subject = arguments.word("state") ? .state(key) : .key(key)
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch subject {
    case .everything: sink.emit(.table(session.tableOfKeys()))
    case .topic(let topic):
      if topic == .ring {
        try session.requireLeaderless(at: span)
        sink.emit(.note(session.headlineOfRing()))
      }
      sink.emit(report(topic, in: session))
      if topic == .strategies { sink.emit(.table(session.tableOfBindings())) }
    case .quorum(let mention): try show(mention, in: session, into: &sink)
    case .key(let mention): sink.emit(.table(session.table(of: try key(mention, in: session))))
    case .state(let mention):
      let key = try key(mention, in: session)
      guard session.world.merge(of: key) != nil else {
        throw session.refusal(
          .type, "the values of \(mention.name.text) are plain: there is nothing behind them",
          at: mention.span, remedy: "`show \(mention.name.text)`")
      }
      sink.emit(.table(session.tableOfState(of: key)))
    }
  }

  private func report(_ topic: Topic, in session: borrowing Session) -> Report {
    switch topic {
    case .nodes: .table(session.tableOfNodes())
    case .links: .table(session.tableOfLinks())
    case .inFlight: .table(session.tableInFlight())
    case .topology: .note(session.statementsOfTopology().joined(separator: "\n"))
    case .strategies: .table(session.tableOfStrategies())
    case .resolve: .table(session.tableOfBindings())
    case .clients: .table(session.tableOfClients())
    case .stats: .table(session.tableOfCounters())
    case .log: .table(session.tableOfLog())
    case .hints: .table(session.tableOfHints())
    case .ring: .table(session.tableOfRing())
    }
  }

  /// The last request about a key.
  private func show(
    _ mention: Mention, in session: borrowing Session, into sink: inout some Sink
  ) throws(Halt) {
    guard let request = session.decisions.requests.last(about: try session.knownKey(mention))
    else {
      return sink.emit(.note("no quorum was asked about \(mention.name.text) of late"))
    }
    sink.emit(.note(session.headline(of: request)))
    sink.emit(.table(session.table(of: request)))
  }

  /// A key; what is none may be a topic that was mistyped.
  private func key(_ mention: Mention, in session: borrowing Session) throws(Halt) -> KeyID {
    let name = mention.name.text
    if session.names.keys[mention.name] == nil,
      let near = suggestion(for: name, among: Self.topics)
    {
      throw session.refusal(
        .unknownKey, "there is no key `\(name)`", at: mention.span, remedy: near)
    }
    return try session.knownKey(mention)
  }
}
