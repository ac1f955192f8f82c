import Causality

@testable import Replication

/// Operations to try a type with, few enough to try all orders of.
enum MergeHistories {
  static func operations(of type: MergeDefinition) -> [MergeOperation] {
    if type.name == "or-map" { return mapOperations }
    return type.operations.flatMap { kind -> [MergeOperation] in
      switch kind {
      case .increment, .decrement: [MergeOperation(kind, [.int(2)])]
      case .add, .remove:
        [MergeOperation(kind, [.string("x")])]
          + (kind == .add ? [MergeOperation(kind, [.string("x"), .int(1)])] : [])
      case .assign: [MergeOperation(kind, [.string("x")]), MergeOperation(kind, [.string("y")])]
      case .enable, .disable, .reset: [MergeOperation(kind)]
      case .insert: [MergeOperation(kind, [.int(0), .string("ab")])]
      case .erase: [MergeOperation(kind, [.int(0), .int(1)])]
      case .pop: [MergeOperation(kind), MergeOperation(kind, [.int(0)])]
      case .ot:
        [MergeOperation(kind, [.array([])]), MergeOperation(kind, [.array([.string("a")])])]
      }
    }
  }

  /// Fields are named for their types, so that the specification can tell.
  private static var mapOperations: [MergeOperation] {
    [
      MergeOperation(.add, [.string("x")], path: ["or-set"]),
      MergeOperation(.remove, [.string("x")], path: ["or-set"]),
      MergeOperation(.increment, [.int(2)], path: ["pn-counter"]),
      MergeOperation(.enable, path: ["or-map", "ew-flag"]),
      MergeOperation(.remove, [.string("or-set")]),
      MergeOperation(.remove, [.string("or-map"), .string("pn-counter")]),
    ]
  }

  /// The types that the specification defines: sequences have oracles of their own.
  static let specified = MergeCatalogue.all.filter { !$0.operations.contains(.insert) }

  /// A state with all that a run has left anywhere.
  static func randomStates(of type: MergeDefinition, seed: UInt64) -> [Value] {
    var chance = MergeChance(seed: seed)
    var history = OperationHistory(type, replicas: 3)
    let operations = operations(of: type)
    var states: [Value] = []
    for _ in 0..<8 {
      chance.move(&history, operations)
      states += history.states.compactMap { $0 }
    }
    return states
  }
}

/// Draws moves of a history; the same in every run.
struct MergeChance {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return Int(truncatingIfNeeded: ((z ^ z >> 31) >> 1) % UInt64(bound))
  }

  /// An operation somewhere, or a message; one operation in five has observed nothing, and with
  /// `foreign` one in five what another replica holds.
  mutating func move(
    _ history: inout OperationHistory, _ operations: [MergeOperation], foreign: Bool = false
  ) {
    let replica = below(history.states.count)
    guard below(3) > 0 else {
      return history.send(from: below(history.states.count), to: replica)
    }
    var observed: Set<Int>?
    switch below(5) {
    case 0: observed = []
    case 1 where foreign: observed = history.known[below(history.states.count)]
    default: break
    }
    history.apply(
      operations[below(operations.count)], at: replica, stamp: Int64(below(4)), observed: observed)
  }
}
