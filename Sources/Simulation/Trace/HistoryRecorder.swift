import Causality
import Consistency
import Replication

/// Writes a history while a world runs, and remembers what it needs to go on with it.
package struct HistoryRecorder: Sendable {
  /// What happened so far.
  package private(set) var history: History
  /// What each client wrote and read; positions are client ids.
  package private(set) var sessions: [ClientMemory] = []
  /// What each operation wrote, by number; of reads a tombstone.
  private var values = Ledger<ValueID>()
  /// The numbers of requests under way; looked up, never iterated.
  private var open: [OperationID: Int] = [:]
  /// What nodes knew of keys when they purged them.
  private var purged: [Purge] = []

  private struct Purge: Sendable {
    var node: NodeID
    var key: Int
    var context: CausalContext
  }

  /// An empty history of at most so many operations.
  package init(limit: Int = 1 << 20) { history = History(limit: limit) }

  /// What an operation wrote; a tombstone: nothing, or a deletion.
  package func value(of operation: Int) -> ValueID {
    values.indices.contains(operation) ? values[operation] : .tombstone
  }

  // MARK: Requests

  mutating func begin(
    _ dot: Dot, _ request: WriteRequest, following context: CausalContext, tick: Tick
  ) -> Int {
    let number = history.beginWrite(
      dot, of: request.key.rawValue, following: context, at: request.node.rawValue,
      session: request.client?.rawValue ?? -1, tick: tick,
      isDeletion: request.value == .tombstone)
    if number >= 0 { values.append(request.value) }
    return number
  }

  mutating func begin(_ request: ReadRequest, tick: Tick) -> Int {
    let number = history.beginRead(
      of: request.key.rawValue, at: request.node.rawValue,
      session: request.client?.rawValue ?? -1, tick: tick)
    if number >= 0 { values.append(.tombstone) }
    return number
  }

  /// Remembers which request of the world an operation is.
  mutating func follow(_ operation: OperationID, _ number: Int) {
    if number >= 0 { open[operation] = number }
  }

  /// The number of a request that has not ended; -1: none is kept.
  func number(of operation: OperationID) -> Int { open[operation] ?? -1 }

  mutating func end(
    _ operation: OperationID, _ outcome: Consistency.Operation.Outcome, tick: Tick
  ) {
    if let number = open.removeValue(forKey: operation) { end(number, outcome, tick: tick) }
  }

  mutating func end(
    _ number: Int, _ outcome: Consistency.Operation.Outcome, tick: Tick
  ) {
    guard history.operations.indices.contains(number) else { return }
    history.end(number, outcome, tick: tick)
    let operation = history.operations[number]
    guard outcome == .ok, operation.isWrite else { return }
    remember(operation) { $0.wrote(operation.dot, KeyID(operation.key)) }
  }

  mutating func endRead(
    _ number: Int, returning versions: [Dot], context: CausalContext, tick: Tick
  ) {
    guard history.operations.indices.contains(number) else { return }
    history.endRead(number, returning: versions, context: context, tick: tick)
    let operation = history.operations[number]
    remember(operation) { $0.read(context, KeyID(operation.key)) }
  }

  private mutating func remember(
    _ operation: Consistency.Operation, _ change: (inout ClientMemory) -> Void
  ) {
    guard operation.session >= 0 else { return }
    let session = Int(operation.session)
    while sessions.count <= session { sessions.append(ClientMemory()) }
    change(&sessions[session])
  }

  // MARK: Nodes

  mutating func store(_ dot: Dot, _ key: Int32, at node: NodeID, tick: Tick) {
    history.store(dot, of: key, at: node.rawValue, tick: tick)
  }

  mutating func drop(_ dot: Dot, _ key: Int32, for rival: Dot, at node: NodeID, tick: Tick) {
    history.drop(dot, of: key, for: rival, at: node.rawValue, tick: tick)
  }

  mutating func place(_ key: KeyID, on nodes: [NodeID]) {
    history.place(key.rawValue, on: nodes.map(\.rawValue))
  }

  mutating func wipe(_ node: NodeID, tick: Tick) {
    purged.removeAll { $0.node == node }
    history.wipe(node.rawValue, tick: tick)
  }

  mutating func purge(_ key: Int, at node: NodeID, knowing context: CausalContext) {
    if let at = purged.firstIndex(where: { $0.node == node && $0.key == key }) {
      purged[at].context.merge(context)
    } else {
      purged.append(Purge(node: node, key: key, context: context))
    }
  }

  /// What a node knew of a key before it purged it.
  package func purged(_ key: KeyID, at node: NodeID) -> CausalContext? {
    purged.first { $0.node == node && $0.key == key.index }?.context
  }
}

/// What a client wrote and read with success, key by key.
package struct ClientMemory: Sendable {
  /// What is known of one key.
  package struct Entry: Sendable {
    /// The key.
    package let key: KeyID
    /// Her writes.
    package fileprivate(set) var written = CausalContext()
    /// What her reads included.
    package fileprivate(set) var read = CausalContext()
  }

  /// By key, in order of her first use.
  package private(set) var entries: [Entry] = []

  mutating func wrote(_ dot: Dot, _ key: KeyID) {
    let at = position(of: key)
    entries[at].written.include(dot)
  }

  mutating func read(_ context: CausalContext, _ key: KeyID) {
    let at = position(of: key)
    entries[at].read.merge(context)
  }

  private mutating func position(of key: KeyID) -> Int {
    if let at = entries.firstIndex(where: { $0.key == key }) { return at }
    entries.append(Entry(key: key))
    return entries.count - 1
  }
}
