import ScriptSyntax
import Simulation

/// `chaos rate=0.5/s kinds=crash,partition for=10s`: faults at random.
struct ChaosCommand: Command {
  static let signature = Signature(
    "chaos", .faults, "Lets faults happen at random while time passes.",
    syntax: ["chaos rate=0.5/s", "chaos rate=0.5/s kinds=crash,drop for=10s", "chaos off"],
    parameters: [
      .positional("off", .choice(["off"]), "no more faults, and what they did is mended now"),
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
      "all is mended. A second `chaos` replaces the first.",
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

  private let interval: Tick?
  private let kinds: [ChaosFault]
  private let downtime: Tick
  private let duration: Tick?
  private let nodes: NodeSelector?
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if arguments.word("off") {
      interval = nil
      (kinds, downtime, duration, nodes) = ([], 0, nil, nil)
      return
    }
    guard try arguments.option("rate") else { throw arguments.missing("`rate=0.5/s` or `off`") }
    interval = try arguments.meanInterval()
    kinds = try arguments.option("kinds") ? try arguments.faults() : [.crash, .partition]
    downtime = try arguments.option("mean-downtime") ? try arguments.duration() : 1_000_000_000
    duration = try arguments.option("for") ? try arguments.duration() : nil
    nodes = try arguments.option("nodes") ? try arguments.nodeList() : nil
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    guard let interval else {
      try session.decide(.chaos(nil), at: span)
      session.tell(into: &sink)
      return session.confirm("no chaos", into: &sink)
    }
    var members: [NodeID] = []
    if let nodes { members = try session.nodes(nodes) }
    let plan = ChaosPlan(
      interval: interval, faults: kinds, downtime: downtime, duration: duration, nodes: members)
    try session.decide(.chaos(plan), at: span)
    session.confirm(
      "\(kinds.map(\.rawValue).joined(separator: ", ")): every \(Duration.text(interval)) on "
        + "average", into: &sink)
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
