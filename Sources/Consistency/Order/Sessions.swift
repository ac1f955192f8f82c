/// The operations of each client, one after the other.
struct Sessions: Sendable {
  /// By session, in order of issue.
  private(set) var operations: [[Int]] = []

  /// All sessions, or one only; the others stay empty.
  init(_ history: History, only session: Int32? = nil) {
    for (number, operation) in history.operations.enumerated() {
      guard operation.session >= 0, session ?? operation.session == operation.session else {
        continue
      }
      while operations.count <= Int(operation.session) { operations.append([]) }
      operations[Int(operation.session)].append(number)
    }
  }
}

/// What of a session has ended, followed from one operation to the next.
///
/// A client may issue an operation before its last one has ended; order holds only between one
/// that has succeeded and those issued after it.
struct SessionWalk: Sendable {
  private var open: [Int] = []

  /// The operations that precede `number` and none before it, in order of issue.
  ///
  /// Call it for each operation of the session in order of issue.
  mutating func advance(to number: Int, in history: History) -> [Int] {
    let next = history.operations[number]
    var ended: [Int] = []
    var left: [Int] = []
    for earlier in open {
      let operation = history.operations[earlier]
      if operation.precedes(next) {
        ended.append(earlier)
      } else if operation.outcome == .ok {
        left.append(earlier)
      }
    }
    open = left + [number]
    return ended
  }
}
