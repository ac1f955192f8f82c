import ScriptSyntax
import Simulation

// What to say about a request that ended badly.
extension Session {
  /// A refusal's parts for a request to the leaders of a key.
  typealias RefusalWords = (code: ErrorCode, message: String, remedy: String)

  /// Why a request was refused, in words; nil: it was not.
  func words(for outcome: Outcome, _ request: StartedRequest) -> RefusalWords? {
    if case .issued(let operation) = request.progress,
      let trace = requests[operation]
    {
      return words(for: outcome, request, trace)
    }
    if let leadership = world.leadership { return words(for: outcome, request, leadership) }
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

  private func words(
    for outcome: Outcome, _ request: StartedRequest, _ leadership: LeadershipView
  ) -> RefusalWords? {
    let whom = text(leadership.synchronous)
    let unlinked = leadership.leader.map { leader in
      leadership.synchronous.filter { !world.hasWay(leader, $0) }.map { Arc(leader, $0) }
    }
    switch outcome {
    case .ok: return nil
    case .unavailable(let needed, let got):
      return (
        .unavailable, "needed \(needed), got \(got): the write waits for \(whom)",
        unlinked?.first.map { "`link \(text($0.from)) -> \(text($0.to))`: nothing leads there" }
          ?? "it stays in the leader's log and goes on; `show nodes` tells who is missing"
      )
    case .conflict, .pending, .unknown:
      return (
        .timeout,
        "\(whom) \(leadership.synchronous.count == 1 ? "has not" : "have not all") confirmed it in "
          + Duration.text(request.timeout),
        "the write may have happened: it stays in the leader's log and goes on"
      )
    }
  }

  /// The last requests with what was not told yet.
  private var requests: RequestLog {
    var requests = decisions.requests
    for event in events.events { requests.note(event) }
    return requests
  }

  private func words(
    for outcome: Outcome, _ request: StartedRequest, _ trace: RequestLog.Request
  ) -> RefusalWords? {
    var isUnavailable = false
    if case .unavailable = outcome { isUnavailable = true }
    let who = describeReplicas(of: trace, isUnavailable: isUnavailable)
    let link = missingLink(of: trace)
    switch outcome {
    case .ok: return nil
    case .unavailable(let needed, let got):
      return (
        .unavailable, "needed \(needed), got \(got): \(who)",
        link.map { "`link \($0)` lets it be asked" }
          ?? (trace.isWrite
            ? "what was written stays: nothing is rolled back"
            : "`show quorum \(text(trace.key))` tells more; `r=` asks for fewer")
      )
    case .conflict, .pending, .unknown:
      let got = trace.got(world.leaderless?.count ?? .nodes)
      return (
        .timeout,
        "needed \(trace.needed), got \(got) in \(Duration.text(request.timeout)): \(who)",
        trace.isWrite
          ? "the write may have happened: `get` it before writing again"
          : "ask again, or of fewer: `r=`"
      )
    }
  }

  /// `n1 answered; n2 and n3 are down`.
  private func describeReplicas(
    of trace: RequestLog.Request, isUnavailable: Bool
  ) -> String {
    var nodes: [NodeID] = []
    let listed = world.preference(of: trace.key, from: trace.start.node).map(\.node)
    for node in listed + trace.asked.map(\.node) where !nodes.contains(node) { nodes.append(node) }
    var groups: [(state: ReplicaState, nodes: [NodeID])] = []
    for node in nodes {
      var state = state(of: node, in: trace)
      if isUnavailable, state == .asked { state = .reachable }
      if let group = groups.firstIndex(where: { $0.state == state }) {
        groups[group].nodes.append(node)
      } else {
        groups.append((state, [node]))
      }
    }
    let parts = groups.map {
      "\(text($0.nodes)) \(words(for: $0.state, isOne: $0.nodes.count == 1))"
    }
    return parts.isEmpty ? "nobody was asked" : parts.joined(separator: "; ")
  }

  /// The first link that a coordinator lacks to ask a replica; nil: it lacks none.
  private func missingLink(of trace: RequestLog.Request) -> String? {
    world.preference(of: trace.key).map(\.node)
      .first { state(of: $0, in: trace) == .unlinked(from: trace.start.node) }
      .map { "\(text(trace.start.node)) -> \(text($0))" }
  }

  private func words(for state: ReplicaState, isOne: Bool) -> String {
    if case .unlinked(let coordinator) = state {
      return "\(isOne ? "has" : "have") no link from \(text(coordinator))"
    }
    return state.words(isOne: isOne)
  }

  private func state(of node: NodeID, in trace: RequestLog.Request) -> ReplicaState {
    if let answer = trace.answers.last(where: { $0.node == node }) {
      switch answer.standing {
      case .counted, .late: return .answered
      case .refused: return .refused
      case .lost: return .lost
      }
    }
    switch world.node(node)?.health {
    case .crashed, .removed, nil: return .down
    case .paused: return .paused
    case .up: break
    }
    if trace.asked.contains(where: { $0.node == node }) { return .asked }
    guard trace.reach?.contains(node) ?? true else { return .excluded }
    let coordinator = trace.start.node
    return world.hasWay(coordinator, node) ? .cutOff : .unlinked(from: coordinator)
  }
}

/// What is known of a replica that a request could ask.
private enum ReplicaState: Equatable {
  case answered, refused, lost, down, paused, asked, reachable, cutOff, excluded
  case unlinked(from: NodeID)

  func words(isOne: Bool) -> String {
    switch self {
    case .answered: "answered"
    case .refused: isOne ? "refuses writes" : "refuse writes"
    case .lost: isOne ? "answered, and it was lost" : "answered, and that was lost"
    case .down: isOne ? "is down" : "are down"
    case .paused: isOne ? "is paused" : "are paused"
    case .asked: isOne ? "has not answered" : "have not answered"
    case .reachable: "can be reached"
    case .cutOff, .unlinked: "cannot be reached"
    case .excluded: isOne ? "was not to be asked" : "were not to be asked"
    }
  }
}
