import Replication
import Simulation

/// The last decision about every key at every node, for `why` and for failed judgements.
///
/// Looked up by node and key, never iterated.
package struct DecisionLog: Sendable {
  private var last: [UInt64: Event] = [:]

  /// No decisions.
  package init() {}

  /// Notes an event if it decided between versions.
  package mutating func note(_ event: Event) {
    switch event.kind {
    case .replaced, .conflict, .resolved, .merged, .skipped, .stopped:
      last[Self.slot(event.node, event.key)] = event
    default: break
    }
  }

  /// The last decision about a key at a node.
  package func decision(about key: KeyID, at node: NodeID) -> Event? {
    last[Self.slot(node, key)]
  }

  private static func slot(_ node: NodeID, _ key: KeyID) -> UInt64 {
    UInt64(UInt32(bitPattern: node.rawValue)) << 32 | UInt64(UInt32(bitPattern: key.rawValue))
  }
}
