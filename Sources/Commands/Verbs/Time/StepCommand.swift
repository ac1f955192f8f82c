import ScriptSyntax
import Simulation

/// `step`, `step 3`: the next due events.
struct StepCommand: Command {
  static let signature = Signature(
    "step", .time, "Delivers what is due next.", syntax: ["step", "step COUNT"],
    parameters: [.positional("COUNT", .count, "how many events (default 1)")],
    details: [
      "The clock moves to where the event is due. Where nothing can be delivered, a note says why:",
      "it is quiet, or messages are blocked, and by what. Rounds of `anti-entropy` and faults of",
      "`chaos` on the way happen, and count for nothing.",
    ],
    example: "nodes a b\nlink a <-> b\nput title \"B\" at a\nstep\nexpect title at b = \"B\"",
    seeAlso: ["run", "settle", "deliver"])

  private let count: Int
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    count = arguments.isAtEnd ? 1 : try arguments.count()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let done =
      session.world.nextOccasion == nil
      ? try session.deliverDue(until: .max, limit: count, at: span, into: &sink)
      : try stepPastOccasions(in: &session, into: &sink)
    guard done < count else { return }
    let standstill = session.describeStandstill()
    sink.emit(.note(done == 0 ? standstill : "after \(done.counted("event")) \(standstill)"))
  }

  /// Delivers the next events one by one, not counting what happens by itself.
  private func stepPastOccasions(
    in session: inout Session, into sink: inout some Sink
  ) throws(Halt) -> Int {
    let start = session.world.eventCount
    for _ in 0..<Session.budgetOfEvents {
      let done = session.world.eventCount - start
      guard done < count,
        try session.deliverDue(until: .max, limit: 1, at: span, into: &sink) == 1
      else { return done }
    }
    throw session.spentEvents(at: span)
  }
}
