import Causality

/// A text whose edits one replica, the server, puts in order.
///
/// The log holds the edits in that order, each as it applies behind those before it. Another
/// replica's edit waits, with the length of the log that its writer knew, until the server takes
/// it: then it is transformed against what came between. Only the server appends to the log, so
/// two logs differ in length alone, and every replica ends with the server's; without the server
/// nothing that others write is ever ordered.
/// - Source: Nichols et al. 1995 (Jupiter); Wang, Mah, Lassen 2010 (Wave), with one server.
struct OTDocument: Sendable {
  /// An edit that the server has ordered.
  struct Entry: Hashable, Sendable {
    var dot: Dot
    var operation: TextOperation
  }

  /// An edit that waits for the server.
  struct Waiting: Hashable, Sendable {
    var dot: Dot
    /// How many entries its writer knew.
    var base: Int
    var operation: TextOperation
  }

  /// The replica that orders: the first that ever was.
  static let server = ReplicaID(0)

  /// What is ordered.
  private(set) var log: [Entry] = []
  /// What is not, by dot; nothing that the log has.
  private(set) var waiting: [Waiting] = []

  /// The empty text.
  init() {}

  /// The document of these parts; nil where an edit does not fit the text it applies to.
  init?(log: [Entry], waiting: [Waiting]) {
    self.log = log
    self.waiting = waiting
    var lengths = [0]
    for entry in log {
      guard let length = entry.operation.length(after: lengths[lengths.count - 1]) else {
        return nil
      }
      lengths.append(length)
    }
    let dots = (log.map(\.dot) + waiting.map(\.dot)).sorted()
    guard zip(dots, dots.dropFirst()).allSatisfy({ $0 != $1 }),
      zip(waiting, waiting.dropFirst()).allSatisfy({ $0.dot < $1.dot }),
      waiting.allSatisfy({ edit in
        lengths.indices.contains(edit.base)
          && edit.operation.length(after: lengths[edit.base]) != nil
      })
    else { return nil }
  }

  /// The text as the server has ordered it.
  var text: [Unicode.Scalar] {
    log.reduce([]) { text, entry in entry.operation.apply(to: text) ?? text }
  }

  /// Adds an edit of the text as it stands.
  ///
  /// The server orders what waits, and then its own edit; `mayOrder`: unless it has a write under
  /// way that this one does not include, for two logs must not grow from one.
  mutating func add(_ operation: TextOperation, _ dot: Dot, mayOrder: Bool) {
    let edit = Waiting(dot: dot, base: log.count, operation: operation)
    guard dot.replica == Self.server, mayOrder else {
      if !operation.isEmpty { wait(edit) }
      return
    }
    let others = waiting
    waiting = []
    for other in others { order(other) }
    if !operation.isEmpty { order(edit) }
  }

  /// Learns what the other copy knows.
  mutating func merge(_ other: OTDocument) {
    let edits = waiting + other.waiting
    log = log.count >= other.log.count ? log : other.log
    let ordered = log.map(\.dot).sorted()
    waiting = []
    for edit in edits where !ordered.holds(edit.dot) { wait(edit) }
  }

  /// What this document has beyond an earlier one; its log begins where the earlier one's ends.
  func since(_ earlier: OTDocument) -> OTDocument {
    var rest = self
    rest.log.removeFirst(min(earlier.log.count, log.count))
    rest.waiting.removeAll { earlier.waiting.contains($0) }
    return rest
  }

  private mutating func order(_ edit: Waiting) {
    let moved = log[edit.base...].reduce(edit.operation) { operation, entry in
      operation.transformed(against: entry.operation, as: .right)
    }
    log.append(Entry(dot: edit.dot, operation: moved))
  }

  private mutating func wait(_ edit: Waiting) {
    let place = waiting.firstIndex { !($0.dot < edit.dot) } ?? waiting.count
    if place < waiting.count, waiting[place].dot == edit.dot { return }
    waiting.insert(edit, at: place)
  }
}

extension [Dot] {
  /// Whether a sorted list holds a dot.
  fileprivate func holds(_ dot: Dot) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < dot { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == dot
  }
}
