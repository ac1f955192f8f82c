import Replication
import Simulation

extension Session {
  /// Remembers who is asked, where there are quorums.
  mutating func follow(_ operation: OperationID, _ decision: Decision, about key: KeyID) {
    guard let setup = world.leaderless else { return }
    switch decision {
    case .write(let write), .update(let write, _):
      follow(operation, key, isWrite: true, at: write.node, write.quorum, usually: setup.w)
    case .read(let read):
      follow(operation, key, isWrite: false, at: read.node, read.quorum, usually: setup.r)
    default: break
    }
  }

  private mutating func follow(
    _ operation: OperationID, _ key: KeyID, isWrite: Bool, at coordinator: NodeID,
    _ quorum: RequestQuorum, usually needed: Int
  ) {
    let reach = world.reaches.nodes(quorum.reach)
    let n = world.leaderless?.n ?? 0
    let list = world.preference(of: key, from: coordinator)
    var request = RequestLog.Request(
      operation: operation, key: key, isWrite: isWrite, start: (coordinator, world.now),
      needed: quorum.need?.count(of: n) ?? needed,
      asked: reach != nil && world.leaderless?.isSloppy == true
        ? placesAsked(by: operation) : placesAsked(of: list, by: coordinator, reach),
      reach: reach)
    for entry in list where entry.node == coordinator && reach?.contains(coordinator) ?? true {
      request.answers.append(ownAnswer(about: key, at: coordinator, isWrite: isWrite))
    }
    decisions.requests.begin(request)
  }

  /// Whom a request asks by message, as its preference list says.
  private func placesAsked(
    of list: [PreferenceEntry], by coordinator: NodeID, _ reach: [NodeID]?
  ) -> [RequestLog.Place] {
    list.filter { $0.isUp && $0.node != coordinator && reach?.contains($0.node) ?? true }
      .map { RequestLog.Place(node: $0.node, standsInFor: $0.standsInFor) }
  }

  /// Whom a request asks by message, as what is in flight says: others stand in for those that it
  /// may not reach.
  private func placesAsked(by operation: OperationID) -> [RequestLog.Place] {
    world.inFlight().filter { $0.operation == operation }
      .map { RequestLog.Place(node: $0.name.arc.to, standsInFor: $0.standsInFor) }
  }

  /// What a coordinator that is a replica of the key answers itself, without a message.
  private func ownAnswer(about key: KeyID, at node: NodeID, isWrite: Bool) -> RequestLog.Answer {
    let versions = isWrite ? [] : world.versions(of: key, at: node)
    let first = versions.first.map {
      EventVersion(value: $0.value, dot: $0.dot, stamp: $0.stamp)
    }
    return RequestLog.Answer(
      node: node, tick: world.now, standing: .counted, version: first ?? .none,
      carried: versions.count)
  }
}
