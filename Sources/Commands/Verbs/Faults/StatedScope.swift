import ScriptSyntax
import Simulation

/// Which messages `latency`, `loss` and `duplicates` are about.
struct StatedScope: Sendable {
  enum Choice: Sendable {
    case all
    case kind(MessageKind)
    case links(LinkSelector)
    /// One that was not sent yet.
    case message(MessageMention)
  }

  let choice: Choice
  let span: SourceSpan

  static let parameters: [Parameter] = [
    .positional("all", .choice(["all"]), "every link; forgets what was set for links and kinds"),
    .positional("A->B", .link, "goes before what is set for a kind, and for all"),
    .positional("KIND", .messageKind, "goes before what is set for all"),
    .positional("A->B#N", .message, "one that was not sent yet, in place of chance"),
  ]

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    let span = arguments.next?.span ?? arguments.span
    if arguments.isMessage {
      let message = try arguments.message()
      (choice, self.span) = (.message(message), message.span)
    } else if !arguments.isLoneWord {
      let links = try arguments.links()
      (choice, self.span) = (.links(links), links.span)
    } else if arguments.word("all") {
      (choice, self.span) = (.all, span)
    } else {
      (choice, self.span) = (.kind(try arguments.kindOrAll()), span)
    }
  }

  /// Whether it is one message that was not sent yet.
  var isMessage: Bool {
    if case .message = choice { true } else { false }
  }
}

/// What `loss` and `duplicates` say: which messages, and how likely.
struct StatedOdds: Sendable {
  private let scope: StatedScope
  private let share: Share

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    scope = try StatedScope(&arguments)
    share = scope.isMessage ? .all : try arguments.share()
  }

  /// Decides it, `fate` being that of a single message; returns `every link: 5%`.
  func decide(
    _ fate: Fate, in session: inout Session, _ decision: (MessageScope, Share) -> Decision
  ) throws(Halt) -> String {
    try session.decide(scope, fate: fate) { decision($0, share) }
    return "\(try session.text(scope)): \(share.text)"
  }
}

extension Session {
  /// Decides about all messages that are meant; `fate`: what becomes of a single one.
  mutating func decide(
    _ scope: StatedScope, fate: Fate = Fate(), _ decision: (MessageScope) -> Decision
  ) throws(Halt) {
    switch scope.choice {
    case .all: try decide(decision(.all), at: scope.span)
    case .kind(let kind): try decide(decision(.kind(kind)), at: scope.span)
    case .links(let links):
      try decideEach(try arcs(links), at: scope.span) { decision(.link($0)) }
    case .message(let mention):
      try decide(.destine(try message(mention), fate), at: scope.span)
    }
  }

  /// `all`, `replicate`, `a->b`, `3 links`, `a->b#7`.
  func text(_ scope: StatedScope) throws(Halt) -> String {
    switch scope.choice {
    case .all: "every link"
    case .kind(let kind): kind.rawValue
    case .links(let links): text(try arcs(links))
    case .message(let mention): text(try message(mention))
    }
  }
}

extension ArgumentReader {
  /// Whether a message with its ordinal is read next.
  fileprivate var isMessage: Bool {
    guard index + 2 < limit, case .symbol(.arrow) = items[index + 1].kind,
      let word = items[index + 2].plainWord
    else { return false }
    return word.utf8.contains(UInt8(ascii: "#"))
  }

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

  /// How likely something is: `5%`.
  mutating func share() throws(Diagnostic) -> Share { Share(percent: try percentage()) }
}

extension Share {
  /// `5%`, `0.25%`.
  var text: String { Self.text(ofBillionths: billionths) }

  /// So many billionths as a percentage; may be more than all.
  static func text(ofBillionths billionths: Int64) -> String {
    let whole = billionths / 10_000_000
    var rest = billionths % 10_000_000
    guard rest > 0 else { return "\(whole)%" }
    var digits = 7
    while rest % 10 == 0 {
      rest /= 10
      digits -= 1
    }
    let fraction = String(rest)
    let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
    return "\(whole).\(zeros)\(fraction)%"
  }
}
