import Causality
import Replication

@testable import Simulation

/// Everything of a world that can be looked at, to be compared with a later look.
struct Picture: Equatable {
  var fingerprints: [UInt64]
  var clock: [Tick?]
  var nodes: [NodeView?]
  var versions: [[VersionView]] = []
  var values: [[ValueID]] = []
  var contexts: [VersionVector] = []
  var messages: [MessageView]
  var links: [LinkView]
  var counts: [Int]
  var rest: Rest

  struct Rest: Equatable {
    var arcs: [Arc]
    var delivery: DeliveryMode
    var tags: ForwardingTags
    var redundant: RedundantRule
    var isSynchronous: Bool
    var isQuiet: Bool
    var reply: Reply
    var routes: [NodeID?]
    var outcomes: [Outcome]
    var leaderless: Leaderless
  }

  struct Leaderless: Equatable {
    var setup: QuorumSetup?
    var hints: [HintView]
    var preferences: [[PreferenceEntry]] = []
  }

  init(_ world: borrowing World) {
    fingerprints = [world.recomputedFingerprint(.timed), world.recomputedFingerprint(.untimed)]
    clock = [world.now, world.nextDue]
    nodes = Array(repeating: nil, count: world.nodeCount)
    messages = world.inFlight()
    links = world.links()
    counts = []
    rest = Rest(
      arcs: world.arcs(), delivery: world.delivery, tags: world.forwarding.tags,
      redundant: world.forwarding.redundant, isSynchronous: world.isSynchronous,
      isQuiet: world.isQuiet, reply: world.reply, routes: [], outcomes: [],
      leaderless: Leaderless(setup: world.leaderless, hints: world.hints()))
    look(at: world)
  }

  private mutating func look(at world: borrowing World) {
    for node in 0..<world.nodeCount {
      let id = NodeID(Int32(node))
      nodes[node] = world.node(id)
      for key in 0..<world.keyCount {
        let key = KeyID(Int32(key))
        versions.append(world.versions(of: key, at: id))
        values.append(world.values(of: key, at: id))
        contexts.append(world.context(of: key, at: id))
      }
      for counter in Counter.allCases { counts.append(world.count(counter, at: id)) }
    }
    for client in 0..<world.clientCount {
      rest.routes.append(world.route(ClientID(Int32(client))))
      for key in 0..<world.keyCount {
        contexts.append(
          world.context(of: KeyID(Int32(key)), seenBy: ClientID(Int32(client))))
      }
    }
    for counter in Counter.allCases {
      counts.append(world.count(counter))
      for key in 0..<world.keyCount {
        counts.append(world.count(counter, on: KeyID(Int32(key))))
      }
    }
    for key in 0..<world.keyCount {
      rest.leaderless.preferences.append(world.preference(of: KeyID(Int32(key))))
    }
    for watched in world.operations.quorums.watched {
      rest.outcomes.append(world.outcome(of: OperationID(leaderless: watched.serial)))
    }
    for operation in world.operations.operations.indices {
      rest.outcomes.append(world.outcome(of: OperationID(Int32(operation))))
    }
  }
}
