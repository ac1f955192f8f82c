import ScriptSyntax
import Simulation

/// `pace 1ms`: when client statements happen.
struct PaceCommand: Command {
  static let signature = Signature(
    "pace", .clients, "Sets how long after the statement before it a client statement happens.",
    syntax: ["pace DURATION"],
    parameters: [.positional("DURATION", .duration, "of virtual time (default 1ms)")],
    details: ["The clock moves and nothing is delivered by it; `together` shares one instant."],
    example: "nodes a\npace 5ms\nput k 1 at a\nput k 2 at a\nshow log",
    seeAlso: ["together", "run", "time"])

  private let interval: Tick

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    interval = try arguments.duration()
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    session.pace.interval = interval
    session.confirm("client statements are \(Duration.text(interval)) apart", into: &sink)
  }
}
