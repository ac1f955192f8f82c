import Replication

/// A version that a node keeps for another, apart from what it holds itself.
struct Hint: Sendable {
  var holder: NodeID
  var home: NodeID
  var key: Int32
  /// 0: not in use.
  var version: UInt32
  /// Whether it is on its way home.
  var isSent = false
}

/// What nodes keep for others.
struct HintTable: Sendable {
  private struct Desk: Hashable, Sendable {
    var holder: NodeID
    var home: NodeID
    var key: Int32
  }

  /// Those not in use have version 0.
  private(set) var hints: [Hint] = []
  private var free: [Int] = []
  /// Who keeps what for whom, key by key; looked up, never iterated.
  private var desks: [Desk: [Int]] = [:]

  /// How many there are.
  var count: Int { hints.count - free.count }

  /// The positions of what a node keeps of a key for another, in order of arrival.
  func kept(at holder: NodeID, for home: NodeID, key: Int32) -> [Int] {
    desks[Desk(holder: holder, home: home, key: key)] ?? []
  }

  mutating func add(_ hint: Hint) -> Int {
    let at = free.popLast() ?? hints.count
    if at == hints.count { hints.append(hint) } else { hints[at] = hint }
    desks[Desk(holder: hint.holder, home: hint.home, key: hint.key), default: []].append(at)
    return at
  }

  mutating func remove(_ at: Int) {
    let hint = hints[at]
    let desk = Desk(holder: hint.holder, home: hint.home, key: hint.key)
    desks[desk]?.removeAll { $0 == at }
    if desks[desk]?.isEmpty == true { desks[desk] = nil }
    hints[at].version = 0
    free.append(at)
  }

  mutating func mark(_ at: Int, sent: Bool) { hints[at].isSent = sent }
}

/// What a replica holds of a key, on its way to who asked.
struct Snapshot: Sendable {
  var past = Past()
  var siblings: [Sibling] = []
}

/// The snapshots in use; number 0 is none.
struct SnapshotPool: Sendable {
  private(set) var snapshots: [Snapshot] = [Snapshot()]
  private var free: [UInt32] = []

  mutating func add(_ snapshot: Snapshot) -> UInt32 {
    if let last = free.popLast() {
      snapshots[Int(last)] = snapshot
      return last
    }
    snapshots.append(snapshot)
    return UInt32(snapshots.count - 1)
  }

  mutating func remove(_ number: UInt32) {
    snapshots[Int(number)] = Snapshot()
    free.append(number)
  }

  subscript(number: UInt32) -> Snapshot { snapshots[Int(number)] }

  mutating func takePast(_ number: UInt32, _ change: (inout Past) -> Void) {
    change(&snapshots[Int(number)].past)
  }
}
