import Causality

/// An operation on one key, as the register of a single copy would see it.
struct RegisterCall: Sendable {
  /// What a register holds: the number of a write and 1, or 0 for nothing.
  typealias Content = Int

  var operation: Int
  var isWrite: Bool
  /// What it writes, or what it must find.
  var content: Content
  var invoked: Int64
  /// Nil: it may take effect at any time after it was issued, or never.
  var returned: Int64?

  /// Whether a write had begun at a moment, or a read had ended.
  func counts(at moment: Int64) -> Bool {
    isWrite ? invoked <= moment : (returned ?? .max) <= moment
  }
}

/// The calls of one key, and the reads that no register could have answered so.
struct RegisterCalls: Sendable {
  /// In order of issue.
  private(set) var calls: [RegisterCall] = []
  /// The first read that returned several versions at once, or one that nobody wrote.
  private(set) var impossible: Int?

  /// By key, in order of first use. Of one session only: its reads, and everybody's writes.
  ///
  /// What failed did not happen. What is of unknown outcome may have, if it writes.
  static func all(
    of history: History, only session: Int32?
  ) -> [RegisterCalls] {
    let writes = WriteTable(history)
    var places: [Int32: Int] = [:]
    var all: [RegisterCalls] = []
    for (number, operation) in history.operations.enumerated() where operation.outcome != .failed {
      guard operation.isWrite || session ?? operation.session == operation.session else { continue }
      let place = places[operation.key] ?? all.count
      if place == all.count {
        places[operation.key] = place
        all.append(RegisterCalls())
      }
      all[place].add(number, operation, history, writes)
    }
    return all
  }

  private mutating func add(
    _ number: Int, _ operation: Operation, _ history: History, _ writes: WriteTable
  ) {
    let isOver = operation.outcome == .ok
    var call = RegisterCall(
      operation: number, isWrite: operation.isWrite, content: 0, invoked: operation.invoked,
      returned: isOver ? operation.returned : nil)
    if operation.isWrite {
      guard operation.dot.counter > 0 else { return }
      call.content = operation.kind == .deletion ? 0 : number + 1
    } else {
      guard isOver else { return }
      let found = history.versions(of: operation).map {
        writes.number(of: $0, key: operation.key)
      }
      let live = found.filter { $0.map { history.operations[$0].kind != .deletion } ?? true }
      guard live.count < 2, live.first != .some(nil) else {
        impossible = impossible ?? number
        return
      }
      call.content = live.first?.map { $0 + 1 } ?? 0
    }
    calls.append(call)
  }
}

extension [RegisterCall] {
  /// Without the writes that may not have happened and that no read needs.
  func withoutIdleWrites() -> [RegisterCall] {
    let needed = Set(filter { !$0.isWrite }.map(\.content))
    return filter { !$0.isWrite || $0.returned != nil || needed.contains($0.content) }
  }
}
