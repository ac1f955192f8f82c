import Replication
import ScriptSyntax
import Simulation

extension Session {
  /// Makes one decision; what the world refuses becomes a complaint at `span`.
  package mutating func decide(_ decision: Decision, at span: SourceSpan) throws(Halt) {
    do throws(Refusal) {
      try world.step(decision, into: &events)
    } catch {
      throw refused(error, at: span)
    }
  }

  /// Moves the clock to where the next client statement happens, unless it shares an instant.
  package mutating func passToNextStatement(at span: SourceSpan) throws(Halt) {
    guard !pace.isShared else { return }
    try decide(.pass(until: try later(by: pace.interval, at: span)), at: span)
  }

  /// The tick that lies this far ahead; refused (`budget`) at the end of virtual time.
  package func later(by duration: Tick, at span: SourceSpan) throws(Halt) -> Tick {
    let (tick, overflow) = world.now.addingReportingOverflow(duration)
    guard !overflow else {
      throw refusal(.budget, "virtual time ends here: 292 years have passed", at: span)
    }
    return tick
  }

  /// A refusal of our own: a code, what is wrong, and what to do about it.
  package func refusal(
    _ code: ErrorCode, _ message: String, at span: SourceSpan, remedy: String? = nil
  ) -> Halt {
    .refused(
      Complaint(code: code.rawValue, message: message, remedy: remedy, place: place(of: span)))
  }

  /// Where a span stands, with the way that led there.
  package func place(of span: SourceSpan) -> Place {
    library.place(of: span, trail: environment.describeTrail(library))
  }

  /// Says that something was done, at the prompt only; the text is not built otherwise.
  package func confirm(_ text: @autoclosure () -> String, into sink: inout some Sink) {
    if options.isInteractive { sink.emit(.done(text())) }
  }
}
