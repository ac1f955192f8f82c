import ScriptSyntax
import Simulation

/// `deliver a->b#2`, `deliver all to b`: a message now, whatever is due.
struct DeliverCommand: Command {
  static let signature = Signature(
    "deliver", .time, "Delivers a message now, whatever is due; the clock stays.",
    syntax: [
      "deliver A->B", "deliver A->B#2", "deliver all", "deliver all to NODES",
      "deliver all from NODES",
    ],
    parameters: [
      .positional("A->B#N", .message, "without `#N`: the oldest in flight on the link"),
      .clause("to", .nodes, "with `all`: only what goes there"),
      .clause("from", .nodes, "with `all`: only what comes from there"),
    ],
    details: [
      "`all` means what is in flight now and nothing keeps back, in order of due time; held",
      "messages wait for `release`, or are named one by one.",
    ],
    example: """
      nodes a b c
      topology mesh
      put title "B" at a
      deliver a->c
      expect title at c = "B" and title at b absent
      """,
    seeAlso: ["step", "drop", "hold"])

  private enum What {
    case one(MessageMention)
    case all(to: NodeSelector?, from: NodeSelector?)
  }

  private let what: What
  private let span: SourceSpan

  init(_ arguments: inout ArgumentReader) throws(Diagnostic) {
    span = arguments.span
    if arguments.word("all") {
      let to = arguments.clause("to") ? try arguments.nodes() : nil
      what = .all(to: to, from: arguments.clause("from") ? try arguments.nodes() : nil)
    } else {
      what = .one(try arguments.message())
    }
  }

  func run(in session: inout Session, into sink: inout some Sink) throws(Halt) {
    switch what {
    case .one(let mention):
      try session.decide(.deliver(try session.message(mention)), at: mention.span)
      session.tell(into: &sink)
    case .all(let to, let from):
      let to = try to.map { (selector) throws(Halt) in try session.nodes(selector) }
      let from = try from.map { (selector) throws(Halt) in try session.nodes(selector) }
      try deliverAll(to: to, from: from, in: &session, into: &sink)
    }
  }

  private func deliverAll(
    to: [NodeID]?, from: [NodeID]?, in session: inout Session, into sink: inout some Sink
  ) throws(Halt) {
    let messages = session.world.inFlight().filter { message in
      message.obstacle == nil && to?.contains(message.name.arc.to) ?? true
        && from?.contains(message.name.arc.from) ?? true
    }
    for message in messages.sorted(by: { ($0.due, $0.name) < ($1.due, $1.name) }) {
      try session.look(sink, at: span)
      do throws(Refusal) {
        try session.world.step(.deliver(message.name), into: &session.events)
      } catch {
        // What was delivered before it may have ended its journey, or stopped its link.
        if error == .full { throw session.refused(error, at: span) }
      }
    }
    session.tell(into: &sink)
    if messages.isEmpty { sink.emit(.note("nothing there to deliver")) }
  }
}
