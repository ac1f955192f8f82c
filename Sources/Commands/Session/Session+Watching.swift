import Replication
import ScriptSyntax
import Simulation

/// A predicate that is judged after every event: `invariant NAME`.
package struct Invariant: Sendable {
  /// What is to hold at every node.
  let named: NamedPredicate
  /// Whether it was told that it does not hold, and it has not held since.
  var isBroken = false
}

// What stops a run: code that failed, and invariants that hold no more.
extension Session {
  /// Whether every event has to be looked at by itself.
  private var isWatching: Bool {
    !names.invariants.isEmpty || world.strategies.contains { $0.definition.code != nil }
  }

  /// Lets events happen up to `until`, at most so many, and returns how many; stops at the first
  /// after which something is amiss.
  ///
  /// Refused (`strategy`): code failed. Fails: an invariant is broken.
  mutating func settle(
    until: Tick, limit: Int, passing: Bool = false, at span: SourceSpan
  ) throws(Halt) -> Int {
    guard isWatching else { return deliver(until: until, limit: limit, passing: passing) }
    var done = 0
    while done < limit, deliver(until: until, limit: 1, passing: passing) == 1 {
      done += 1
      try inspect(at: span)
    }
    return done
  }

  private mutating func deliver(until: Tick, limit: Int, passing: Bool) -> Int {
    passing
      ? world.advance(until: until, limit: limit, into: &events)
      : world.settle(until: until, limit: limit, into: &events)
  }

  /// Looks whether code has failed since, or an invariant holds no more.
  mutating func inspect(at span: SourceSpan) throws(Halt) {
    if let failure = world.failure {
      world.failure = nil
      throw refused(failure, at: span)
    }
    for position in names.invariants.indices { try inspect(position, at: span) }
  }

  private mutating func inspect(_ position: Int, at span: SourceSpan) throws(Halt) {
    let invariant = names.invariants[position]
    for node in names.nodes.all {
      switch invariant.named.predicate.judge(look(at: node)) {
      case .holds: continue
      case .failed(let message): throw failed(invariant.named, at: node, message, span)
      case .broken(let words):
        guard !invariant.isBroken else { return }
        names.invariants[position].isBroken = true
        allowance.hasHappened = true
        throw .failed(broken(invariant.named, at: node, words, span))
      }
    }
    names.invariants[position].isBroken = false
  }

  private func broken(
    _ named: NamedPredicate, at node: NodeID, _ words: String?, _ span: SourceSpan
  ) -> VerdictReport {
    var findings = findings(named, at: node, words)
    if let event = events.events.last ?? decisions.recent(1).last {
      findings.insert("after \(occasion(event))", at: 0)
    }
    return VerdictReport(
      held: false, predicate: "invariant \(named.name.name.text)", findings: findings,
      place: place(of: span))
  }

  /// `a->b#2 title = "B" {a:1} at 12ms`.
  private func occasion(_ event: Event) -> String {
    let way =
      event.message.ordinal > 0 ? text(event.message) : "the write at \(text(event.node)),"
    return "\(way) \(text(event.key)) = \(dotted(event.version)) at \(Moment.text(event.tick))"
  }

  /// What to say where a strategy's own code failed.
  private func refused(_ failure: StrategyFailure, at span: SourceSpan) -> Halt {
    let subject = "\(text(failure.key)) at \(text(failure.node))"
    return refusal(
      .strategy,
      "the code of `\(text(failure.strategy))` failed over \(subject), "
        + text(of: failure.message),
      at: span, remedy: "the siblings are kept; `help lua` tells what code may do")
  }
}
