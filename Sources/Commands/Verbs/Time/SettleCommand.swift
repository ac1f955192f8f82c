import ScriptSyntax
import Simulation

/// `settle`: until nothing can be delivered.
struct SettleCommand: Command {
  static let signature = Signature(
    "settle", .time, "Delivers everything that can be delivered.",
    syntax: ["settle", "settle within=2s", "settle events=1000"],
    parameters: [
      .option("within", .duration, "how much virtual time it may take (default 10s)"),
      .option("events", .count, "how many events it may take (default 1000000)"),
    ],
    details: [
      "The clock stays at the last event. Blocked messages stay blocked: what a crash, a pause, a",
      "partition or `hold` keeps back is not waited for. With `anti-entropy`, rounds happen until",
      "none could bring a node what it lacks, with `chaos` until all is mended. When a limit is",
      "reached, the refusal (`budget`) says what keeps going round.",
    ],
    example: "nodes a b c\ntopology ring\nput title \"B\" at a\nsettle\nexpect converged",
    seeAlso: ["run", "step", "show"])

  private let within: Tick
  private let limit: Int
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    within = try arguments.option("within") ? try arguments.duration() : 10_000_000_000
    limit =
      try arguments.option("events")
      ? try arguments.count(upTo: 1_000_000_000) : Session.budgetOfEvents
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let start = session.world.now
    let end = try session.later(by: within, at: span)
    let done = try session.deliverDue(until: end, limit: limit, at: span, into: &sink)
    guard session.world.isQuiet else {
      throw givenUp(after: session.world.now - start, done, in: session)
    }
    session.confirm(
      session.world.count(.inFlight) == 0 ? "quiet" : session.describeStandstill(), into: &sink)
  }

  private func givenUp(after time: Tick, _ done: Int, in session: borrowing Session) -> Halt {
    let message = "gave up after \(Duration.text(time)) and \(done.counted("event"))"
    if let circulation = session.circulation() {
      return session.refusal(
        .budget, "\(message): \(circulation)", at: span,
        remedy: session.world.nextRound == nil
          ? "`drop` ends this one; `forwarding tags=path` keeps new writes from going round"
          : "`anti-entropy off`: what a strategy leaves out is sent by every comparison")
    }
    if session.world.chaos != nil {
      return session.refusal(
        .budget, "\(message): chaos goes on", at: span,
        remedy: "`chaos off` ends it; `chaos … for=5s` ends by itself")
    }
    let double = within.multipliedReportingOverflow(by: 2).partialValue
    let due = session.world.nextDue.map { $0 - session.world.now + time } ?? 0
    let more =
      done == limit
      ? "events=\(limit.addingReportingOverflow(limit).partialValue)"
      : "within=\(Duration.text(max(double, due)))"
    return session.refusal(
      .budget, "\(message): \(session.describeUnderWay())", at: span,
      remedy: "`settle \(more)` gives it more")
  }
}
