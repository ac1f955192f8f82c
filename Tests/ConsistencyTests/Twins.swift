import Causality
import Consistency

/// The definitions, spelled out over sets of operations: slow, and plainly what they say.
struct Twin {
  let history: History
  /// `reaches[a][b]`: a happened before b.
  let reaches: [[Bool]]

  var operations: Ledger<Operation> { history.operations }

  init(_ history: History) {
    self.history = history
    let count = history.operations.count
    var reaches = Array(repeating: Array(repeating: false, count: count), count: count)
    for a in 0..<count {
      for b in 0..<count where a != b {
        reaches[a][b] =
          Twin.sessionOrder(a, b, history) || Twin.isKnown(a, by: b, history)
      }
    }
    for middle in 0..<count {
      for a in 0..<count where reaches[a][middle] {
        for b in 0..<count where reaches[middle][b] { reaches[a][b] = true }
      }
    }
    self.reaches = reaches
  }

  static func sessionOrder(_ a: Int, _ b: Int, _ history: History) -> Bool {
    let (first, second) = (history.operations[a], history.operations[b])
    return first.session >= 0 && first.session == second.session && a < b
      && first.outcome == .ok && first.returned <= second.invoked
  }

  /// Whether write `a` is what read `b` directly includes, or what write `b` says it follows.
  static func isKnown(_ a: Int, by b: Int, _ history: History) -> Bool {
    let (write, other) = (history.operations[a], history.operations[b])
    guard write.isWrite, write.key == other.key else { return false }
    return history.context(of: other).covers(write.dot)
      || history.versions(of: other).contains(write.dot)
  }

  /// Whether a read's answer includes a write, itself or by one that it happened before.
  func includes(_ read: Int, _ write: Int) -> Bool {
    operations.indices.contains { other in
      Twin.isKnown(other, by: read, history) && (other == write || reaches[write][other])
    }
  }

  func isOlder(_ read: Int, than write: Int) -> Bool {
    history.versions(of: operations[read]).allSatisfy { dot in
      operations.indices.contains {
        operations[$0].isWrite && operations[$0].dot == dot
          && operations[$0].key == operations[read].key && reaches[$0][write]
      }
    }
  }

  private func reads(_ session: Int32?) -> [Int] {
    operations.indices.filter {
      operations[$0].kind == .read && operations[$0].outcome == .ok && operations[$0].session >= 0
        && session ?? operations[$0].session == operations[$0].session
    }
  }

  private func writes(of key: Int32) -> [Int] {
    operations.indices.filter { operations[$0].isWrite && operations[$0].key == key }
  }

  func readYourWrites(_ session: Int32?) -> Bool {
    reads(session).allSatisfy { read in
      let own = writes(of: operations[read].key).filter {
        Twin.sessionOrder($0, read, history)
      }
      guard let latest = own.max() else { return true }
      let findsNothing = history.versions(of: operations[read]).isEmpty
      return includes(read, latest) || !isOlder(read, than: latest)
        || (operations[latest].kind == .deletion && findsNothing)
    }
  }

  func monotonicReads(_ session: Int32?) -> Bool {
    reads(session).allSatisfy { later in
      reads(session).allSatisfy { earlier in
        guard operations[earlier].key == operations[later].key,
          Twin.sessionOrder(earlier, later, history)
        else { return true }
        return writes(of: operations[later].key).allSatisfy {
          !includes(earlier, $0) || includes(later, $0)
        }
      }
    }
  }

  func consistentPrefix(_ session: Int32?) -> Bool {
    reads(session).allSatisfy { read in
      let before = reads(session).filter { Twin.sessionOrder($0, read, history) }
      let key = operations[read].key
      return writes(of: key).allSatisfy { cause in
        let isImplied = before.contains { seen in
          operations.indices.contains {
            Twin.isKnown($0, by: seen, history) && ($0 == cause || reaches[cause][$0])
          }
        }
        let isSeen = (before + [read]).contains {
          operations[$0].key == key && includes($0, cause)
        }
        return !isImplied || isSeen || !isOlder(read, than: cause)
      }
    }
  }

  func monotonicWrites(_ session: Int32?) -> Bool {
    arriveAfter(session) { operations[$0].isWrite ? [operations[$0].dot] : [] }
  }

  func writesFollowReads(_ session: Int32?) -> Bool {
    arriveAfter(session) { Array(history.versions(of: operations[$0])) }
  }

  /// For every stored write, everything that earlier operations ask for is there by then.
  private func arriveAfter(_ session: Int32?, _ asks: (Int) -> [Dot]) -> Bool {
    history.steps.indices.allSatisfy { at in
      let step = history.steps[at]
      let write = operations.indices.first {
        operations[$0].isWrite && operations[$0].key == step.key && operations[$0].dot == step.dot
      }
      guard step.kind == .stored, let write, operations[write].node != step.node,
        session ?? operations[write].session == operations[write].session
      else { return true }
      return operations.indices.allSatisfy { earlier in
        guard Twin.sessionOrder(earlier, write, history) else { return true }
        let key = operations[earlier].key
        return asks(earlier).allSatisfy {
          !history.holds(key, at: step.node) || isThere($0, key, step.node, by: at)
        }
      }
    }
  }

  private func isThere(_ dot: Dot, _ key: Int32, _ node: Int32, by last: Int) -> Bool {
    var isThere = false
    for step in history.steps[...last] where step.node == node {
      if step.kind == .wiped { isThere = false }
      guard step.kind == .stored, step.key == key else { continue }
      let follows = writes(of: key).contains {
        operations[$0].dot == step.dot && history.context(of: operations[$0]).covers(dot)
      }
      if step.dot == dot || follows { isThere = true }
    }
    return isThere
  }

  func noLostUpdates(_ session: Int32?) -> Bool {
    operations.indices.allSatisfy { write in
      let own = operations[write]
      guard own.isWrite, own.outcome == .ok, session ?? own.session == own.session else {
        return true
      }
      let nodes = Set(history.steps.map(\.node))
      let isHeld = nodes.contains { node in
        let last = history.steps.last {
          $0.node == node && ($0.kind == .wiped || ($0.key == own.key && $0.dot == own.dot))
        }
        return last?.kind == .stored
      }
      let isReplaced = history.steps.contains { step in
        step.kind == .stored && step.key == own.key
          && writes(of: own.key).contains {
            operations[$0].dot == step.dot
              && history.context(of: operations[$0]).covers(own.dot)
          }
      }
      return isHeld || isReplaced
    }
  }

  func linearizable(_ session: Int32?) -> Bool {
    let keys = Set(operations.map(\.key))
    return keys.allSatisfy { key in
      let calls = operations.indices.filter {
        let call = operations[$0]
        return call.key == key && call.outcome != .failed
          && (call.isWrite || (call.outcome == .ok && session ?? call.session == call.session))
      }
      return canContinue([], calls)
    }
  }

  /// Tries every order: what comes next must not come after anything that is left.
  private func canContinue(_ live: [Dot], _ left: [Int]) -> Bool {
    if left.allSatisfy({ operations[$0].outcome == .unknown }) { return true }
    return left.contains { next in
      let call = operations[next]
      let mayBeNext = left.allSatisfy {
        operations[$0].outcome == .unknown || operations[$0].returned >= call.invoked
      }
      let rest = left.filter { $0 != next }
      guard mayBeNext else { return false }
      switch call.kind {
      case .write: return canContinue([call.dot], rest)
      case .deletion: return canContinue([], rest)
      case .read: return found(call) == live && canContinue(live, rest)
      }
    }
  }

  /// What a read found, deletions left out.
  private func found(_ read: Operation) -> [Dot] {
    history.versions(of: read).filter { dot in
      !operations.contains { $0.kind == .deletion && $0.key == read.key && $0.dot == dot }
    }
  }

  /// The twin of a checker.
  func holds(_ name: String, _ session: Int32?) -> Bool? {
    switch name {
    case "consistent-prefix": consistentPrefix(session)
    case "linearizable": linearizable(session)
    case "monotonic-reads": monotonicReads(session)
    case "monotonic-writes": monotonicWrites(session)
    case "no-lost-updates": noLostUpdates(session)
    case "read-your-writes": readYourWrites(session)
    case "writes-follow-reads": writesFollowReads(session)
    default: nil
    }
  }
}
