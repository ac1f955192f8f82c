import Causality
import Replication
import Testing

@testable import Simulation

extension Lab {
  /// A leaderless store of these nodes; its one key lives on the first n of them, in order.
  static func store(_ nodes: Int, _ setup: QuorumSetup = QuorumSetup()) -> Lab {
    let lab = Lab()
    lab.step(.addNodes(count: nodes))
    lab.step(.addKey(KeyRules()))
    lab.step(.replication(.leaderless(setup)))
    lab.step(.place(.k, .nodes((0..<Int32(nodes)).map { NodeID($0) })))
    return lab
  }

  /// Starts a watched write.
  @discardableResult
  func put(
    _ text: String, at node: NodeID, on key: KeyID = .k, need: Need? = nil,
    primaries: Need? = nil, to reach: [NodeID] = [], context: WriteContext = .node,
    timeout: Tick = 1_000_000_000, _ location: SourceLocation = #_sourceLocation
  ) -> OperationID {
    var request = WriteRequest(
      key: key, value: world.values.intern(text), node: node, context: context, timeout: timeout)
    request.quorum = quorum(need, primaries, reach)
    step(.write(request), location)
    return operation
  }

  /// Starts a watched read.
  @discardableResult
  func get(
    at node: NodeID, on key: KeyID = .k, need: Need? = nil, primaries: Need? = nil,
    from reach: [NodeID] = [], client: ClientID? = nil, timeout: Tick = 1_000_000_000,
    _ location: SourceLocation = #_sourceLocation
  ) -> OperationID {
    var request = ReadRequest(key: key, node: node, client: client, timeout: timeout)
    request.quorum = quorum(need, primaries, reach)
    step(.read(request), location)
    if case .reading(let id) = world.reply { return id }
    return .none
  }

  private func quorum(_ need: Need?, _ primaries: Need?, _ reach: [NodeID]) -> RequestQuorum {
    var quorum = RequestQuorum()
    quorum.need = need
    quorum.primaries = primaries
    quorum.isWatched = true
    if !reach.isEmpty { quorum.reach = world.reaches.intern(reach) }
    return quorum
  }

  func outcome(_ operation: OperationID) -> Outcome { world.outcome(of: operation) }

  /// Writes and lets everything happen.
  @discardableResult
  func putSettled(
    _ text: String, at node: NodeID, on key: KeyID = .k, need: Need? = nil, to reach: [NodeID] = []
  ) -> Outcome {
    let operation = put(text, at: node, on: key, need: need, to: reach)
    settle()
    return outcome(operation)
  }

  /// What a read brings when everything has happened; nil: it did not succeed.
  func read(
    at node: NodeID, on key: KeyID = .k, need: Need? = nil, from reach: [NodeID] = [],
    client: ClientID? = nil
  ) -> [String]? {
    let operation = get(at: node, on: key, need: need, from: reach, client: client)
    settle()
    guard outcome(operation) == .ok else { return nil }
    return texts(world.answer(of: operation)?.values ?? [])
  }

  func texts(_ ids: [ValueID]) -> [String] {
    ids.map { id in
      if case .string(let text) = world.values.value(id) { return text }
      return world.values.value(id)?.json ?? "(deleted)"
    }
  }

  /// What every node shows.
  func shown(_ key: KeyID = .k) -> [[String]] {
    (0..<world.nodeCount).map { values(key, at: NodeID(Int32($0))).sorted() }
  }
}
