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
      if case .wrote(let operation) = world.reply { progress = .issued(operation) }
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

  /// Runs the world until all requests have ended; throws the first refusal in their order.
  mutating func join(
    _ requests: [StartedRequest], into sink: inout some Sink
  ) throws(Halt) {
    var budget = Self.requestEventLimit
    for request in requests { try run(until: request, &budget, into: &sink) }
    tell(into: &sink)
    for request in requests {
      if let halt = refusal(of: request) { throw halt }
    }
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
    if sink.isStopping { throw .interrupted }
    guard budget > 0, world.hasRoom else {
      throw refusal(
        .budget, "the request has not ended after \(Self.requestEventLimit - budget) events",
        at: request.span, remedy: "does a write go round for ever? `show in-flight` tells")
    }
    guard world.settle(until: request.deadline, limit: 1, into: &events) > 0 else { return false }
    budget -= 1
    if budget % 64 == 0 { tell(into: &sink) }
    return true
  }

  /// Why a request that has ended was refused; nil: it was not.
  private func refusal(of request: StartedRequest) -> Halt? {
    switch request.progress {
    case .refused(let complaint): return .refused(complaint)
    case .unanswered(let node):
      return refusal(
        .timeout, "\(text(node)) is paused and has not answered in \(Duration.text(request.timeout))",
        at: request.span, remedy: "`resume \(text(node))`")
    case .issued(let operation):
      return words(for: world.outcome(of: operation), request).map { words in
        refusal(words.code, words.message, at: request.span, remedy: words.remedy)
      }
    }
  }

  private func words(
    for outcome: Outcome, _ request: StartedRequest
  ) -> (code: ErrorCode, message: String, remedy: String)? {
    let key = request.key.map { text($0) } ?? "?"
    switch outcome {
    case .ok: return nil
    case .unavailable(let needed, let got):
      return (
        .unavailable, "the write needs \(needed) leaders, and \(got) can be reached",
        "what can be reached has it; `show nodes` and `show links` tell what is missing"
      )
    case .conflict:
      return (
        .conflict, "the write of \(key) met a concurrent one, which stays",
        "write again when that one has ended: then the write follows it"
      )
    case .pending, .unknown:
      return (
        .timeout, "not every leader has answered in \(Duration.text(request.timeout))",
        "the write may have happened: `get` it before writing again"
      )
    }
  }
}
