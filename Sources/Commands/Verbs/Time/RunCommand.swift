import ScriptSyntax
import Simulation

/// `run 50ms`, `run until quiet`: lets virtual time pass.
struct RunCommand: Command {
  static let signature = Signature(
    "run", .time, "Lets virtual time pass.",
    syntax: ["run DURATION", "run until PREDICATE"],
    parameters: [
      .positional("DURATION", .duration, "how long; the clock ends there"),
      .clause("until", .predicate, "stops at the first event after which it holds"),
    ],
    details: [
      "`run until` stops before the first event if the predicate holds already, and is refused",
      "(`state`) once it is quiet and the predicate can hold no more. More than 1,000,000 events",
      "are refused with `budget`.",
    ],
    example: """
      nodes a b
      link a -> b latency=20ms
      put title "B" at a
      run 5ms
      expect title at b absent
      run until title at b = "B"
      """,
    seeAlso: ["step", "settle", "predicates"])

  private enum Goal {
    case duration(Tick)
    case predicate(Predicate)
  }

  private let goal: Goal
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    guard arguments.clause("until") else {
      goal = .duration(try arguments.duration())
      return
    }
    let predicate = try Predicate(&arguments)
    guard !predicate.performsReads else {
      throw Diagnostic(
        code: .predicate, message: "`until` looks and does not read", span: predicate.span,
        remedy: "leave out `get`: `run until KEY at NODE = VALUE`")
    }
    goal = .predicate(predicate)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch goal {
    case .duration(let duration): try run(for: duration, in: &session, into: &sink)
    case .predicate(let predicate): try run(until: predicate, in: &session, into: &sink)
    }
  }

  private func run(
    for duration: Tick, in session: inout Session, into sink: inout some Sink
  ) throws(Halt) {
    let end = try session.later(by: duration, at: span)
    let limit = Session.budgetOfEvents
    let done = try session.deliverDue(
      until: end, limit: limit, passing: true, at: span, into: &sink)
    let next = min(session.world.nextDue ?? .max, session.world.nextOccasion ?? .max)
    if done == limit, next <= end { throw session.spentEvents(at: span) }
    try session.decide(.pass(until: end), at: span)
    if done == 0 {
      session.confirm("nothing was due until \(Moment.text(end))", into: &sink)
    }
  }

  private func run(
    until predicate: Predicate, in session: inout Session, into sink: inout some Sink
  ) throws(Halt) {
    try session.checkTimePasses(at: span)
    var left = Session.budgetOfEvents
    while try predicate.holds(in: &session) == false {
      guard left > 0 else { throw session.spentEvents(at: span) }
      left -= 1
      var done = try session.settle(until: .max, limit: 1, at: span)
      if done == 0 { done = try session.passToChaos(at: span) }
      guard done == 1 else {
        guard session.world.hasRoom else { throw session.refused(.full, at: span) }
        throw session.unreachable(predicate)
      }
      guard left % 256 == 0 else { continue }
      session.tell(into: &sink)
      try session.look(sink, at: span)
    }
    session.tell(into: &sink)
    session.confirm("\(session.library.excerpt(predicate.span)) holds", into: &sink)
  }
}

extension Session {
  /// Lets time pass up to the next fault of chaos and returns how many events that was: 0 or 1.
  fileprivate mutating func passToChaos(at span: SourceSpan) throws(Halt) -> Int {
    guard world.expectsFaults, world.hasRoom, let next = world.nextOccasion else { return 0 }
    return try settle(until: next, limit: 1, passing: true, at: span)
  }

  /// Nothing can happen any more, and a predicate does not hold.
  fileprivate mutating func unreachable(_ predicate: Predicate) -> Halt {
    let remedies = remediesOfStandstill()
    let finding = predicate.findings(in: &self).first
    return refusal(
      .state, "quiet, and still not: \(library.excerpt(predicate.span))", at: predicate.span,
      remedy: remedies.isEmpty
        ? finding
        : "messages are blocked: " + remedies.map { "`\($0)`" }.joined(separator: ", "))
  }
}
