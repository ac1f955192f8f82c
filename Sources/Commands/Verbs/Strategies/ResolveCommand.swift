import Replication
import ScriptSyntax
import Simulation

/// `resolve title with newest`: binds a strategy to keys.
struct ResolveCommand: Command {
  static let signature = Signature(
    "resolve", .strategies, "Binds a strategy to a key, or to the keys of a pattern.",
    syntax: [
      "resolve PATTERN with STRATEGY", "resolve PATTERN with STRATEGY on=read [writeback=on]",
      "resolve PATTERN with STRATEGY delayed=50ms",
      "resolve PATTERN with STRATEGY on link NODE->NODE", "resolve PATTERN with STRATEGY on KIND",
      "resolve PATTERN with STRATEGY on KIND on link NODE->NODE",
    ],
    parameters: [
      .positional("PATTERN", .key, "a key; `*`: every key; `cart:*`: keys that begin so"),
      .clause("with", .strategy, "a name of yours, or a built-in with its defaults"),
      .option("on", .choice(["write", "read"]), "when it decides (default write)"),
      .option("delayed", .duration, "a handler, so long after the conflict (default: at once)"),
      .option(
        "writeback", .choice(["on", "off"]), "whether what a read decided is stored (default off)"),
      .clause(
        "on", .conflictKind, "only for this kind of conflict, or on a link: `on link a->b`, or both"
      ),
    ],
    details: [
      "A key goes before patterns, and a longer pattern before a shorter one. Binding a pattern",
      "again replaces what it had; keys that exist are bound anew. The default is",
      "`resolve * with siblings`. `ask` decides on read, and its answer is always stored. A type",
      "of values (`help merges`) is bound before the first write, and the key stays with it. A",
      "rule for a kind of conflict goes before the others, one for a kind on a link before all.",
      "What arrives can find:",
    ] + ConflictKind.allCases.map { .term($0.rawValue, $0.words) },
    example: "nodes a b\nlink a <-> b\nresolve * with lww\nresolve cart:* with union\n"
      + "put cart:1 [\"milk\"] at a\nput cart:1 [\"eggs\"] at b\nsettle\n"
      + "expect cart:1 = [\"eggs\", \"milk\"]",
    seeAlso: ["strategy", "strategies", "merges", "why"])

  fileprivate enum Moment {
    case write
    /// Where `writeback=` is not stated: nil.
    case read(writesBack: Bool?)
    case delayed(Tick)
    case link(LinkMention)
    case kind(ConflictKind, LinkMention?)
  }

  private let pattern: Mention
  private let strategy: Mention
  private let moment: Moment
  /// Whether `on=`, `delayed=` or `on link` was stated.
  private let isMomentStated: Bool
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    pattern = try arguments.key()
    guard arguments.clause("with") else { throw arguments.missing("`with STRATEGY`") }
    strategy = try arguments.strategy()
    let moments = try arguments.moments()
    let writesBack = try arguments.option("writeback") ? try arguments.onOff() : nil
    guard moments.count < 2 else {
      throw Diagnostic(
        code: .repeatedOption,
        message: "`on=`, `delayed=` and `on link` or `on KIND` exclude each other",
        span: span, remedy: "keep one of them; the others may be bound by further statements")
    }
    isMomentStated = !moments.isEmpty
    switch moments.first ?? .write {
    case .read: moment = .read(writesBack: writesBack)
    case let other:
      moment = other
      guard writesBack == nil else {
        throw Diagnostic(
          code: .unknownOption, message: "`writeback=` needs `on=read`", span: span,
          remedy: "a strategy on write stores what it decides anyway")
      }
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let link = try self.link(in: session)
    let id = try session.strategy(strategy)
    try session.bind(pattern, try effect(of: id, link, session))
    session.confirm("\(pattern.name.text) is resolved with \(session.text(id))", into: &sink)
  }

  private func link(in session: borrowing Session) throws(Halt) -> Arc? {
    switch moment {
    case .link(let link), .kind(_, let link?): try session.arc(link)
    default: nil
    }
  }

  private var isOnWrite: Bool { if case .write = moment { true } else { false } }

  private func effect(
    of id: StrategyID, _ link: Arc?, _ session: borrowing Session
  ) throws(Halt) -> ResolveRules.Effect {
    if session.isAsking(id) { return try askingEffect(of: id, session) }
    if session.isTyped(id), isMomentStated, !isOnWrite {
      throw session.refusal(
        .state, "`\(strategy.name.text)` is a type: its values are joined wherever they meet",
        at: span, remedy: "leave out `on=`, `delayed=`, `on link` and `on KIND`")
    }
    switch moment {
    case .read(let writesBack): return .onRead(id, writesBack: writesBack ?? false)
    case .delayed(let delay): return .delayed(id, delay)
    case .kind(let kind, _): return .onKind(kind, link, id)
    case .write, .link: return link.map { .onLink($0, id) } ?? .onWrite(id)
    }
  }

  /// Only a reader can be asked.
  private func askingEffect(
    of id: StrategyID, _ session: borrowing Session
  ) throws(Halt) -> ResolveRules.Effect {
    if case .read(let writesBack) = moment {
      guard writesBack != false else {
        throw session.refusal(
          .state, "the answer to `ask` is always written back", at: span,
          remedy: "leave out `writeback=off`")
      }
    } else if isMomentStated {
      throw session.refusal(
        .state, "`ask` asks whoever reads: it decides nothing at another time", at: strategy.span,
        remedy: "write `on=read`")
    }
    return .onRead(id, writesBack: true)
  }
}

extension ArgumentReader {
  /// When the strategy is to decide, as far as it is stated.
  fileprivate mutating func moments() throws(Diagnostic) -> [ResolveCommand.Moment] {
    var moments: [ResolveCommand.Moment] = []
    if try option("on") {
      let isOnRead = try choice(["write", "read"]).hasSameText(as: "read")
      moments.append(isOnRead ? .read(writesBack: nil) : .write)
    }
    if try option("delayed") { moments.append(.delayed(try duration())) }
    if let moment = try onClauses() { moments.append(moment) }
    return moments
  }

  /// `on link a->b`, `on KIND`, or both in any order.
  private mutating func onClauses() throws(Diagnostic) -> ResolveCommand.Moment? {
    var link: LinkMention?
    var kind: ConflictKind?
    while clause("on") {
      let (isLink, place) = (word("link"), next?.span ?? end)
      guard isLink ? link == nil : kind == nil else {
        throw Diagnostic(
          code: .repeatedOption, message: "a rule is for one link and one kind of conflict",
          span: place, remedy: "bind the other by a further statement")
      }
      if isLink { link = try self.link() } else { kind = try conflictKind() }
    }
    return kind.map { .kind($0, link) } ?? link.map { .link($0) }
  }

  /// What an arriving version finds.
  private mutating func conflictKind() throws(Diagnostic) -> ConflictKind {
    let item = try take(.conflictKind)
    if item.hasVariables { return .updateUpdate }
    if let word = item.plainWord, let kind = ConflictKind(rawValue: word) { return kind }
    throw unknownWord(
      item.plainWord ?? "…", at: item.span, wanted: "`link A->B` or a kind of conflict",
      among: ConflictKind.allCases.map(\.rawValue) + ["link"])
  }
}

extension ConflictKind {
  /// What it means, in a few words.
  package var words: String {
    switch self {
    case .insertExists: "an insert, which follows nothing, finds a row"
    case .updateUpdate: "an update finds a row that it does not follow"
    case .updateDelete: "an update or insert finds a deletion that it does not follow"
    case .deleteUpdate: "a deletion finds a row that it does not follow"
    case .deleteExists: "the same, and the deletion has the older stamp"
    case .deleteMissing: "a deletion finds nothing"
    case .updateMissing: "an update finds nothing of the row that it follows"
    }
  }
}

extension Session {
  /// Whether a strategy is a type of values that merge by themselves.
  fileprivate func isTyped(_ id: StrategyID) -> Bool {
    let strategies = world.strategies
    let position = Int(id.rawValue)
    return strategies.indices.contains(position) && strategies[position].definition.merge != nil
  }

  /// Whether a strategy lets the reader decide.
  func isAsking(_ id: StrategyID) -> Bool {
    let strategies = world.strategies
    let position = Int(id.rawValue)
    return strategies.indices.contains(position)
      && strategies[position].definition.name.hasSameText(as: "ask")
  }
}
