import ScriptSyntax
import Simulation

extension Session {
  /// How many events a statement that moves time may bring about.
  static var budgetOfEvents: Int { 1_000_000 }

  /// Delivers what falls due up to `until`, at most `limit` events, telling them on the way, and
  /// returns how many; the clock stays at the last of them. `passing`: time passes up to `until`,
  /// and rounds of anti-entropy happen even where nothing waits for one.
  mutating func deliverDue(
    until: Tick, limit: Int, passing: Bool = false, at span: SourceSpan,
    into sink: inout some Sink
  ) throws(Halt) -> Int {
    try checkTimePasses(at: span)
    var done = 0
    while done < limit {
      let chunk = min(limit - done, eventsUntilLook)
      let count = try settle(until: until, limit: chunk, passing: passing, at: span)
      done += count
      tell(into: &sink)
      if count < chunk {
        guard world.hasRoom else { throw refused(.full, at: span) }
        break
      }
      try look(sink, at: span)
    }
    return done
  }

  /// Refused (`state`): inside `together` time stands still, and no request ends.
  func checkTimePasses(at span: SourceSpan) throws(Halt) {
    guard pace.isShared else { return }
    throw refusal(
      .state, "inside `together` time stands still, and no request ends", at: span,
      remedy: "put it behind the block, or around it: `expect error CODE { together { … } }`")
  }

  /// A statement has brought about as many events as it may.
  func spentEvents(at span: SourceSpan) -> Halt {
    refusal(
      .budget, "gave up after \(Session.budgetOfEvents) events, at \(Moment.text(world.now))",
      at: span, remedy: circulation() ?? "run for a shorter time")
  }

  /// Makes a decision about each of several things and returns about how many; those of which it
  /// is impossible are left alone, and if it is so of all, the first refusal is the answer.
  @discardableResult
  mutating func decideEach<Thing>(
    _ things: [Thing], at span: SourceSpan, _ decision: (Thing) -> Decision
  ) throws(Halt) -> Int {
    var first: Refusal?
    var done = 0
    for thing in things {
      do throws(Refusal) {
        try world.step(decision(thing), into: &events)
        done += 1
      } catch {
        first = first ?? error
      }
    }
    if done == 0, let first { throw refused(first, at: span) }
    return done
  }
}
