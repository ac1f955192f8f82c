import ScriptSyntax
import Simulation

/// `delay a->b#2 10ms`: a message takes longer.
struct DelayCommand: Command {
  static let signature = Signature(
    "delay", .faults, "Makes a message take longer.",
    syntax: ["delay A->B DURATION", "delay A->B#2 DURATION"],
    parameters: [
      .positional("A->B#N", .message, "without `#N`: the oldest in flight on the link"),
      .positional("DURATION", .duration, "how much longer"),
    ],
    details: ["With `delivery fifo` those behind it on the link wait for it."],
    example: """
      nodes a b
      link a -> b
      put title "B" at a
      delay a->b 30ms
      run 20ms
      expect title at b absent
      show in-flight
      settle
      """,
    seeAlso: ["latency", "hold", "drop"])

  private let message: MessageMention
  private let delay: Tick

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    message = try arguments.message()
    delay = try arguments.duration()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    let message = try session.message(message)
    try session.decide(.delay(message, by: delay), at: self.message.span)
    session.confirm(
      "\(session.text(message)) is due \(Duration.text(delay)) later", into: &sink)
  }
}
