import ScriptSyntax
import Simulation

extension Session {
  /// How many events a statement that moves time may bring about.
  static var budgetOfEvents: Int { 1_000_000 }

  /// Delivers what falls due up to `until`, at most `limit` events, telling them on the way, and
  /// returns how many; the clock stays at the last of them.
  mutating func deliverDue(
    until: Tick, limit: Int, at span: SourceSpan, into sink: inout some Sink
  ) throws(Halt) -> Int {
    var done = 0
    while done < limit {
      let chunk = min(limit - done, 1024)
      let count = try settle(until: until, limit: chunk, at: span)
      done += count
      tell(into: &sink)
      if count < chunk {
        guard world.hasRoom else { throw refused(.full, at: span) }
        break
      }
      if sink.isStopping { throw .interrupted }
    }
    return done
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
