import Replication
import Simulation

/// What happened of late, in order and by key and node: for `why`, `show log`, failed judgements.
///
/// Bounded: the oldest of 64 chunks is forgotten when a new one begins.
package struct DecisionLog: Sendable {
  private struct Entry: Sendable {
    var event: Event
    /// The entry before it of the same key and node; −1: none.
    var previous: Int
  }

  private static let chunkSize = 1024
  private static let chunkLimit = 64

  /// In chunks, so that a copy that goes its own way copies one of them only.
  private var chunks: [[Entry]] = []
  /// The number of the first entry kept; a multiple of the chunk size.
  private var first = 0
  /// The number of the next entry.
  private var next = 0
  /// The last entry of a key at a node; looked up, never iterated.
  private var last: [UInt64: Int] = [:]
  /// Who answered the last requests.
  var requests = RequestLog()

  /// Nothing happened.
  package init() {}

  /// Notes an event.
  package mutating func note(_ event: Event) {
    requests.note(event)
    if next - first == chunks.count * Self.chunkSize { openChunk() }
    var previous = -1
    if event.kind.isHistory {
      let slot = Self.slot(event.node, event.key)
      previous = last.updateValue(next, forKey: slot) ?? -1
    }
    chunks[chunks.count - 1].append(Entry(event: event, previous: previous))
    next += 1
  }

  private mutating func openChunk() {
    if chunks.count == Self.chunkLimit {
      chunks.removeFirst()
      first += Self.chunkSize
    }
    chunks.append([])
  }

  /// The last decision about a key at a node, as far as it is remembered.
  package func decision(about key: KeyID, at node: NodeID) -> Event? {
    var position = last[Self.slot(node, key)] ?? -1
    while let entry = entry(position) {
      if entry.event.kind.isDecision { return entry.event }
      position = entry.previous
    }
    return nil
  }

  /// What happened to a key at a node, latest first, as far as it is remembered.
  package func history(of key: KeyID, at node: NodeID, limit: Int = 256) -> [Event] {
    var events: [Event] = []
    var position = last[Self.slot(node, key)] ?? -1
    while events.count < limit, let entry = entry(position) {
      events.append(entry.event)
      position = entry.previous
    }
    return events
  }

  /// The last events of all, oldest first.
  package func recent(_ limit: Int) -> [Event] {
    (max(first, next - max(0, limit))..<next).compactMap { entry($0)?.event }
  }

  private func entry(_ position: Int) -> Entry? {
    guard position >= first, position < next else { return nil }
    let offset = position - first
    return chunks[offset / Self.chunkSize][offset % Self.chunkSize]
  }

  private static func slot(_ node: NodeID, _ key: KeyID) -> UInt64 {
    UInt64(UInt32(bitPattern: node.rawValue)) << 32 | UInt64(UInt32(bitPattern: key.rawValue))
  }
}

extension EventKind {
  /// Whether it decided between versions.
  var isDecision: Bool {
    switch self {
    case .replaced, .conflict, .resolved, .merged, .failed, .skipped, .stopped: true
    default: false
    }
  }

  /// Whether it changed, or would have changed, what a node holds.
  fileprivate var isHistory: Bool {
    switch self {
    case .redundant, .answered, .refused, .aborted, .handled, .asked,
      .counted, .late, .ended, .compared, .struck, .mended:
      false
    default: true
    }
  }

  /// Whether a message arrived.
  var isArrival: Bool {
    switch self {
    case .delivered, .redundant, .ignored, .buffered, .accepted, .refused, .committed, .aborted,
      .answered, .asked, .hinted, .counted, .late, .repaired, .handedOff, .synced:
      true
    default: false
    }
  }
}
