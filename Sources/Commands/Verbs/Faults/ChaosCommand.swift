import ScriptSyntax
import Simulation

/// `chaos rate=0.5/s kinds=crash,partition for=10s`: faults at random; `chaos crash b at=2s`: one.
struct ChaosCommand: Command {
  static let signature = Signature(
    "chaos", .faults, "Lets faults happen at random while time passes.",
    syntax: [
      "chaos rate=0.5/s", "chaos rate=0.5/s kinds=crash,drop for=10s",
      "chaos crash NODE at=2s downtime=500ms", "chaos drop A->B#N at=2s", "chaos off",
    ],
    parameters: [
      .positional("off", .choice(["off"]), "no more faults, and what they did is mended now"),
      .positional(
        "crash", .choice(ChaosFault.allCases.map(\.rawValue)), "one fault, stated:"),
      .positional("NODE", .node, "whom it befalls, if it can then"),
      .positional("A->B#N", .message, "of `drop` and `duplicate`, if it is in flight then"),
      .option(
        "at", .duration, "at what time; what is past comes with the next event (default now)"),
      .option("downtime", .duration, "how long it lasts (default 1s)"),
      .option("rate", .any, "how many there are on average: `2/s`, `10/m` (default: none)"),
      .option(
        "kinds", .choice(ChaosFault.allCases.map(\.rawValue)),
        "which, with commas, each as likely (default crash,partition)"),
      .option("mean-downtime", .duration, "how long a fault lasts on average (default 1s)"),
      .option("for", .duration, "how long there are new ones (default: until `chaos off`)"),
      .option("nodes", .nodes, "whom they befall (default all)"),
    ],
    details: [
      "Each fault is told as the statement it equals, and so is its end: `crash b`, `restart b`;",
      "`pause`, `resume`; `partition b | !b`, `heal b | !b`; `fail b writes`, `mend b`;",
      "`drop` and `duplicate` befall a message in flight. Where there is nothing a fault could",
      "befall, it is left out. Instants, kinds, victims and downtimes are drawn from the seed and",
      "the number of the fault, so that nothing else moves them.",
      "Faults come while `run`, `step`, `settle` or a request lets time pass; `settle` waits until",
      "all is mended. A second `chaos rate=` replaces the first. A fault stated ahead comes beside",
      "them, and is mended as they are; `save \"FILE\" choices=explicit` writes such statements.",
    ],
    example: """
      nodes a b c
      topology mesh
      chaos rate=2/s for=3s mean-downtime=200ms
      client ann home=a
      repeat 10 { put k 1 as ann; run 300ms }
      settle
      expect converged
      """,
    seeAlso: ["crash", "partition", "loss", "settle", "faults"])

  private enum Form {
    case off
    case drawn(DrawnFaults)
    case stated(StatedFault)
  }

  private let form: Form
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if arguments.word("off") {
      form = .off
    } else if arguments.isAtEnd {
      form = .drawn(try DrawnFaults(&arguments))
    } else {
      form = .stated(try StatedFault(&arguments))
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch form {
    case .off:
      try session.decide(.chaos(nil), at: span)
      session.tell(into: &sink)
      session.confirm("no chaos", into: &sink)
    case .drawn(let faults):
      try session.decide(.chaos(try faults.plan(in: session)), at: span)
      session.confirm(faults.text, into: &sink)
    case .stated(let fault):
      let stroke = try fault.stroke(in: session)
      try session.decide(.strike(stroke), at: span)
      session.confirm("at \(Moment.text(stroke.tick)): \(session.words(of: stroke))", into: &sink)
    }
  }
}

/// Faults at random: `rate=0.5/s kinds=crash,partition for=10s`.
private struct DrawnFaults {
  private let interval: Tick
  private let kinds: [ChaosFault]
  private let downtime: Tick
  private let duration: Tick?
  private let nodes: NodeSelector?

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    guard try arguments.option("rate") else {
      throw arguments.missing("`rate=0.5/s`, `off` or a fault such as `crash b at=2s`")
    }
    interval = try arguments.meanInterval()
    kinds = try arguments.option("kinds") ? try arguments.faults() : [.crash, .partition]
    downtime = try arguments.option("mean-downtime") ? try arguments.duration() : 1_000_000_000
    duration = try arguments.option("for") ? try arguments.duration() : nil
    nodes = try arguments.option("nodes") ? try arguments.nodeList() : nil
  }

  func plan(in session: borrowing Session) throws(Halt) -> ChaosPlan {
    var members: [NodeID] = []
    if let nodes { members = try session.nodes(nodes) }
    return ChaosPlan(
      interval: interval, faults: kinds, downtime: downtime, duration: duration, nodes: members)
  }

  var text: String {
    let names = kinds.map(\.rawValue).joined(separator: ", ")
    return "\(names): every \(Duration.text(interval)) on average"
  }
}

/// One fault, stated ahead: `crash b at=2s downtime=500ms`, `drop a->b#3 at=5ms`.
private struct StatedFault {
  private enum Victim {
    case node(Mention)
    case message(MessageMention)
  }

  private let fault: ChaosFault
  private let victim: Victim
  /// nil: now.
  private let tick: Tick?
  private let downtime: Tick

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    fault = try arguments.choice(of: ChaosFault.self)
    if fault.isOfMessages {
      let message = try arguments.message()
      guard message.ordinal != nil else {
        throw Diagnostic(
          code: .wrongKind, message: "a message is stated ahead with its number",
          span: message.span, remedy: "write `chaos \(fault.rawValue) a->b#2 at=5ms`")
      }
      victim = .message(message)
    } else {
      victim = .node(try arguments.node())
    }
    tick = try arguments.option("at") ? try arguments.duration() : nil
    if !fault.isOfMessages, try arguments.option("downtime") {
      downtime = max(1, try arguments.duration())
    } else {
      downtime = 1_000_000_000
    }
  }

  func stroke(in session: borrowing Session) throws(Halt) -> Stroke {
    let victim: Stroke.Victim =
      switch victim {
      case .node(let node): .node(try session.node(node))
      case .message(let message): .message(try session.message(message))
      }
    return Stroke(
      tick: tick ?? session.world.now, fault: fault, victim: victim, downtime: downtime)
  }
}

extension ArgumentReader {
  /// Kinds of fault with commas between, each once.
  fileprivate mutating func faults() throws(Diagnostic) -> [ChaosFault] {
    var faults: [ChaosFault] = []
    repeat {
      let place = next?.span ?? end
      let fault = try choice(of: ChaosFault.self)
      guard !faults.contains(fault) else {
        throw Diagnostic(
          code: .unknownWord, message: "`\(fault.rawValue)` stands there twice", span: place,
          remedy: "every kind is as likely as the others")
      }
      faults.append(fault)
    } while symbol(.comma)
    return faults
  }

  /// How long it is from one to the next at a rate such as `0.5/s`.
  fileprivate mutating func meanInterval() throws(Diagnostic) -> Tick {
    guard let item = next else { throw missing("a rate such as `0.5/s`") }
    if item.hasVariables {
      advance()
      return 1_000_000_000
    }
    guard let word = nextWord, let interval = Rate.interval(word) else {
      throw wrongKind(
        "a rate such as `0.5/s`", item, remedy: "a number above 0, `/`, and s, m, h or d")
    }
    advance()
    return interval
  }
}

/// How often something happens.
enum Rate {
  /// What lies between two on average at a rate such as `0.5/s`; nil: it is no rate, none, or
  /// more than one a nanosecond.
  static func interval(_ word: String) -> Tick? {
    let parts = word.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let unit = Duration("1" + parts[1])?.ticks,
      let number = Duration(parts[0] + "s")?.ticks, number > 0
    else { return nil }
    // The number is in billionths.
    let (high, low) = unit.multipliedFullWidth(by: 1_000_000_000)
    guard high < number else { return nil }
    let interval = number.dividingFullWidth((high, low)).quotient
    return interval > 0 ? interval : nil
  }
}

extension Session {
  /// What a fault is and whom it befalls: `crash b`, `drop a->b#3`.
  func words(of stroke: Stroke) -> String {
    switch stroke.victim {
    case .node(let node): "\(stroke.fault.rawValue) \(text(node))"
    case .message(let message): "\(stroke.fault.rawValue) \(text(message))"
    }
  }

  /// The statement that states a fault of chaos ahead.
  func statement(of stroke: Stroke) -> String {
    let text = "chaos \(words(of: stroke)) at=\(Duration.decimalText(stroke.tick))"
    guard !stroke.fault.isOfMessages else { return text }
    return "\(text) downtime=\(Duration.decimalText(stroke.downtime))"
  }

  /// The statement that a fault of chaos, or its end, equals.
  func statement(of event: Event) -> String {
    let node = text(event.node)
    let isEnd = event.kind == .mended
    return switch event.request.fault {
    case .crash: isEnd ? "restart \(node)" : "crash \(node)"
    case .pause: isEnd ? "resume \(node)" : "pause \(node)"
    case .partition: "\(isEnd ? "heal" : "partition") \(node) | !\(node)"
    case .fail: isEnd ? "mend \(node)" : "fail \(node) writes"
    case .drop: "drop \(text(event.message))"
    case .duplicate: "duplicate \(text(event.message))"
    case nil: ""
    }
  }
}
