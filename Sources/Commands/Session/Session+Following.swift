import Replication
import Simulation

extension Session {
  /// Remembers who is asked, where there are quorums.
  mutating func follow(_ operation: OperationID, _ decision: Decision, about key: KeyID) {
    guard let setup = world.leaderless else { return }
    switch decision {
    case .write(let write):
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
    let asked = world.inFlight().filter { $0.operation == operation }
      .map { (node: $0.name.arc.to, standsInFor: $0.standsInFor) }
    let n = world.leaderless?.n ?? 0
    var request = RequestLog.Request(
      operation: operation, key: key, isWrite: isWrite, coordinator: coordinator,
      begun: world.now, needed: quorum.need?.count(of: n) ?? needed, asked: asked,
      reach: world.reaches.nodes(quorum.reach))
    for entry in world.preference(of: key, from: coordinator)
    where entry.node == coordinator && request.reach?.contains(coordinator) ?? true {
      request.answers.append(ownAnswer(about: key, at: coordinator, isWrite: isWrite))
    }
    decisions.requests.begin(request)
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
