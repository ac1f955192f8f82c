import ScriptSyntax

/// `wait`: joins what was started with `&`.
struct WaitCommand: Command {
  static let signature = Signature(
    "wait", .clients, "Runs the world until all requests started with `&` have ended.",
    syntax: ["wait"],
    details: [
      "Reads show what they brought, in the order they were started. The first request that was",
      "refused, in that order, refuses it.",
    ],
    example: "nodes a b\nlink a <-> b\nreplication multi-leader sync=all\nput x 1 at a &\nwait\n"
      + "expect x at all = 1",
    seeAlso: ["put", "replication", "together"])

  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) { span = arguments.span }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    try session.checkTimePasses(at: span)
    let started = session.pace.started
    guard !started.isEmpty else {
      throw session.refusal(
        .state, "nothing was started", at: span, remedy: "start a request with `&` at its end")
    }
    session.pace.started = []
    try session.join(started, into: &sink)
    session.confirm("\(started.count) ended", into: &sink)
  }
}
