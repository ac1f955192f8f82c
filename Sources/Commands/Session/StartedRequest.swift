import ScriptSyntax
import Simulation

/// A client's request that was issued and may not have ended yet.
package struct StartedRequest: Sendable {
  /// How far it got.
  package enum Progress: Sendable {
    /// The world works on it, or has ended it; below zero: it ended when it was issued.
    case issued(OperationID)
    /// Nobody answers: the node is paused.
    case unanswered(NodeID)
    /// It was refused before it was issued.
    case refused(Complaint)
  }

  /// How far it got.
  package let progress: Progress
  /// What it is about, for messages; nil: nothing to be said.
  package let key: KeyID?
  /// When the client gives up.
  package let deadline: Tick
  /// How long the client waits. Unit: nanoseconds.
  package let timeout: Tick
  /// Where it stands.
  package let span: SourceSpan
  /// Who reads, if it is a read that others are asked for.
  var reading: Reading?

  /// A read whose answer is shown when it ends.
  package struct Reading: Sendable {
    let node: NodeID
    let client: ClientID?
    /// The fields that are shown of the map it reads; empty: all that it reads.
    var path: [String] = []
  }

  /// Whether its outcome is known, and good.
  var hasSucceeded: Bool {
    if case .issued(let operation) = progress { operation.rawValue < 0 } else { false }
  }
}

extension Session {
  /// How many events a wait may take: a write that goes round for ever ends none.
  private static var requestEventLimit: Int { 1_000_000 }

  /// Issues a request to a node with `decision`, unless the node is paused and will not answer.
  mutating func issue(
    _ decision: Decision, to node: NodeID, about key: KeyID, timeout: Tick, at span: SourceSpan
  ) throws(Halt) -> StartedRequest {
    var progress = StartedRequest.Progress.unanswered(node)
    let deadline = try later(by: timeout, at: span)
    if world.node(node)?.health != .paused {
      try decide(decision, at: span)
      progress = .issued(OperationID(-1))
      switch world.reply {
      case .wrote(let operation), .reading(let operation):
        progress = .issued(operation)
        follow(operation, decision, about: key)
      case .none, .read: break
      }
    }
    return StartedRequest(
      progress: progress, key: key, deadline: deadline, timeout: timeout, span: span)
  }

  /// Waits for a request, unless it is to be joined later: by `wait`, or by the block it stands in.
  ///
  /// Refused where the request was: `unavailable`, `conflict`, `timeout`.
  mutating func conclude(
    _ request: StartedRequest, isStarted: Bool, into sink: inout some Sink
  ) throws(Halt) {
    if isStarted {
      pace.started.append(request)
    } else if pace.isShared {
      if !request.hasSucceeded { pace.joint.append(request) }
    } else if !request.hasSucceeded {
      try join([request], into: &sink)
    }
  }

  /// Reads within a judgement: what happens on the way is told when the judgement has ended.
  ///
  /// Refused where the read was.
  mutating func perform(_ read: ReadRequest, at span: SourceSpan) throws(Halt) -> ReadReply? {
    try decide(.read(read), at: span)
    guard case .reading(let operation) = world.reply else {
      if case .read(let reply) = world.reply { return reply }
      return nil
    }
    try checkTimePasses(at: span)
    follow(operation, .read(read), about: read.key)
    let request = StartedRequest(
      progress: .issued(operation), key: read.key, deadline: try later(by: read.timeout, at: span),
      timeout: read.timeout, span: span)
    var budget = Self.requestEventLimit
    while budget > 0, world.outcome(of: operation) == .pending {
      budget -= try settle(until: request.deadline, limit: 1, at: span) > 0 ? 1 : budget
    }
    let halt = refusal(of: request)
    let reply = world.answer(of: operation)
    world.forget(operation)
    if let halt { throw halt }
    return reply
  }

  /// Runs the world until all requests have ended; throws the first refusal in their order.
  mutating func join(
    _ requests: [StartedRequest], into sink: inout some Sink
  ) throws(Halt) {
    var budget = Self.requestEventLimit
    for request in requests { try run(until: request, &budget, into: &sink) }
    tell(into: &sink)
    var first: Halt?
    for request in requests {
      let halt = refusal(of: request)
      first = first ?? halt
      if halt == nil { try show(request, isAlone: requests.count == 1, into: &sink) }
      if case .issued(let operation) = request.progress { world.forget(operation) }
    }
    if let first { throw first }
  }

  /// Shows what a read that has ended brought.
  private mutating func show(
    _ request: StartedRequest, isAlone: Bool, into sink: inout some Sink
  ) throws(Halt) {
    guard let reading = request.reading, let key = request.key,
      case .issued(let operation) = request.progress, let reply = world.answer(of: operation)
    else { return }
    try show(reply, of: key, to: reading, isAlone: isAlone, at: request.span, into: &sink)
  }

  private mutating func run(
    until request: StartedRequest, _ budget: inout Int, into sink: inout some Sink
  ) throws(Halt) {
    switch request.progress {
    case .refused: return
    case .issued(let operation):
      while world.outcome(of: operation) == .pending {
        guard try runOneEvent(until: request, &budget, into: &sink) else { return }
      }
    case .unanswered:
      while try runOneEvent(until: request, &budget, into: &sink) {}
      try decide(.pass(until: request.deadline), at: request.span)
    }
  }

  /// Lets the next event happen, if one is due before the request's deadline.
  private mutating func runOneEvent(
    until request: StartedRequest, _ budget: inout Int, into sink: inout some Sink
  ) throws(Halt) -> Bool {
    try look(sink, at: request.span)
    guard budget > 0, world.hasRoom else {
      throw refusal(
        .budget, "the request has not ended after \(Self.requestEventLimit - budget) events",
        at: request.span, remedy: "does a write go round for ever? `show in-flight` tells")
    }
    guard try settle(until: request.deadline, limit: 1, at: request.span) > 0 else { return false }
    budget -= 1
    if budget % 64 == 0 { tell(into: &sink) }
    return true
  }

  /// Why a request that has ended was refused; nil: it was not.
  private func refusal(of request: StartedRequest) -> Halt? {
    switch request.progress {
    case .refused(let complaint): return .refused(complaint)
    case .unanswered(let node):
      let waited = Duration.text(request.timeout)
      return refusal(
        .timeout, "\(text(node)) is paused and has not answered in \(waited)",
        at: request.span, remedy: "`resume \(text(node))`")
    case .issued(let operation):
      return words(for: world.outcome(of: operation), request).map { words in
        refusal(words.code, words.message, at: request.span, remedy: words.remedy)
      }
    }
  }
}
