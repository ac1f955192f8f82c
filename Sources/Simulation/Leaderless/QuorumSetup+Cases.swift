import Replication

// By pattern, since `==` of another target's type is a call through its witness, which costs on
// the way of every message.
extension QuorumSetup {
  /// Whether a node that stands in several places counts once.
  var countsNodes: Bool { if case .nodes = count { true } else { false } }

  /// Whether readers mend replicas at all.
  var mends: Bool { if case .off = readRepair { false } else { true } }

  /// Whether readers mend replicas before the client is told.
  var mendsFirst: Bool { if case .synchronous = readRepair { true } else { false } }

  /// Whether contexts are ignored.
  var ignoresContexts: Bool { if case .stamps = versions { true } else { false } }

  /// Whether one vector stands for all versions of a key.
  var hasVectors: Bool { if case .vector = versions { true } else { false } }
}
