import ScriptSyntax
import Simulation

/// `delivery causal`: the order in which messages are taken in.
struct DeliveryCommand: Command {
  static let signature = Signature(
    "delivery", .topology, "Chooses the order in which the messages of a link are taken in.",
    syntax: ["delivery fifo|any|causal"],
    parameters: [.positional("ORDER", .choice(DeliveryMode.allCases.map(\.rawValue)))],
    details: [
      .term("fifo", "as they were sent on the link (the default)"),
      .term("any", "as their latencies have it: messages overtake each other"),
      .term("causal", "a version waits at the receiver until all that it depends on is there"),
    ],
    example: "nodes a b\nlink a -> b\ndelivery causal\nput k 1 at a\nsettle\nexpect k at b = 1",
    seeAlso: ["latency", "deliver", "counters"])

  private let mode: DeliveryMode
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    mode = try arguments.choice(of: DeliveryMode.self)
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.decide(.delivery(mode), at: span)
    session.tell(into: &sink)
    session.confirm("delivery \(mode.rawValue)", into: &sink)
  }
}
