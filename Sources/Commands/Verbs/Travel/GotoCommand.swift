import ScriptSyntax

/// `goto before`, `goto 12`: back or forth to a point.
struct GotoCommand: Command {
  static let signature = Signature(
    "goto", .travel, "Goes back or forth to a mark, or behind a statement of `history`.",
    syntax: ["goto NAME", "goto NUMBER"],
    parameters: [
      .positional("NAME", .point, "a mark, or a statement's number; 0: the beginning")
    ],
    details: [
      "What lies behind the point can be redone, unless the mark was made in another future."
    ],
    example: "nodes a b\nput k 1 at a\nput k 2 at a\ngoto 2\nget k at a\nhistory",
    seeAlso: ["mark", "undo", "history"])

  private enum Target {
    case mark(Mention)
    case statement(Int)
  }

  private let target: Target
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if let number = try arguments.nextNumber() {
      target = .statement(number)
    } else {
      target = .mark(try arguments.point())
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.checkTop("goto", at: span)
    switch target {
    case .statement(let number):
      guard let position = session.journey.timeline.position(ofUnit: number) else {
        let units = session.journey.timeline.steps.count(where: \.isUnit)
        throw session.refusal(
          .state, "there is no statement \(number)", at: span,
          remedy: "`history` lists \(units == 0 ? "none yet" : "1 to \(units)")")
      }
      try session.travel(to: position, into: &sink)
      session.confirm(number == 0 ? "at the beginning" : "behind statement \(number)", into: &sink)
    case .mark(let mention):
      session.travel(to: try session.mark(mention))
      session.confirm("at \(mention.name.text)", into: &sink)
    }
  }
}

extension ArgumentReader {
  /// A whole number from 0, where the next argument is one.
  fileprivate mutating func nextNumber() throws(Diagnostic) -> Int? {
    guard let item = next, case .literal(.int) = item.kind else { return nil }
    return Int(clamping: try integer(in: 0...Int64(Int32.max)))
  }
}

extension Session {
  /// The mark of this name; refused (`state`) where there is none.
  func mark(_ mention: Mention) throws(Halt) -> Timeline.Mark {
    if let mark = journey.timeline.mark(mention.name) { return mark }
    let known = journey.timeline.marks.map(\.name.text)
    let name = mention.name.text
    throw refusal(
      .state, "there is no mark `\(name)`", at: mention.span,
      remedy: suggestion(for: name, among: known)
        ?? (known.isEmpty ? "`mark \(name)` makes one" : "`mark` lists them"))
  }
}
